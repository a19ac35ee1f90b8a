"""WebSockets: a real server, started as the README says, real sockets, and a message to a group."""

import os
import re
import shlex
import subprocess
import sys
import time

from proof.behaviour import shown_in
from proof.redis_server import free_port
from proof.visitor import ensure
from proof.websocket import Refused, Socket

SLUG = "django-channels"
LONGEST = 120
EMPTY = "websocket_urlpatterns = []\n"
CONSUMERS = """
from channels.generic.websocket import AsyncWebsocketConsumer


class Echo(AsyncWebsocketConsumer):
    async def receive(self, text_data=None, bytes_data=None):
        await self.send(text_data)


class Group(AsyncWebsocketConsumer):
    async def connect(self):
        await self.channel_layer.group_add("prove", self.channel_name)
        await self.accept()

    async def receive(self, text_data=None, bytes_data=None):
        await self.channel_layer.group_send("prove", {"type": "told", "text": text_data})

    async def told(self, event):
        await self.send(event["text"])
"""
ROUTES = """from django.urls import path
from prove_consumers import Echo, Group

websocket_urlpatterns = [path("ws/echo/", Echo.as_asgi()), path("ws/group/", Group.as_asgi())]
"""


class Server:
    """The server of the README, with two routes more, for as long as the block runs."""

    def __init__(self, site):
        self.site = site
        self.port = free_port()
        self.host = "shop.example"

    def __enter__(self):
        site = self.site
        routing = site.package / "routing.py"
        text = routing.read_text("utf-8")
        ensure(EMPTY in text or ROUTES in text, f"{routing.name} has no place for routes")
        routing.write_text(text.replace(EMPTY, ROUTES), "utf-8")
        (site.folder / "prove_consumers.py").write_text(CONSUMERS, "utf-8")
        readme = (site.folder / "README.md").read_text("utf-8")
        line = re.search(r"(?m)^(?:uv run |poetry run )?(uvicorn .*)$", readme)
        ensure(line, "the README starts no server for WebSockets")
        words = shlex.split(line.group(1))
        workers = "2" if site.option(SLUG, "layer") == "redis" else "1"
        for option, value in (("--host", "127.0.0.1"), ("--port", str(self.port)), ("--workers", workers)):
            ensure(option in words, f"the README starts the server without {option}")
            words[words.index(option) + 1] = value
        self.log = site.folder / "uvicorn.log"
        with open(self.log, "wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *words],
                cwd=site.folder,
                env=dict(os.environ),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        site.fence.open_ports.add(self.port)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def open(self, path, origin=None):
        """An open socket, as soon as the server answers."""
        deadline = time.monotonic() + LONGEST
        while True:
            try:
                return Socket(self.port, path, self.host, origin or f"https://{self.host}")
            except OSError as error:
                running = self.process.poll() is None
                ensure(running and time.monotonic() < deadline, f"{error}\n{self.log.read_text()[-1500:]}")
                time.sleep(0.1)


@shown_in("production")
def sockets_answer_pages_of_this_site_only(site):
    with Server(site) as server:
        socket = server.open("/ws/echo/")
        socket.send("hello")
        ensure(socket.receive() == "hello", "the socket answers something else")
        socket.close()
        try:
            server.open("/ws/echo/", origin="https://evil.example").close()
        except Refused as refused:
            ensure(" 403" in str(refused), f"a socket that a foreign page opens is answered {refused}")
        else:
            raise AssertionError("a page of another site opens a socket")


@shown_in("production", only=lambda site: site.option(SLUG, "layer") != "none")
def a_message_to_a_group_reaches_all_its_sockets(site):
    with Server(site) as server:
        sockets = [server.open("/ws/group/") for _ in range(4)]
        sockets[0].send("to all")
        heard = [socket.receive() for socket in sockets]
        ensure(heard == ["to all"] * 4, f"the sockets of the group hear {heard}")
        for socket in sockets:
            socket.close()


@shown_in("development")
def runserver_speaks_as_composed(site):
    from django.core.management import get_commands

    owner = get_commands()["runserver"]
    wanted = "daphne" if site.option(SLUG, "runserver") else "django.contrib.staticfiles"
    if site.option("whitenoise", "nostatic"):
        # It hands on to the next one and switches Django's static files off.
        wanted = "whitenoise.runserver_nostatic"
    ensure(owner == wanted, f"runserver is that of {owner}, wanted {wanted}")
