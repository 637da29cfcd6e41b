#!/usr/bin/env python3
"""Measures the program against its floors. Run it by scripts/bench.sh, which builds all and starts a server."""

import argparse
import os
import pathlib
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True  # the tree stays as it is

import database_cases  # noqa: E402
import file_cases  # noqa: E402
import growth_cases  # noqa: E402
import growth_plot  # noqa: E402
import link_cases  # noqa: E402
import peers  # noqa: E402
import report  # noqa: E402
from timing import Failed  # noqa: E402
from workbench import Workbench  # noqa: E402

ROUNDS, QUICK_ROUNDS = 15, 3
FEWEST_ROUNDS = 11  # for figures that count


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench.sh", description="Measures the program against its floors.")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--migrate", type=pathlib.Path, help="another program than the one just built")
    parser.add_argument("--rounds", type=int, help=f"pairs of each case, {ROUNDS} by default; figures that count have "
                        f"{FEWEST_ROUNDS} at least")
    parser.add_argument("--quick", action="store_true",
                        help="a tenth of the revisions, few rounds: whether all of this works; misses are no failure")
    parser.add_argument("--only", metavar="PATTERN", help="the cases whose names have this regular expression")
    parser.add_argument("--list", action="store_true", help="print the cases' names")
    parser.add_argument("--peers", action="store_true", help="also Alembic, Sqitch and dbmate")
    parser.add_argument("--json", type=pathlib.Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--plot", type=pathlib.Path, metavar="FILE", help="write how cost grows there, as SVG")
    options = parser.parse_args()
    options.build = options.build.resolve()
    options.migrate = (options.migrate or options.build / "bin" / "migrate").resolve()
    options.rounds = options.rounds or (QUICK_ROUNDS if options.quick else ROUNDS)
    return options


def chosen(options: argparse.Namespace) -> list:
    cases = [*file_cases.CASES, *database_cases.CASES, *link_cases.CASES, *growth_cases.CASES]
    cases += peers.CASES if options.peers else ()
    found = [case for case in cases if re.search(options.only or "", case.name)]
    if not found:
        sys.exit(f"no case is called `{options.only}`; --list names them")
    return found


def loaded_by(program: pathlib.Path) -> set[str]:
    answer = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout
    return {line.split()[0] for line in answer.splitlines() if "=>" in line}


def circumstances(bench: Workbench) -> dict[str, str]:
    """What the figures depend on."""
    settings = {name: bench.postgres.ask("postgres", f"SHOW {name}")
                for name in ("server_version", "fsync", "synchronous_commit", "full_page_writes")}
    version = subprocess.run([bench.programs.migrate, "--version"], capture_output=True, text=True, check=True)
    few = f" (figures that count have {FEWEST_ROUNDS} at least)" if bench.rounds < FEWEST_ROUNDS else ""
    told = {"program": version.stdout.strip(), "machine": f"{platform.machine()}, {os.cpu_count()} processors",
            "system": platform.platform(), "load": " ".join(f"{load:.1f}" for load in os.getloadavg()),
            "rounds": f"{bench.rounds}{few}", "files in": str(bench.store), "databases in": str(bench.folder),
            "postgresql": ", ".join(f"{name} {value}" for name, value in settings.items())}
    floor, ours = (loaded_by(program) for program in (bench.programs.bench("floor_start"), bench.programs.migrate))
    if floor != ours:
        told["the floor loads, and we do not"] = ", ".join(sorted(floor - ours)) or "nothing"
        told["we load, and the floor does not"] = ", ".join(sorted(ours - floor)) or "nothing"
    return told


def measure(options: argparse.Namespace, bench: Workbench) -> tuple[list[report.Row], list[str]]:
    """The rows, and the cases that failed with why."""
    rows, failures = [], []
    for case in chosen(options):
        began = time.monotonic()
        try:
            rows += case.measure(bench)
        except (Failed, OSError, subprocess.SubprocessError) as error:
            failures.append(f"{case.name}: {error}")
            print(f"FAILED {case.name}: {error}", file=sys.stderr)
        print(f"{case.name}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    return rows, failures


def fast_folder() -> pathlib.Path:
    """For databases and scripts: in memory where that is possible, as a disk's syncs would hide all else."""
    memory = pathlib.Path("/dev/shm")
    place = memory if os.access(memory, os.W_OK) else None
    return pathlib.Path(tempfile.mkdtemp(prefix="migrate-bench-", dir=place))


def run(options: argparse.Namespace, folder: pathlib.Path) -> int:
    bench = Workbench(options, folder)
    told = circumstances(bench)
    rows, failures = measure(options, bench)
    bench.timer.close()
    for what, value in told.items():
        print(f"{what}: {value}")
    print(f"\n{report.table(rows)}")
    if options.json:
        report.write_json(options.json, rows, told, bench.growth)
    if options.plot and bench.growth:
        growth_plot.write(options.plot, bench.growth)
    missed = report.missed(rows)
    print(f"\n{len(rows)} rows, {len(missed)} missed by more than the noise, {len(failures)} cases failed")
    return 1 if failures or (missed and not options.quick) else 0


def main() -> int:
    options = arguments()
    if options.list:
        print("\n".join(case.name for case in chosen(options)))
        return 0
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = fast_folder()
    try:
        return run(options, folder)
    except Failed as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
