"""What an error mail says of the settings."""

import unittest

from recipes.blocks import LANGUAGES, block
from recipes.project import Project

SLUG = "django-environ"
SECRETS = {
    "CELERY_BROKER_URL": "redis://:s-broker@host/2",
    "CACHES": {"default": {"BACKEND": "x", "LOCATION": ["redis://:s-first@a/1", "redis://u:s-second@b/1"]}},
    "SENTRY_DSN": "https://s-key@errors.example/1",
    "SHOP_API": "s-named",
    "PUBLIC_ADDRESS": "https://shop.example/",
}
CRASH = """
from django.urls import path


def crash(request):
    raise ValueError("boom")


urlpatterns = [path("", crash)]
"""
MAIL = """
from django.core import mail
from django.test import Client
from django.test.utils import setup_test_environment

setup_test_environment()
Client(raise_request_exception=False).get("/", secure=True)
print(mail.outbox[0].body)
"""


class ErrorMails(unittest.TestCase):
    def mail(self, settings="", reporting=""):
        project = Project(self).write("config/urls.py", CRASH).write("config/reporting.py", reporting)
        project.settings("import django\n\n")
        project.settings(
            'ADMINS = ["ada@shop.example"] if django.VERSION >= (6, 0) else [("Ada", "ada@shop.example")]\n'
        )
        for name, value in SECRETS.items():
            project.settings(f"{name} = {value!r}\n")
        project.settings(settings)
        return project.python(MAIL, DEBUG="False")

    def test_passwords_in_addresses_are_in_the_text_mail_as_django_sends_it(self):
        said = self.mail()
        for secret in ("s-broker", "s-first", "s-second", "s-key"):
            self.assertIn(secret, said)

    def test_the_filter_of_the_text_holds_them_back(self):
        for language in LANGUAGES:
            of = {"language": language}
            reporting = block(SLUG, "production", "error-mails", file="config/reporting.py", **of)
            settings = block(SLUG, "production", "error-mails", file="config/settings.py", **of)
            said = self.mail(settings, reporting)
            self.assertIn("boom", said)
            self.assertIn("PUBLIC_ADDRESS = 'https://shop.example/'", said)
            for secret in ("s-broker", "s-first", "s-second", "s-key", "s-named"):
                self.assertNotIn(secret, said)
