"""Each kind of check bites: small projects with one fault each (see `faults`), and the step that must find it.

    .cache/venvs/django-5.2/bin/python -m unittest discover --start-directory tests/django

With the environment of a series, since the projects are booted for real: one run of the harness for all of them.
"""

import concurrent.futures
import json
import re
import socket
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

import faults
import mini
import prove
from proof import behaviour, environment, fence, hints, postgresql_server, reach, redis_server, visitor, websocket

HERE = Path(__file__).resolve().parent
SERIES = prove.installed_series()


def run(folder, *arguments):
    """A run of the harness: exit code, output, results by name."""
    results = Path(folder) / "results.json"
    command = [sys.executable, str(HERE / "prove.py"), "--projects", str(folder), "--series", SERIES]
    command += ["--json", str(results), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    found = json.loads(results.read_text("utf-8"))["projects"] if results.is_file() else []
    return ended.returncode, ended.stdout + ended.stderr, {project["name"]: project for project in found}


def failed(project):
    return {step["step"]: step.get("text", "") for step in project["steps"] if not step["ok"]}


class Projects(unittest.TestCase):
    """All projects in one run."""

    @classmethod
    def setUpClass(cls):
        cls.faults = list(faults.all_faults())
        cls.holding = faults.holding()
        with tempfile.TemporaryDirectory() as folder:
            mini.write(folder, [*cls.holding, *(fault.project for fault in cls.faults)])
            cls.code, cls.output, cls.results = run(folder)

    def test_what_has_no_fault_holds(self):
        for project in self.holding:
            with self.subTest(project.facts["name"]):
                self.assertEqual(failed(self.results[project.facts["name"]]), {})

    def test_each_fault_is_found_by_its_step(self):
        for fault in self.faults:
            with self.subTest(fault.name):
                found = failed(self.results[fault.name])
                if fault.others:
                    self.assertLessEqual(fault.steps, set(found), self.output_of(fault.name))
                else:
                    self.assertEqual(fault.steps, set(found), self.output_of(fault.name))
                self.assertTrue(any(fault.says in text for text in found.values()), self.output_of(fault.name))

    def test_every_step_of_a_boot_is_broken_by_some_fault(self):
        taken = {step["step"] for project in self.holding for step in self.results[project.facts["name"]]["steps"]}
        broken = set().union(*(fault.steps for fault in self.faults))
        # What they find is found by others too: routes by `check`, services by the page that asks for one.
        self.assertEqual({step for step in taken - broken if ":" not in step}, {"routes", "services"})

    def test_a_failure_shows_project_step_and_the_last_lines(self):
        found = re.search(
            r"(?m)^  FAILED missing-requirement \(single\), development, step `check`:\n((?:    .*\n)+)", self.output
        )
        self.assertTrue(found, self.output)
        self.assertLessEqual(found.group(1).count("\n"), 20)

    def test_results_come_in_the_order_of_the_list(self):
        names = [project.facts["name"] for project in self.holding] + [fault.name for fault in self.faults]
        self.assertEqual(list(self.results), names)
        printed = re.findall(r"(?m)^(?:not )?ok (\d+)/", self.output)
        self.assertEqual(printed, [str(number) for number in range(1, len(names) + 1)])

    def test_the_last_line_counts(self):
        steps = [step for project in self.results.values() for step in project["steps"]]
        bad = sum(not step["ok"] for step in steps)
        skipped = sum("skipped" in step for step in steps)
        aside = f", {skipped} skipped" if skipped else ""
        last = self.output.rstrip().splitlines()[-1]
        self.assertEqual(last, f"{len(steps) - bad - skipped} passed, {bad} failed{aside}")
        self.assertEqual(self.code, 1)

    def output_of(self, name):
        return "\n\n".join(f"{step}: {text}" for step, text in failed(self.results[name]).items())


class CommandLine(unittest.TestCase):
    def check(self, arguments, code, says):
        with tempfile.TemporaryDirectory() as folder:
            mini.write(folder, [mini.Mini("one"), mini.Mini("two")])
            found = run(folder, *arguments)
        self.assertEqual(found[0], code, found[1])
        self.assertIn(says, found[1])
        return found[2]

    def test_a_run_that_holds_ends_with_0(self):
        self.assertEqual(list(self.check(["--only", "o*", "--jobs", "1"], 0, " passed, 0 failed")), ["one"])

    def test_depth_is_for_all(self):
        deep = self.check(["--only", "two", "--depth", "behaviour"], 0, "1 of 1 projects hold")
        self.assertIn("manage.py test", {step["step"] for step in deep["two"]["steps"]})

    def test_unknown_project(self):
        self.check(["--only", "three"], 1, "no project is named three")

    def test_other_series(self):
        self.check(["--series", "1.0"], 1, "--series says 1.0")

    def test_no_projects(self):
        with tempfile.TemporaryDirectory() as folder:
            code, output, _ = run(folder)
        self.assertEqual(code, 1)
        self.assertIn("compose the projects first", output)


class Reach(unittest.TestCase):
    shelf = reach.Shelf()

    def of(self, *lines):
        return self.shelf.reach([reach.read(line, "test") for line in lines])

    def test_extras_and_what_they_bring(self):
        self.assertNotIn("redis", self.of("celery").distributions)
        self.assertIn("redis", self.of("celery[redis]").distributions)
        self.assertNotIn("fido2", self.of("django-allauth").distributions)
        self.assertIn("fido2", self.of("django-allauth[mfa]").distributions)

    def test_markers(self):
        self.assertEqual(self.of("Django; python_version < '3'").distributions & {"nothing"}, set())
        self.assertNotIn("tzdata", self.of("Django").distributions)

    def test_names_are_folded(self):
        self.assertIn("django-redis", self.of("Django_Redis").distributions)

    def test_what_is_reached_is_not_hidden(self):
        found = self.of("Django")
        self.assertTrue({"django", "asgiref", "sqlparse"}.isdisjoint(found.hidden))
        self.assertTrue({"celery", "redis", "packaging", "pip"} <= set(found.hidden))

    def test_modules_and_metadata_are_hidden_whoever_asks(self):
        script = """
import importlib.machinery, importlib.metadata, importlib.util
from proof import reach
shelf = reach.Shelf()
reach.restrict(shelf.reach([reach.read("celery", "test")]))
reach.restrict(shelf.reach([reach.read("Django", "test")]))
print(sorted(reach.folded(item.metadata["Name"]) for item in importlib.metadata.distributions()))
print(importlib.util.find_spec("celery"), importlib.machinery.PathFinder.find_spec("celery"))
print(importlib.util.find_spec("django").name)
"""
        ended = subprocess.run([sys.executable, "-c", script], cwd=HERE, capture_output=True, text=True, check=True)
        found = ended.stdout.splitlines()
        self.assertEqual(found, ["['asgiref', 'django', 'sqlparse']", "None None", "django"])


class Environments(unittest.TestCase):
    def test_the_shell_and_the_harness_agree(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / ".env"
            path.write_text("A=1,2\n# B=2\nC='with space'\nD=redis://127.0.0.1:6379/0\n", "utf-8")
            found = environment.loaded(path, {"PATH": "/usr/bin:/bin"})
        found = {name: value for name, value in found.items() if len(name) == 1}
        self.assertEqual(found, {"A": "1,2", "C": "with space", "D": "redis://127.0.0.1:6379/0"})

    def test_nothing_of_the_callers_gets_through(self):
        with mock.patch.dict("os.environ", {"SECRET_KEY": "mine", "DJANGO_SETTINGS_MODULE": "mine"}):
            self.assertTrue({"SECRET_KEY", "DJANGO_SETTINGS_MODULE"}.isdisjoint(environment.base()))

    def test_deployments_are_read_from_the_readme(self):
        commands = """
            # Says what is not safe yet.
            export DJANGO_SETTINGS_MODULE=config.settings.prod
            uv run python manage.py check --deploy
            uv run python manage.py migrate --noinput
            uv run python manage.py collectstatic --noinput
            uv run python -m tool "a b"
            uv run python manage.py make_token USERNAME
        """
        lines = "\n".join(line.strip() for line in commands.strip().splitlines())
        found = self.deployment(f"# x\n\n```sh\ncp a b\n```\n\n```sh\n{lines}\n```\n")
        self.assertEqual([words[1] for words in found], ["check", "migrate", "collectstatic", "tool"])
        self.assertEqual(found[-1], ["-m", "tool", "a b"])
        with self.assertRaisesRegex(AssertionError, "without manage.py check, migrate"):
            self.deployment("```sh\npython manage.py collectstatic\n```\n")
        with self.assertRaisesRegex(AssertionError, "cannot run"):
            self.deployment("```sh\npython manage.py collectstatic\nnpm run build\n```\n")

    def deployment(self, readme):
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "README.md").write_text(readme, "utf-8")
            return environment.deployment(folder)

    def test_production_leaves_debug_out(self):
        with tempfile.TemporaryDirectory() as folder:
            for path, text in mini.files().items():
                (Path(folder) / path).parent.mkdir(exist_ok=True)
                (Path(folder) / path).write_text(text, "utf-8")
            found, key = environment.production(folder)
        self.assertNotIn("DEBUG", found)
        self.assertEqual((found["SECRET_KEY"], found["ALLOWED_HOSTS"]), (key, "shop.example"))


class Parts(unittest.TestCase):
    def test_the_expected_hints_are_well_formed(self):
        self.assertTrue(hints.expected())

    def test_a_hint_is_expected_of_its_addon_form_and_series_only(self):
        from django.core.checks import Warning

        hint = {"id": "x.W1", "form": "production", "addon": "a", "series": "5.2", "reason": "because"}
        cases = [
            ("production", ["a"], "5.2", 0),
            ("development", ["a"], "5.2", 1),
            ("production", ["b"], "5.2", 1),
            ("production", ["a"], "6.1", 1),
        ]
        for form, addons, series, count in cases:
            with self.subTest(form=form, addons=addons, series=series):
                with mock.patch.object(Warning, "is_silenced", lambda self: False):
                    found = hints.unexpected([Warning("m", id="x.W1")], [hint], form, addons, series)
                self.assertEqual(len(found), count)

    def test_the_fence_refuses_all_but_what_is_opened(self):
        around = fence.Fence()
        with self.assertRaises(ConnectionRefusedError):
            around.audit("socket.connect", (None, ("127.0.0.1", 6379)))
        around.open_ports.add(6379)
        around.audit("socket.connect", (None, ("127.0.0.1", 6379)))
        with self.assertRaises(OSError):
            around.audit("socket.getaddrinfo", ("example.com", 80))
        self.assertEqual(around.refused, ["127.0.0.1:6379", "example.com"])

    def test_forms_are_read_as_a_browser_would(self):
        page = """<form method="post" action="/search/"><input name="q"></form>
            <form method="post" action="/login/?next=/"><input type="hidden" name="token" value="t">
            <input name="login"><input type="password" name="password">
            <input type="checkbox" name="remember"><button type="submit" name="go" value="1">Go</button></form>"""
        form = visitor.best(visitor.forms(page))
        self.assertEqual((form.action, form.fields), ("/login/?next=/", {"token": "t", "login": "", "password": ""}))

    def test_behaviours_are_found_by_slug(self):
        known = behaviour.known()
        self.assertIn("every-project", known)
        site = mock.Mock(form="production")
        self.assertTrue(all(behaviour.of(module, site) for module in known.values()))

    def test_redis_starts_and_stops(self):
        server = redis_server.start()
        if server is None:
            self.skipTest("no redis-server on this machine")
        self.assertIsNone(server.process.poll())
        server.stop()
        self.assertIsNotNone(server.process.poll())

    def test_postgresql_starts_with_a_database_for_the_project_and_leaves_nothing(self):
        server = postgresql_server.start("shop", "s3cret")
        if server is None:
            self.skipTest("no PostgreSQL on this machine")
        try:
            found = server.put_in_place("A=postgres://shop:s3cret@127.0.0.1:5432/shop\n# DB_PORT=5432\nB=5432\n")
            wanted = f"A=postgres://shop:s3cret@127.0.0.1:{server.port}/shop\nDB_PORT={server.port}\nB=5432\n"
            self.assertEqual(found, wanted)
            there = ["--host", str(server.folder), "--port", str(server.port), "--username", "shop"]
            server.run("psql", *there, "--dbname", "shop", "--command", "CREATE TABLE thing ()")
        finally:
            server.stop()
        self.assertIsNotNone(server.process.poll())
        self.assertFalse(server.folder.exists())

    def test_a_websocket_says_and_hears(self):
        """Against a server of the test's own, which greets, pings and echoes."""
        with socket.create_server(("127.0.0.1", 0)) as listening:

            def serve():
                connection, _ = listening.accept()
                # What is sent at once may come in parts.
                with connection, connection.makefile("rb") as sent:
                    while sent.readline() != b"\r\n":
                        pass
                    connection.sendall(b"HTTP/1.1 101 Switching Protocols\r\n\r\n\x81\x02hi\x89\x00")
                    frame = sent.read(2 + 4 + len("hello"))
                    mask, data = frame[2:6], frame[6:]
                    text = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
                    connection.sendall(b"\x81\x7e" + (len(text) * 50).to_bytes(2, "big") + text * 50)

            with concurrent.futures.ThreadPoolExecutor() as threads:
                served = threads.submit(serve)
                opened = websocket.Socket(listening.getsockname()[1], "/", "shop.example", "https://shop.example")
                self.assertEqual(opened.receive(), "hi")
                opened.send("hello")
                self.assertEqual(opened.receive(), "hello" * 50)
                opened.close()
                served.result()


if __name__ == "__main__":
    unittest.main()
