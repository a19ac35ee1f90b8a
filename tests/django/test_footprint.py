"""Measuring notices what a project has more than plain Django, and keeping notices what has changed.

    .cache/venvs/django-5.2/bin/python -m unittest discover --start-directory tests/django
"""

import io
import json
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path

import footprint
import mini
import prove


def project(name, addons=()):
    """A project; one with an add-on installs its app and has a route, a middleware and a package of its own."""
    made = mini.Mini(name=name, addons=addons)
    if addons:
        made.install("django-waffle").app("waffle")
        made.middleware("waffle.middleware.WaffleMiddleware", "django.middleware.common.CommonMiddleware")
        made.add("config/urls.py", '\nurlpatterns += [path("waffle/", include("waffle.urls"))]\n')
        made.change("config/urls.py", "from django.urls import path", "from django.urls import include, path")
    return made


class Measuring(unittest.TestCase):
    def test_what_an_addon_brings_is_the_difference(self):
        with tempfile.TemporaryDirectory() as folder:
            mini.write(folder, [project("plain-django"), project("django-waffle", ["django-waffle"])])
            results = Path(folder, "results.json")
            with redirect_stdout(io.StringIO()):
                code = footprint.main(
                    ["measure", "--projects", folder, "--series", prove.installed_series(), "--results", str(results)]
                )
            measured = json.loads(results.read_text("utf-8"))
        (found,) = measured["addons"]
        self.assertIn("waffle", measured["modules"])
        self.assertEqual(code, 0)
        self.assertEqual((found["slug"], found["apps"]), ("django-waffle", ["waffle"]))
        self.assertEqual(found["middleware"], ["waffle.middleware.WaffleMiddleware"])
        self.assertEqual((found["direct"], found["packages"]), (["django-waffle"], ["django-waffle"]))
        self.assertIn("waffle_switch", found["tables"])
        self.assertGreaterEqual(found["urls"], 2)
        self.assertGreater(found["kilobytes"], 10)


class Keeping(unittest.TestCase):
    ENTRY = {"slug": "a", "series": "6.1", "apps": ["a"], "urls": 3, "kilobytes": 1000}

    MODULES = ["a", "b"]

    def check(self, expected, *entries, modules=MODULES):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder, "footprint.toml")
            kept.write_text(footprint.text_of(self.MODULES, [self.ENTRY]), "utf-8")
            fault = footprint.compared(modules, list(entries), kept)
        if expected is None:
            self.assertIsNone(fault)
        else:
            self.assertIn(expected, fault)
            self.assertTrue(fault.endswith("run `cargo xtask footprint --write` and commit what it changes"))

    def test_what_has_changed_is_named(self):
        self.check(None, self.ENTRY)
        self.check("urls of a 6.1 changed", {**self.ENTRY, "urls": 4})
        self.check("the modules changed (a c)", self.ENTRY, modules=["b", "c"])
        self.check("does not hold the same add-ons and series", self.ENTRY, {**self.ENTRY, "slug": "b"})
        # Another machine has other binaries: a little more is the same.
        self.check(None, {**self.ENTRY, "kilobytes": 1200})
        self.check("kilobytes of a 6.1 changed", {**self.ENTRY, "kilobytes": 2000})

    def test_a_missing_file_asks_to_be_written(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertIn("cannot be read", footprint.compared(self.MODULES, [self.ENTRY], Path(folder, "footprint.toml")))


if __name__ == "__main__":
    unittest.main()
