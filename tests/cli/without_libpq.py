"""The program on a machine that has no libpq: SQLite is served, PostgreSQL is told what to install.

    without_libpq.py MIGRATE
"""

import pathlib
import subprocess
import sys
import tempfile

REVISION = "-- A\n--\n-- revision: a\n-- down_revision:\n\n-- migrate:upgrade\nCREATE TABLE a (x);\n"
NEEDED, MISSING = b"libpq.so.5", b"libpq.so.0"  # a name of the same length that no machine has


def main() -> None:
    program = pathlib.Path(sys.argv[1]).read_bytes()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "versions").mkdir()
        (folder / "versions" / "a.sql").write_text(REVISION)
        crippled = folder / "migrate"
        crippled.write_bytes(program.replace(NEEDED, MISSING))
        crippled.chmod(0o755)

        def run(url: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run([crippled, "--database-url", url, "upgrade", "head"], cwd=folder, capture_output=True,
                                  text=True, timeout=60, check=False)

        assert NEEDED in program, f"{sys.argv[1]} never names libpq"
        served = run("sqlite:///app.db")
        assert served.returncode == 0, served.stderr
        refused = run("postgresql:///app")
        assert refused.returncode == 1, refused.stderr
        assert "client library cannot be loaded: libpq.so.0" in refused.stderr, refused.stderr
        assert "hint: install libpq: libpq5 on Debian" in refused.stderr, refused.stderr


if __name__ == "__main__":
    main()
