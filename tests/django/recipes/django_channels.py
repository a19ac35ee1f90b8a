"""Who logs out closes the sockets of that session, and of no other one of the same person."""

import unittest

from recipes.blocks import block
from recipes.project import Project

SLUG = "django-channels"
APP = """
from django.apps import AppConfig


class Blog(AppConfig):
    name = "blog"

    def ready(self):
        import blog.signals
"""
LOGOUT = """
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth import get_user_model
from django.test import Client, TransactionTestCase, override_settings

from blog.models import Article
from blog.signals import close_sockets
from config.asgi import application

IN_MEMORY = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}


@override_settings(CHANNEL_LAYERS=IN_MEMORY)
class Logout(TransactionTestCase):
    async def open(self, client):
        cookie = f"sessionid={client.cookies['sessionid'].value}".encode()
        headers = [(b"origin", b"http://testserver"), (b"cookie", cookie)]
        socket = WebsocketCommunicator(application, self.path, headers)
        self.assertTrue((await socket.connect())[0])
        return socket

    async def test_logout(self):
        ada = await get_user_model().objects.acreate(username="ada")
        article = await Article.objects.acreate(title="Async")
        self.path = f"/ws/articles/{article.pk}/"
        laptop, telephone = Client(), Client()
        for client in (laptop, telephone):
            await sync_to_async(client.force_login)(ada)
        first, again, second = await self.open(laptop), await self.open(laptop), await self.open(telephone)
        await sync_to_async(laptop.logout)()
        for socket in (first, again):
            self.assertEqual((await socket.receive_output())["code"], 4401)
        # What is sent after the logout is what the other one hears first.
        await second.send_json_to({"text": "still here"})
        heard = await second.receive_output()
        self.assertEqual(heard["type"], "websocket.send", f"the socket of another session is closed: {heard}")
        await sync_to_async(close_sockets)(f"user_{ada.pk}")
        self.assertEqual((await second.receive_output())["code"], 4401)
"""


class Sockets(unittest.TestCase):
    def test_readers_tests_and_a_logout_in_one_of_two_sessions(self):
        project = Project(self).install("blog")
        project.settings('INSTALLED_APPS[INSTALLED_APPS.index("blog")] = "blog.apps.Blog"\n')
        project.write("blog/apps.py", APP)
        for file in ("blog/consumers.py", "blog/routing.py"):
            project.write(file, block(SLUG, "use", "echo-and-group", file=file))
        project.write("blog/signals.py", block(SLUG, "production", "security", file="blog/signals.py"))
        project.write("config/asgi.py", block(SLUG, "install", "asgi"))
        project.write("blog/tests/test_consumers.py", block(SLUG, "use", "tests"))
        project.write("blog/tests/test_logout.py", LOGOUT)
        project.manage("makemigrations", "blog", "--verbosity", "0")
        output = project.manage("test", "blog")
        self.assertIn("Ran 4 tests", output)


if __name__ == "__main__":
    unittest.main()
