"""A proxy before a PostgreSQL server that cuts a connection at a given message of the protocol."""

import socket
import struct
import threading

TO_SERVER, TO_CLIENT = "to the server", "to the client"


def read_exactly(source, size):
    """So many bytes; nothing at the end of the stream."""
    data = b""
    while len(data) < size:
        part = source.recv(size - len(data))
        if not part:
            return None
        data += part
    return data


def read_message(source, is_first):
    """One message whole. Only a client's first has no letter in front of its length."""
    head = read_exactly(source, 4 if is_first else 5)
    if head is None:
        return None
    (length,) = struct.unpack("!I", head[-4:])
    body = read_exactly(source, length - 4)
    return None if body is None else head + body


def shut(*sockets):
    for one in sockets:
        try:
            one.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # it is shut already


class CuttingProxy:
    """Listens on a loopback port; passes all on to the server's Unix socket until the cut."""

    def __init__(self, server):
        self.server = server
        self.guard = threading.Lock()
        self.open = set()
        self.let_pass()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def let_pass(self):
        """Counts from 0 again, and cuts nothing."""
        self.cut_at(None, 0)

    def cut_at(self, direction, number, and_stay_away=False):
        """The `number`-th message (from 1) in that direction, of all connections together, never arrives: its
        connection is cut instead. With `and_stay_away` all others are, too, and nobody can connect any more."""
        with self.guard:
            self.seen = {TO_SERVER: 0, TO_CLIENT: 0}
            self.direction, self.number, self.and_stay_away = direction, number, and_stay_away
            self.was_cut = False

    def accept(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return  # closed
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            server = socket.socket(socket.AF_UNIX)
            with self.guard:
                welcome = not (self.was_cut and self.and_stay_away)
                if welcome:
                    self.open.add((client, server))
            if not welcome:
                client.close()
                continue
            server.connect(self.server)
            for source, target, direction in ((client, server, TO_SERVER), (server, client, TO_CLIENT)):
                threading.Thread(target=self.pump, args=(source, target, direction), daemon=True).start()

    def pump(self, source, target, direction):
        is_first = direction == TO_SERVER
        try:
            while (message := read_message(source, is_first)) is not None and self.may_pass(direction):
                target.sendall(message)
                is_first = False
        except OSError:
            pass  # the other direction has shut it
        shut(source, target)

    def may_pass(self, direction):
        with self.guard:
            if self.was_cut and self.and_stay_away:
                return False
            self.seen[direction] += 1
            if direction != self.direction or self.seen[direction] != self.number:
                return True
            self.was_cut = True
            if self.and_stay_away:
                for pair in self.open:
                    shut(*pair)
            return False

    def forget(self):
        """Closes all connections, once the run that made them is over."""
        with self.guard:
            for pair in self.open:
                shut(*pair)
                for one in pair:
                    one.close()
            self.open.clear()

    def close(self):
        self.listener.close()
        self.forget()
