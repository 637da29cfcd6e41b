"""TLS, passwords, and what the program says where the library for them is missing, on a server of its own.

    connections.py MIGRATE [--stands-alone]

A program that stands alone has libpq in it, and loads OpenSSL and Kerberos when libpq calls them.
"""

import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True  # the tree stays as it is
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "histories"))
from own_server import OwnServer  # noqa: E402

# What the new table holds is what the server thinks of the session that made it.
REVISION = """-- How it came here
--
-- revision: a
-- down_revision:

-- migrate:upgrade
CREATE TABLE how AS SELECT %s AS encrypted;
"""
ENCRYPTED = "(SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid())"
SETTINGS = """
listen_addresses = 'localhost'
port = {port}
ssl = on
ssl_cert_file = '{{folder}}/server.crt'
ssl_key_file = '{{folder}}/server.key'
"""
ACCESS = """
hostssl all secret all scram-sha-256
host all trusted all trust
"""
C_LIBRARY = {"libc.so.6", "libm.so.6", "ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1"}
MIGRATE = pathlib.Path(sys.argv[1]).resolve()


def make_certificate(folder: pathlib.Path) -> None:
    """Of localhost, signed by itself."""
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", folder / "server.key", "-out", folder / "server.crt", "-days", "2", "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
    if os.getuid() == 0:
        shutil.chown(folder / "server.key", "postgres")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class OnOwnServer(unittest.TestCase):
    """One server for all tests of a class; each has a database and a project of its own."""

    server: OwnServer
    port = 0

    @classmethod
    def setUpClass(cls) -> None:
        cls.port = free_port()
        cls.server = OwnServer(SETTINGS.format(port=cls.port), ACCESS)
        make_certificate(cls.server.folder)
        cls.enterClassContext(cls.server)
        cls.ask("postgres", "CREATE ROLE secret SUPERUSER LOGIN PASSWORD 'open sesame'; "
                            "CREATE ROLE trusted SUPERUSER LOGIN")

    @classmethod
    def ask(cls, database: str, sql: str) -> str:
        """By the socket, as the server's owner."""
        answer = subprocess.run([f"{cls.server.programs}/psql", "-wXAtq", "-h", cls.server.folder, "-p", str(cls.port),
                                 "-U", "postgres", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql],
                                capture_output=True, text=True, check=True)
        return answer.stdout.strip()

    def setUp(self) -> None:
        self.ask("postgres", "ALTER SYSTEM RESET ssl")
        self.ask("postgres", "SELECT pg_reload_conf()")
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory()))
        (self.folder / "versions").mkdir()
        (self.folder / "versions" / "a.sql").write_text(REVISION % ENCRYPTED)
        self.database = self._testMethodName
        self.ask("postgres", f"CREATE DATABASE {self.database}")

    def upgrade(self, user: str, parameters: str, program: pathlib.Path = MIGRATE) -> subprocess.CompletedProcess[str]:
        return self.run_on(f"postgresql://{user}@localhost:{self.port}/{self.database}?{parameters}", program)

    def run_on(self, url: str, program: pathlib.Path = MIGRATE) -> subprocess.CompletedProcess[str]:
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(self.folder)}
        return subprocess.run([program, "--database-url", url, "upgrade", "head"], cwd=self.folder, env=environment,
                              capture_output=True, text=True, timeout=60, check=False)

    def expect_upgraded(self, run: subprocess.CompletedProcess[str], encrypted: str) -> None:
        self.assertEqual(run.returncode, 0, run.stderr)
        self.assertEqual(self.ask(self.database, "SELECT encrypted FROM how"), encrypted)

    def expect_refused(self, run: subprocess.CompletedProcess[str], *said: str) -> None:
        self.assertEqual(run.returncode, 1, run.stderr)
        for words in said:
            self.assertIn(words, run.stderr)
        self.assertNotIn("sesame", run.stderr)


