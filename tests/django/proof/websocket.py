"""A WebSocket as a browser opens it (RFC 6455): just enough for short texts."""

import base64
import os
import socket
import struct

TEXT = 0x1


class Refused(Exception):
    """The server did not open the socket; the message is its status line."""


class Socket:
    """An open WebSocket."""

    def __init__(self, port, path, host, origin, longest=60):
        self.connection = socket.create_connection(("127.0.0.1", port), timeout=longest)
        self.rest = b""
        key = base64.b64encode(os.urandom(16)).decode()
        lines = [
            f"GET {path} HTTP/1.1",
            f"Host: {host}",
            f"Origin: {origin}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            f"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13",
        ]
        self.connection.sendall("\r\n".join([*lines, "", ""]).encode())
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        status = head.split(b"\r\n")[0].decode()
        if " 101" not in status:
            self.connection.close()
            raise Refused(status)

    def send(self, text):
        """Sends a text of less than 126 bytes."""
        data, mask = text.encode(), os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self.connection.sendall(bytes([0x80 | TEXT, 0x80 | len(data)]) + mask + masked)

    def receive(self):
        """The next text; what else a server sends is passed over."""
        while True:
            opcode, length = self.take(1)[0] & 0xF, self.take(1)[0] & 0x7F
            if length == 126:
                (length,) = struct.unpack("!H", self.take(2))
            data = self.take(length)
            if opcode == TEXT:
                return data.decode()

    def take(self, count):
        """So many bytes."""
        while len(self.rest) < count:
            self.more()
        taken, self.rest = self.rest[:count], self.rest[count:]
        return taken

    def more(self):
        """Reads on."""
        read = self.connection.recv(4096)
        if not read:
            raise ConnectionError("the server has closed the socket")
        self.rest += read

    def close(self):
        """Hangs up."""
        self.connection.close()
