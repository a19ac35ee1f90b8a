"""A log of Axes read by fail2ban: only who really tried is banned, whatever he sends."""

import re
import shutil
import subprocess
import unittest

from recipes.blocks import block
from recipes.project import Project

ATTACKER, VICTIM = "203.0.113.9", "198.51.100.7"
LOCKOUT = f'AXES: Locking out {{username: "*", ip_address: "{VICTIM}",'
LOGINS = f"""
from django.test import Client

for agent, name in [({LOCKOUT!r}, "ada"), ("curl", {LOCKOUT!r}), ("curl", "\\n" + {LOCKOUT!r})]:
    visitor = Client(REMOTE_ADDR="{ATTACKER}", headers={{"user-agent": agent}})
    for _ in range(3):
        visitor.post("/admin/login/", {{"username": name, "password": "wrong"}})
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
        )
        log = project.folder / "axes.log"
        settings = block("django-axes", "production", "fail2ban", file="config/settings.py")
        project.settings(settings.replace("/var/log/shop/axes.log", str(log)))
        project.manage("migrate", "--verbosity", "0")
        project.python(LOGINS)
        cls.log = log
        cls.filter = block("django-axes", "production", "fail2ban", file="/etc/fail2ban/filter.d/axes.conf")

    def test_the_log_holds_the_hostile_lines_and_the_lockouts(self):
        text = self.log.read_text("utf-8")
        self.assertIn(LOCKOUT.replace('"', '\\"') if '\\"' in text else LOCKOUT, text)
        self.assertRegex(text, rf'(?m)^\S+ \S+ AXES: Locking out {{username: "\*+", ip_address: "{ATTACKER}"')

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
