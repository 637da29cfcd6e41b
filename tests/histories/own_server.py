"""A PostgreSQL server that a test may kill or configure: its own, in a new directory, on a Unix socket only by default."""

import os
import pathlib
import shutil
import subprocess
import tempfile

# What the kernel was given survives an immediate stop, so nothing is synced; but a commit waits for that much.
CONFIGURATION = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
autovacuum = off
"""
LONGEST_PLACE = 60  # characters: the path of a socket has 107 at most


def as_server(command):
    """initdb and the server refuse to run as root."""
    if os.getuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    ended = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                           stderr=subprocess.PIPE, text=True, timeout=180, check=False)
    if ended.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {ended.returncode}: {ended.stderr}")


class OwnServer:
    """Runs from the beginning to the end of a `with`. The environment then names it as the test server."""

    def __init__(self, settings="", access=""):
        """`settings` are lines that postgresql.conf gets last, `access` those that pg_hba.conf gets first; both may
        name the {folder}."""
        self.settings = settings
        self.access = access
        place = tempfile.gettempdir()
        if len(place) > LONGEST_PLACE:
            place = "/tmp"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="own-server-", dir=place))
        self.data = self.folder / "data"
        self.programs = subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True,
                                       check=True).stdout.strip()

    def __enter__(self):
        self.folder.chmod(0o755)
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres")
        as_server([f"{self.programs}/initdb", "--pgdata", str(self.data), "--username", "postgres", "--auth", "trust",
                   "--encoding", "UTF8", "--locale", "C", "--no-sync"])
        with open(self.data / "postgresql.conf", "a", encoding="utf-8") as configuration:
            configuration.write((CONFIGURATION + self.settings).format(folder=self.folder))
        access = self.data / "pg_hba.conf"
        access.write_text(self.access + access.read_text(encoding="utf-8"), encoding="utf-8")
        self.start()
        os.environ["MIGRATE_TEST_POSTGRES_DATA"] = str(self.data)
        self.uri = f"postgresql:///postgres?host={self.folder}&user=postgres"
        return self

    def __exit__(self, *_):
        if (self.data / "postmaster.pid").exists():
            self.stop_at_once()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        as_server([f"{self.programs}/pg_ctl", "--pgdata", str(self.data), "--log", str(self.folder / "log"),
                   "--timeout", "120", "--wait", "start"])

    def stop_at_once(self):
        """As a crash of the server would."""
        as_server([f"{self.programs}/pg_ctl", "--pgdata", str(self.data), "--mode", "immediate", "--wait", "stop"])
