A long statement has a bar on a terminal, and nothing of it stays
--- file versions/1.sql
-- One
-- revision: r1
-- down_revision:
-- migrate:upgrade
CREATE TABLE one (id INTEGER);
-- migrate:downgrade
--- file versions/2.sql
-- For ever
-- revision: r2
-- down_revision: r1
-- migrate:upgrade
CREATE TABLE two (id INTEGER);
INSERT INTO two WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
-- migrate:downgrade
--- file on_a_terminal.py
"""Runs `migrate` on a terminal of its own until that has got a text, then interrupts it; prints what
stays on the screen."""
import fcntl, os, pty, signal, struct, sys, termios

expected, arguments = sys.argv[1].encode(), ["migrate", *sys.argv[2:]]
child, terminal = pty.fork()
if child == 0:
    os.environ.setdefault("TERM", "xterm")
    os.execvp("migrate", arguments)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 60, 0, 0))
written = b""
interrupted = False
while True:
    try:
        written += os.read(terminal, 4096)
    except OSError:  # the program has gone
        break
    if expected in written and not interrupted:
        os.kill(child, signal.SIGINT)
        interrupted = True
screen = [b""]
for part in written.replace(b"\r\n", b"\n").replace(b"\r\x1b[K", b"\r").split(b"\n"):
    screen.append(part.split(b"\r")[-1].replace(b"\x1b[K", b""))
print("bars:", b"[--" in written or b"[##" in written)
print(b"\n".join(screen[1:]).decode())
print("exit", os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
--- env DATABASE_URL=sqlite:///app.db
--- run
$ python3 on_a_terminal.py 'line 6: 1 s' --color=never upgrade
| bars: True
| Running upgrade  -> r1, One
| Running upgrade r1 -> r2, For ever
| error: versions/2.sql:6: stopped
|     6 | INSERT INTO two WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n;
| Revision r2 was rolled back. The database is at r1.
|
| exit 130
