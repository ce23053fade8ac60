"""A network cable between a browser and the program, to be pulled and put back."""

import socket
import threading


class Cable:
    """Forwards connections of one port to `street`. `address` stays the same while it is pulled."""

    def __init__(self, street):
        self.storage = street.storage
        host, port = street.address.removeprefix("http://").split(":")
        self._to = (host, int(port))
        self._lock = threading.Lock()
        self._open, self._is_whole, self._returns, self.lost = set(), True, True, 0
        self._is_gateway = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self):
        """Cuts every connection; new ones are refused at once."""
        with self._lock:
            self._is_whole = False
            for end in self._open:
                end.close()
            self._open.clear()

    def lose_answers(self):
        """Requests arrive and are carried out; their answers are lost."""
        self.pull()
        with self._lock:
            self._is_whole, self._returns = True, False

    def stop_program(self):
        """Every request gets a 502, as from a web server before a program that has stopped."""
        self.pull()
        with self._lock:
            self._is_whole = self._is_gateway = True

    def put_back(self):
        self.pull()
        with self._lock:
            self._is_whole = self._returns = True
            self._is_gateway = False

    def close(self):
        self.pull()
        self._listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                if not self._is_whole:
                    self.lost += 1
                    near.close()
                    continue
                if self._is_gateway:
                    threading.Thread(target=self._refuse, args=(near,), daemon=True).start()
                    continue
                far = socket.create_connection(self._to)
                self._open |= {near, far}
                returns = self._returns
            for source, target, passes in ((near, far, True), (far, near, returns)):
                threading.Thread(target=self._forward, args=(source, target, passes), daemon=True).start()

    def _refuse(self, near):
        try:
            near.settimeout(5)
            near.recv(65536)
            near.sendall(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            near.shutdown(socket.SHUT_WR)
            while near.recv(65536):
                pass
        except OSError:
            pass
        near.close()

    def _forward(self, source, target, passes):
        try:
            while data := source.recv(65536):
                if not passes:
                    break
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
