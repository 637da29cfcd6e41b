"""Over a slow link: what counts are the round trips, and those can be counted."""

import subprocess
from dataclasses import dataclass

from report import Row, duration
from timing import Failed
from workbench import Workbench

DELAY_MS = 5  # each way
UNCOUNTED = 1  # of each connection: its opening


class DelayingProxy:
    """The program delaying_proxy, in front of the server."""

    def __init__(self, bench: Workbench):
        self.program = subprocess.Popen([bench.programs.bench("delaying_proxy"), bench.postgres.socket, str(DELAY_MS)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.uri = self.program.stdout.readline().strip()

    def url(self, database: str) -> str:
        return self.uri.replace("/postgres?", f"/{database}?")

    def round_trips(self) -> int:
        """All so far, but for what connecting takes."""
        self.program.stdin.write("\n")
        self.program.stdin.flush()
        connections, trips = map(int, self.program.stdout.readline().split())
        return trips - UNCOUNTED * connections

    def close(self) -> None:
        self.program.stdin.close()
        self.program.wait()


@dataclass(frozen=True)
class RoundTrips:
    name: str = "round trips"

    def measure(self, bench: Workbench) -> list[Row]:
        counts = (100, 50)  # in a quick run, too: these figures need no rounds
        proxy = DelayingProxy(bench)
        try:
            (trips, seconds), (fewer, _) = (self.run(bench, proxy, count) for count in counts)
        finally:
            proxy.close()
        each = (trips - fewer) / (counts[0] - counts[1])
        rest = trips - each * counts[0]
        where = f"`upgrade head`, {counts[0]} revisions over {DELAY_MS} ms each way, postgresql"
        least = trips * 2 * DELAY_MS / 1000
        return [Row(f"{where}: round trips for each revision", f"{each:.2f}", "1", each, reach=2.0),
                Row(f"{where}: for start and end together", f"{rest:.1f}", "1", rest, reach=8.0),
                Row(f"{where}: time, against its {trips} round trips", duration(seconds), duration(least),
                    seconds / least)]

    def run(self, bench: Workbench, proxy: DelayingProxy, count: int) -> tuple[int, float]:
        """Round trips and seconds of an upgrade from empty."""
        history = bench.history("line", count)
        bench.postgres.create("far")
        before = proxy.round_trips()
        sample = bench.timer.checked(bench.migrate(history, "upgrade", "head", url=proxy.url("far")))
        if bench.postgres.tables("far") != count:
            raise Failed(f"{bench.postgres.tables('far')} tables instead of {count}")
        return proxy.round_trips() - before, sample.seconds


CASES = (RoundTrips(),)
