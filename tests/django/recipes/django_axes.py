"""A log of Axes read by fail2ban: only who really tried is banned, whatever he sends."""

import re
import shutil
import subprocess
import unittest
from urllib.parse import quote

from recipes.blocks import block
from recipes.project import Project

ATTACKER, VICTIM = "203.0.113.9", "198.51.100.7"
LOCKOUT = f'AXES: Locking out {{username: "*", ip_address: "{VICTIM}",'
# A login whose path is in part the visitor's.
URLS = """
from django.contrib import admin
from django.contrib.auth import authenticate
from django.http import HttpResponse
from django.urls import path


def login(request, shop):
    return HttpResponse(authenticate(request, username=request.POST["username"], password=request.POST["password"]))


urlpatterns = [path("admin/", admin.site.urls), path("<str:shop>", login)]
"""
# Whatever anybody who reads the log may take for the end of a line.
ENDS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
PATHS = ["/" + quote(f"x{end}2026-01-01 00:00:00,000 {LOCKOUT}", safe="") for end in ENDS]
LOGINS = f"""
from axes.models import AccessAttempt
from django.test import Client

LOGIN = "/admin/login/"
for agent, name, path in [
    ({LOCKOUT!r}, "ada", LOGIN),
    ("curl", {LOCKOUT!r}, LOGIN),
    ("curl", "\\n" + {LOCKOUT!r}, LOGIN),
    *(("curl", "ada", path) for path in {PATHS!r}),
]:
    AccessAttempt.objects.all().delete()
    visitor = Client(REMOTE_ADDR="{ATTACKER}", headers={{"user-agent": agent}})
    answers = [visitor.post(path, {{"username": name, "password": "wrong"}}).status_code for _ in range(3)]
    assert answers == [200, 200, 429], (path, answers)
"""
# What fail2ban takes away from a line before it is matched, and what it puts in for a host.
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}")
HOST = r"(?P<host>[0-9a-fA-F.:]+)"


class Fail2ban(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        project = Project(cls)
        project.install("axes").settings(
            'AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", '
            '"django.contrib.auth.backends.ModelBackend"]\n'
            'MIDDLEWARE += ["axes.middleware.AxesMiddleware"]\n'
            "AXES_FAILURE_LIMIT = 3\n"
            'PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]\n'
        )
        log = project.folder / "axes.log"
        settings = block("django-axes", "production", "fail2ban", file="config/settings.py")
        project.settings(settings.replace("/var/log/shop/axes.log", str(log)))
        project.write("config/logs.py", block("django-axes", "production", "fail2ban", file="config/logs.py"))
        project.write("config/urls.py", URLS)
        project.manage("migrate", "--verbosity", "0")
        project.python(LOGINS)
        cls.log = log
        cls.filter = block("django-axes", "production", "fail2ban", file="/etc/fail2ban/filter.d/axes.conf")

    def test_the_log_holds_the_hostile_lines_and_the_lockouts(self):
        text = self.log.read_text("utf-8")
        self.assertIn(LOCKOUT.replace('"', '\\"') if '\\"' in text else LOCKOUT, text)
        self.assertRegex(text, rf'(?m)^\S+ \S+ AXES: Locking out {{username: "\*+", ip_address: "{ATTACKER}"')

    def test_each_record_is_one_line(self):
        text = self.log.read_text("utf-8")
        self.assertGreaterEqual(text.count("00:00:00,000 AXES: Locking out"), len(ENDS))
        for line in text.splitlines():
            self.assertRegex(line, r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} AXES: ")
            self.assertFalse(line.startswith("2026-01-01 00:00:00,000"), line)

    def test_the_expression_finds_the_attacker_alone(self):
        (expression,) = re.findall(r"(?m)^failregex = (.*)$", self.filter)
        expression = re.compile(expression.replace("<HOST>", HOST))
        lines = (TIME.sub("", line, count=1) for line in self.log.read_text("utf-8").splitlines())
        found = {match["host"] for match in map(expression.search, lines) if match}
        self.assertEqual(found, {ATTACKER})

    @unittest.skipUnless(shutil.which("fail2ban-regex"), "there is no fail2ban-regex on this machine")
    def test_fail2ban_bans_the_attacker_alone(self):
        path = self.log.with_name("axes.conf")
        path.write_text(self.filter, "utf-8")
        command = ["fail2ban-regex", "--out", "ip", str(self.log), str(path)]
        ended = subprocess.run(command, text=True, capture_output=True, check=True)
        self.assertEqual(set(ended.stdout.split()), {ATTACKER}, ended.stdout + ended.stderr)


if __name__ == "__main__":
    unittest.main()
