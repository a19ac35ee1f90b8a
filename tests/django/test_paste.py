"""Tests of the pasting of snippets: each place, and what cannot be followed."""

import tempfile
import unittest
from pathlib import Path

from existing.paste import Vague, merged, paste, pasted

SETTINGS = """import os

BASE_DIR = 1
DEBUG = True
APPS = [
    'one',
    'two'  # the last
]
TEMPLATES = [{'DIRS': [], 'OPTIONS': {'x': ['a']}}]
"""


class Places(unittest.TestCase):
    def check(self, how, inside, at, text, expected):
        self.assertIn(expected, pasted(SETTINGS, how, inside, at, text))

    def test_places(self):
        self.check("end", "", "", "X = 1\n", "['a']}}]\n\n\nX = 1\n")
        self.check("after", "", "DEBUG", "T = 1\n", "DEBUG = True\nT = 1\n\nAPPS")
        self.check("before", "", "DEBUG", "T = 1\n", "BASE_DIR = 1\nT = 1\n\nDEBUG")
        self.check("before", "APPS", "two", '    "new",\n', "'one',\n    \"new\",\n    'two'")
        self.check("after", "APPS", "one", '    "new",\n', "'one',\n    \"new\",\n    'two'")
        self.check("end", "APPS", "", '    "new",\n', "'two',  # the last\n    \"new\",\n]")
        self.check("end", 'TEMPLATES[0]["DIRS"]', "", "    HERE,\n", "'DIRS': [\n    HERE,\n]")
        self.check("replace", "", "DEBUG = True", "DEBUG = False\n", "\nDEBUG = False\n")
        self.check("merge", "", "imports", "import os\nimport sys\n", "import os\nimport sys\n\nBASE_DIR")

    def test_what_is_there_is_merged(self):
        for source, text, expected in [
            ("A = ['x']\n", "A = ['y']\n", "A = ['y', 'x']\n"),
            ("A = {'d': {'a': 1}, 'x': 1}\n", "A = {'d': {'b': 2}}\n", "A = {'d': {'a': 1, 'b': 2}, 'x': 1}\n"),
            ("A = 1\n", "A = 2\n", "A = 2\n"),
            ("A = ['x']\n", "A = env('A')\n", "A = ['x']\n\n\nA += env('A')\n"),
            ("A = {'x': 1}\n", "A = dict(y=2)\n", "A = {'x': 1}\n\n\nA |= dict(y=2)\n"),
            ("A = ['x']\n", "if DEBUG:\n    A = ['y']\n", "A = ['x']\n\n\nif DEBUG:\n    A += ['y']\n"),
            ("B = 1\n", "A = ['y']\n", "B = 1\n\n\nA = ['y']\n"),
        ]:
            got = merged(source, "A", text)
            space = {}
            exec(got, {"env": lambda name: [name], "DEBUG": True}, space)
            wanted = {}
            exec(expected, {"env": lambda name: [name], "DEBUG": True}, wanted)
            # As text: the order of dictionaries counts too.
            self.assertEqual(repr(space), repr(wanted), text)

    def test_what_cannot_be_followed_is_an_error(self):
        for how, inside, at in [
            ("before", "APPS", "three"),
            ("end", "NOTHING", ""),
            ("after", "", "NOTHING"),
            ("replace", "", "DEBUG = 1"),
        ]:
            with tempfile.TemporaryDirectory() as folder:
                (Path(folder) / "a.py").write_text(SETTINGS, "utf-8")
                step = {"file": "a.py", "words": "there", "text": "X = 1\n"}
                step["place"] = {"how": how, "in": inside, "text": at}
                with self.assertRaises(Vague):
                    paste(folder, step)

    def test_a_new_file_is_new(self):
        step = {"file": "a/b.py", "words": "new", "text": "X = 1\n", "place": {"how": "new", "in": "", "text": ""}}
        with tempfile.TemporaryDirectory() as folder:
            paste(folder, step)
            self.assertEqual((Path(folder) / "a/b.py").read_text("utf-8"), "X = 1\n")
            with self.assertRaises(Vague):
                paste(folder, step)


if __name__ == "__main__":
    unittest.main()