class Connections(OnOwnServer):
    """As every program makes them."""

    def test_a_password_opens_an_encrypted_connection(self) -> None:
        self.expect_upgraded(self.upgrade("secret:open%20sesame", "sslmode=require"), "t")

    def test_the_servers_certificate_is_verified(self) -> None:
        root = f"sslmode=verify-full&sslrootcert={self.server.folder}/server.crt"
        self.expect_upgraded(self.upgrade("trusted", root), "t")

    def test_a_server_of_another_name_is_refused(self) -> None:
        root = f"sslmode=verify-full&sslrootcert={self.server.folder}/server.crt&hostaddr=127.0.0.1"
        url = f"postgresql://trusted@db.example:{self.port}/{self.database}?{root}"
        self.expect_refused(self.run_on(url), 'server certificate for "localhost" does not match host name "db.example"')

    def test_a_certificate_that_nobody_trusts_is_refused(self) -> None:
        other = self.folder / "other"
        other.mkdir()
        make_certificate(other)
        self.expect_refused(self.upgrade("trusted", f"sslmode=verify-full&sslrootcert={other}/server.crt"),
                            "certificate verify failed", "hint: check sslmode in the URL")

    def test_a_wrong_password_is_refused(self) -> None:
        self.expect_refused(self.upgrade("secret:open%20sesam", "sslmode=require"), "password authentication failed")

    def test_a_connection_need_not_be_encrypted(self) -> None:
        self.expect_upgraded(self.upgrade("trusted", "sslmode=disable"), "f")


class StandingAlone(OnOwnServer):
    """A program that links no shared library but the C library."""

    def without(self, *libraries: str) -> pathlib.Path:
        """The program on a machine that lacks these libraries: by names of the same length that no machine has."""
        program = MIGRATE.read_bytes()
        for library in libraries:
            name = library.encode() + b".so."
            self.assertIn(name, program)
            program = program.replace(name, library[:-1].encode() + b"_.so.")
        crippled = self.folder / "migrate"
        crippled.write_bytes(program)
        crippled.chmod(0o755)
        return crippled

    def test_the_program_needs_nothing_but_the_c_library(self) -> None:
        read = subprocess.run(["readelf", "--dynamic", MIGRATE], capture_output=True, text=True, check=True).stdout
        needed = {line.split("[")[1].rstrip("]") for line in read.splitlines() if "(NEEDED)" in line}
        self.assertLessEqual(needed, C_LIBRARY)

    def test_sqlite_and_trusted_connections_need_no_openssl_and_no_kerberos(self) -> None:
        bare = self.without("libssl", "libcrypto", "libgssapi_krb5", "libldap-2.5")
        self.expect_upgraded(self.upgrade("trusted", "sslmode=disable", bare), "f")
        (self.folder / "versions" / "a.sql").write_text(REVISION % "1")
        served = self.run_on("sqlite:///app.db", bare)
        self.assertEqual(served.returncode, 0, served.stderr)

    def test_without_openssl_a_server_that_wants_tls_is_told_what_is_missing(self) -> None:
        bare = self.without("libssl", "libcrypto")
        self.expect_refused(self.upgrade("secret:open%20sesame", "sslmode=require", bare),
                            "libss_.so.3: cannot open shared object file", "hint: install the library that is missing")

    def test_without_openssl_nothing_is_sent_in_clear_that_would_have_been_encrypted(self) -> None:
        bare = self.without("libssl", "libcrypto")
        for parameters in ("sslmode=prefer", "", "hostaddr=127.0.0.1,127.0.0.1&host=localhost,localhost"):
            with self.subTest(parameters):
                self.expect_refused(self.upgrade("trusted", parameters, bare), "libss_.so.3: cannot open shared object file",
                                    "hint: install the library that is missing")
        self.assertEqual(self.ask(self.database, "SELECT to_regclass('how') IS NULL"), "t")

    def test_without_openssl_a_server_that_has_no_tls_is_served(self) -> None:
        self.ask("postgres", "ALTER SYSTEM SET ssl = off")
        self.ask("postgres", "SELECT pg_reload_conf()")
        self.expect_upgraded(self.upgrade("trusted", "sslmode=prefer", self.without("libssl", "libcrypto")), "f")

    def test_without_libcrypto_a_password_is_told_what_is_missing(self) -> None:
        access = self.server.data / "pg_hba.conf"
        access.write_text("host all secret all scram-sha-256\n" + access.read_text())
        self.ask("postgres", "SELECT pg_reload_conf()")
        self.expect_refused(self.upgrade("secret:open%20sesame", "sslmode=disable", self.without("libcrypto")),
                            "libcrypt_.so.3: cannot open shared object file")

    def test_kerberos_is_missed_only_by_who_asks_for_it(self) -> None:
        bare = self.without("libgssapi_krb5")
        self.expect_refused(self.upgrade("trusted", "gssencmode=require", bare), "GSSAPI")
        self.expect_upgraded(self.upgrade("trusted", "sslmode=require&gssencmode=prefer", bare), "t")


if __name__ == "__main__":
    if "--stands-alone" not in sys.argv[2:]:
        del StandingAlone
    unittest.main(argv=sys.argv[:1], verbosity=2)
