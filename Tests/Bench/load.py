"""Drives a server with wrk: the same requests in the same order for every server, with responses checked."""

import json
import pathlib
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


class Load:
    """Requests to repeat. `status` is expected for every response (0: any below 400), `least` is the least bytes of a
    body."""

    def __init__(self, requests, status=200, least=0):
        self.requests, self.status, self.least = requests, status, least
        self.file = tempfile.NamedTemporaryFile(prefix="chaland-load-")
        self.file.write(b"".join(b"%d\n" % len(one) + one for one in requests))
        self.file.flush()

    def check(self, port, seconds=1, connections=64):
        """Checks status and length of every response for `seconds`; also warms the server up."""
        return self.end(self.begin(port, seconds, connections, "check"))

    def drive(self, port, seconds, connections=64, what="wrk"):
        """wrk's results of `seconds`: requests, seconds, bytes, p50 and p99 in ms. Fails when a response was wrong or a
        connection lost."""
        return self.end(self.begin(port, seconds, connections), what)

    def begin(self, port, seconds, connections, how="time"):
        return subprocess.Popen(
            ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", HERE / "load.lua", f"http://127.0.0.1:{port}",
             "--", self.file.name, how, str(self.status), str(self.least)], stdout=subprocess.PIPE, text=True)

    def end(self, driving, what="wrk"):
        output = driving.communicate(timeout=120)[0]
        result = json.loads(output.splitlines()[-1])
        assert result["requests"] > 0, f"{what}: nothing was answered"
        assert not result["wrong"] and not result["lost"], f"{what}: {result['wrong']} wrong, {result['lost']} lost"
        return result
