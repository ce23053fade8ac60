"""A keep-alive connection on a plain socket, without an HTTP library whose cost would be measured."""

import re
import socket

ADDRESS = "127.0.0.1"


class Connection:
    """Sends one request after the other; `answer` is (status, head, body)."""

    def __init__(self, port, source=None):
        self.socket = socket.create_connection((ADDRESS, port), timeout=120, source_address=source)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer = b""

    def ask(self, request):
        self.socket.sendall(request)
        return self.answer()

    def answer(self):
        while (end := self.buffer.find(b"\r\n\r\n")) < 0:
            self.more()
        head, self.buffer = self.buffer[:end], self.buffer[end + 4:]
        if re.search(rb"(?i)\r\ntransfer-encoding: *chunked", head):
            body = b"".join(iter(self.chunk, b""))
        else:
            length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", head)
            body = self.take(int(length[1]) if length else 0)
        return int(head[9:12]), head, body

    def chunk(self):
        while (end := self.buffer.find(b"\r\n")) < 0:
            self.more()
        size = int(self.take(end + 2).split(b";")[0], 16)
        return self.take(size + 2)[:-2]

    def take(self, count):
        while len(self.buffer) < count:
            self.more()
        taken, self.buffer = self.buffer[:count], self.buffer[count:]
        return taken

    def more(self):
        if not (read := self.socket.recv(1 << 18)):
            raise ConnectionError("the server closed")
        self.buffer += read

    def close(self):
        self.socket.close()


def get(path, **fields):
    """A GET of a French browser, with more fields (`cookie=…`, `accept_encoding=…`)."""
    return request("GET", path, {"Accept-Language": "fr", **named(fields)})


def post(path, form, **fields):
    """A POST of the urlencoded `form`, from the same origin."""
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return request("POST", path, {**kind, **named(fields)}, form.encode())


def named(fields):
    return {name.replace("_", "-").title(): value for name, value in fields.items() if value is not None}


def request(method, path, fields, body=None):
    lines = [f"{method} {path} HTTP/1.1", f"Host: {ADDRESS}", *(f"{k}: {v}" for k, v in fields.items())]
    if body is not None:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + (body or b"")
