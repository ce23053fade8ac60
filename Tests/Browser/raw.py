"""Bytes on a connection, for what no HTTP library would send."""

import pathlib
import re
import select
import socket
import ssl

# A peer that closes a TLS connection without close_notify violates the protocol.
GONE = (BrokenPipeError, ConnectionResetError, ssl.SSLEOFError)
CORPUS = pathlib.Path(__file__).resolve().parents[1] / "Corpus"


class Answer:
    def __init__(self, line, lines):
        self.line, self.status = line, int(line.split()[1])
        self.fields = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]
        self.body = b""

    def __getitem__(self, name):
        """The values of the field, joined; empty without one."""
        return ", ".join(value for found, value in self.fields if found == name)

    def __repr__(self):
        return f"{self.line} ({len(self.body)} bytes)"


class Wire:
    """One connection to `place`: a host and a port, or the path of a Unix socket."""

    def __init__(self, place, *, tls=None, source=None):
        if isinstance(place, str):
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.settimeout(20)
            self.socket.connect(place)
        else:
            self.socket = socket.create_connection(place, 20, source_address=source)
        if tls:
            self.socket = tls.wrap_socket(self.socket, server_hostname="localhost")
        self.arrived, self.end = b"", None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.socket.close()

    def send(self, data):
        """Sends all of it, or as much as the peer accepts."""
        try:
            self.socket.sendall(data if isinstance(data, bytes) else data.encode("latin-1"))
        except GONE:
            pass
        return self

    def finish(self):
        """Closes the sending side."""
        self.socket.shutdown(socket.SHUT_WR)
        return self

    def _fill(self):
        try:
            part = self.socket.recv(65_536)
        except GONE:
            self.end = "reset"
            return False
        if not part:
            self.end = "closed"
        self.arrived += part
        return bool(part)

    def answer(self, method="GET"):
        """The next answer; None when the connection ends before it."""
        while b"\r\n\r\n" not in self.arrived:
            if not self._fill():
                return None
        head, _, self.arrived = self.arrived.partition(b"\r\n\r\n")
        line, *lines = head.decode("latin-1").split("\r\n")
        answer = Answer(line, lines)
        if method == "HEAD" or answer.status < 200 or answer.status in (204, 304):
            return answer
        if answer["transfer-encoding"] == "chunked":  # only from a proxy: the program always sends a length
            while size := int(self._take_line(), 16):
                answer.body += self._take(size)
                self._take_line()
            self._take_line()
        else:
            answer.body = self._take(int(answer["content-length"]))
        return answer

    def _take(self, length):
        while len(self.arrived) < length and self._fill():
            pass
        assert len(self.arrived) >= length, f"an answer is cut off: {self.end}"
        taken, self.arrived = self.arrived[:length], self.arrived[length:]
        return taken

    def _take_line(self):
        while b"\r\n" not in self.arrived and self._fill():
            pass
        return self._take(self.arrived.index(b"\r\n") + 2)[:-2]

    def ending(self):
        """How the connection ends without a further request: `closed`, `reset`, or the bytes received before."""
        while self.end is None and self._fill():
            pass
        return self.end if not self.arrived else self.arrived

    def is_quiet(self, seconds=0.2):
        """Whether no bytes arrive for a moment."""
        return not self.arrived and not select.select([self.socket], [], [], seconds)[0]


def ask(place, data, method=None, **options):
    """The answer to one request on a connection of its own."""
    with Wire(place, **options) as wire:
        wire.send(data)
        return wire.answer(method or (data if isinstance(data, str) else data.decode("latin-1")).split(" ")[0])


def request(path, method="GET", *, body=None, version="1.1", host="h", **fields):
    """A request as text. `if_none_match='"x"'` becomes `If-None-Match: "x"`."""
    lines = [f"{method} {path} HTTP/{version}", f"Host: {host}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines) + "\r\n\r\n" + (body or "")


def corpus():
    """The cases of Tests/Corpus: place, title, wire, outcome and expectations, as the README there says."""
    for file in sorted(CORPUS.glob("*.http")):
        case = None
        for number, line in enumerate(file.read_text().split("\n"), 1):
            if line.startswith("### "):
                if case:
                    yield case
                case = {"place": f"{file.name}:{number}", "title": line[4:], "wire": b"", "expected": []}
            elif line.startswith("> "):
                case["wire"] += unescape(line[2:])
            elif line.startswith("= "):
                case["expected"].append(line[2:])
        if case:
            yield case


def unescape(text):
    """The bytes a piece of the corpus stands for."""
    simple = {"r": b"\r", "n": b"\n", "t": b"\t", "0": b"\0", "\\": b"\\", "s": b" "}

    def read(at, is_repeated):
        found = b""
        while at < len(text) and not (is_repeated and text[at] == ")"):
            if text[at] != "\\":
                found, at = found + text[at].encode(), at + 1
            elif text[at + 1] in simple:
                found, at = found + simple[text[at + 1]], at + 2
            elif text[at + 1] == "x":
                found, at = found + bytes.fromhex(text[at + 2:at + 4]), at + 4
            else:
                times = re.compile(r"\\\((\d+)\*").match(text, at)
                inner, at = read(times.end(), True)
                found, at = found + inner * int(times[1]), at + 1
        return found, at

    return read(0, False)[0]
