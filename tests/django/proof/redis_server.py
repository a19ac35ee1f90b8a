"""A Redis of the harness's own, on a free port of this machine, that keeps nothing."""

import random
import shutil
import socket
import subprocess
import time

# Where projects look for a Redis on the developer's machine.
LOCAL = "redis://127.0.0.1:6379"
# How long the server may take to answer.
LONGEST = 60
# Below the ports that Linux, macOS and Windows give to outgoing connections: none of those can take one between its
# choice and the start of the server.
PORTS = range(20000, 32768)


class Redis:
    """A running server."""

    def __init__(self, process, port):
        self.process = process
        self.port = port
        self.url = f"redis://127.0.0.1:{port}"

    def put_in_place(self, text):
        """Variables that name this server, and no longer the one on the developer's machine."""
        return text.replace(LOCAL, self.url)

    def stop(self):
        """Ends the server."""
        self.process.terminate()
        self.process.wait()


def wanted(variables):
    """Whether a project with these variables is made for a Redis on the developer's machine."""
    return LOCAL in variables


def start():
    """Starts a server; none where there is no `redis-server` on this machine."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if not program:
        return None
    for _ in range(5):
        port = free_port()
        process = subprocess.Popen(
            [program, "--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if answers(process, port):
            return Redis(process, port)
        process.kill()
        process.wait()
    raise RuntimeError(f"{program} does not start")


def answers(process, port):
    """Whether the server answers before it ends."""
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
                connection.sendall(b"PING\r\n")
                return connection.recv(16) == b"+PONG\r\n"
        except OSError:
            time.sleep(0.02)
    return False


def free_port():
    """A port of this machine on which nothing listens. Processes that run beside each other draw different ones."""
    for port in random.SystemRandom().sample(PORTS, 100):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError(f"no port from {PORTS.start} to {PORTS.stop - 1} is free")
