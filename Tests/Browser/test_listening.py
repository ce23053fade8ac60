"""Listening: Unix sockets, IPv4 and IPv6, sockets of systemd, and notifications to systemd."""

import os
import socket
import subprocess
import tempfile

import pytest

from raw import Wire, ask, request
from street import PROGRAM
from waiting import eventually

UP = request("/up")


def serving(storage, *arguments, environment=None, **options):
    return subprocess.Popen(
        [PROGRAM, "serve", "--storage", storage, "--loops", "2", *arguments], stdout=subprocess.DEVNULL,
        env={**os.environ, **(environment or {})}, **options)


def ended(process):
    process.terminate()
    try:
        return process.wait(20)
    finally:
        process.kill()


def test_a_unix_socket(street):
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/chaland.sock"
        process = serving(street.storage, "--socket", path)
        try:
            assert eventually(lambda: os.path.exists(path) and os.stat(path).st_mode & 0o777 == 0o666)
            assert ask(path, UP).status == 200
            assert subprocess.run([PROGRAM, "health", "--socket", path], capture_output=True).returncode == 0
        finally:
            assert ended(process) == 0
        assert not os.path.exists(path)
        assert subprocess.run([PROGRAM, "health", "--socket", path], capture_output=True).returncode == 1


def test_one_listener_for_both_families(street):
    if not socket.has_ipv6:
        pytest.skip("this machine has no IPv6")
    with socket.socket(socket.AF_INET6) as probe:
        probe.bind(("::", 0))
        port = probe.getsockname()[1]
    process = serving(street.storage, "--host", "::", "--port", str(port))
    try:
        def answers(address):
            try:
                return ask((address, port), request("/up", host=f"[::1]:{port}")).status == 200
            except ConnectionRefusedError:
                return False
        assert eventually(lambda: answers("::1"))
        assert answers("127.0.0.1")
    finally:
        assert ended(process) == 0


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_UNIX])
def test_a_socket_of_systemd_and_its_notifications(street, family):
    """Acts as systemd: a socket as descriptor 3, the process id in LISTEN_PID, a socket for notifications."""
    with tempfile.TemporaryDirectory() as folder, socket.socket(family) as listener, \
            socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        listener.bind(("127.0.0.1", 0) if family == socket.AF_INET else folder + "/socket")
        listener.listen()
        ear.bind(folder + "/notify")
        ear.settimeout(20)
        descriptor = listener.fileno()
        script = f'exec 3<&{descriptor}; export LISTEN_PID=$$ LISTEN_FDS=1; exec "$0" serve --storage "$1"'
        process = subprocess.Popen(
            ["bash", "-c", script, PROGRAM, street.storage], pass_fds=[descriptor], stdout=subprocess.DEVNULL,
            env={**os.environ, "NOTIFY_SOCKET": folder + "/notify", "WATCHDOG_USEC": "200000"})
        try:
            assert ear.recv(100) == b"READY=1"
            assert ask(listener.getsockname(), UP).status == 200
            assert [ear.recv(100) for _ in range(2)] == [b"WATCHDOG=1"] * 2
            process.terminate()
            while (said := ear.recv(100)) == b"WATCHDOG=1":
                pass
            assert said == b"STOPPING=1"
            assert process.wait(20) == 0
        finally:
            process.kill()
        # The socket belongs to systemd: a client that connects now waits for the next start.
        Wire(listener.getsockname()).socket.close()


def test_several_sockets_of_systemd_are_refused_in_one_line(street):
    script = 'export LISTEN_PID=$$ LISTEN_FDS=2; exec "$0" serve --storage "$1"'
    end = subprocess.run(["bash", "-c", script, PROGRAM, street.storage], capture_output=True, text=True, timeout=20)
    assert end.returncode == 1 and "ListenStream" in end.stderr and end.stderr.count("\n") == 1
