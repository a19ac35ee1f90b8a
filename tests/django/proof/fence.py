"""No network but what the harness itself started: a project must boot with none of its services running.

An audit hook sees each connection of Python code and cannot be taken off again, so a fence is put up in a process of
its own. What knocks at it is refused as if nothing listened there, and noted.
"""

import socket
import sys


class Fence:
    """The addresses that this process may reach."""

    def __init__(self):
        self.open_ports = set()
        self.refused = []

    def up(self):
        """Puts the fence up, for the rest of the process."""
        sys.addaudithook(self.audit)

    def audit(self, event, arguments):
        """Refuses connections and look-ups of names."""
        if event == "socket.connect":
            address = arguments[1]
            if not isinstance(address, tuple):
                return  # A socket of this machine's file system.
            if address[0] in ("127.0.0.1", "::1", "localhost") and address[1] in self.open_ports:
                return
            self.refused.append(f"{address[0]}:{address[1]}")
            raise ConnectionRefusedError(111, f"refused by the harness: {address[0]}:{address[1]}")
        if event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = arguments[0]
            if host in (None, "", "localhost", "127.0.0.1", "::1", b"localhost", b"127.0.0.1"):
                return
            self.refused.append(str(host))
            raise socket.gaierror(socket.EAI_NONAME, f"refused by the harness: {host}")
