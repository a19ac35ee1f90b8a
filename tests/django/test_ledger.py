"""What has been proven is held against what is there: what rests on other files, or is less than it was, is found.

.cache/venvs/django-5.2/bin/python -m unittest discover --start-directory tests/django
"""

import io
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

import mini
import prove
import rules
from proof import ledger

SERIES = prove.installed_series()


def step(ok=True, name="check", **more):
    return {"form": "development", "step": name, "seconds": 0, "ok": ok, **more}


class Folder(unittest.TestCase):
    """A folder with two projects, as `compose-all` would write it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.ledger = self.folder / "content" / "projects.toml"
        self.write(mini.Mini("one"), mini.Mini("two"))

    def write(self, *minis):
        for project in minis:
            project.facts.setdefault("kind", "single")
        mini.write(self.folder, minis)

    def change(self, project, path, old, new, count=-1):
        path = self.folder / project / path
        text = path.read_text("utf-8")
        self.assertIn(old, text)
        path.write_text(text.replace(old, new, count), "utf-8")

    def run_it(self, *arguments):
        output = io.StringIO()
        command = ["--projects", str(self.folder), "--series", SERIES, "--jobs", "1", *arguments]
        quick = [mock.patch.object(prove, name) for name in ("warm_up", "Shelf")]
        with redirect_stdout(output), quick[0], quick[1], self.proven():
            code = prove.main(command)
        return code, output.getvalue()

    def proven(self):
        """Instead of booting: each project has the steps that its `outcome` says."""
        self.tried = []

        def at_once(projects, digests, options, shelf, modules, store):
            results = []
            for project, digest in zip(projects, digests, strict=True):
                result = store.known.get(digest)
                if result is None:
                    self.tried.append(project["name"])
                    steps = project.get("outcome") or [step(), step(name="migrate")]
                    result = {**{key: project[key] for key in ("name", "depth")}, "steps": steps}
                    store.keep(digest, result)
                results.append(result)
            return results

        return mock.patch.object(prove, "run_all", at_once)


class Sum(Folder):
    def proof(self, *more):
        return self.run_it("--ledger", str(self.ledger), *more)

    def test_what_was_written_is_what_is_there(self):
        code, output = self.proof("--write")
        self.assertEqual(code, 0, output)
        self.assertIn("single: 2 booted, 0 seen at work, 4 steps passed", output)
        table = ledger.read(self.ledger)[SERIES]
        self.assertEqual((table["projects"], table["passed"], table["skipped"]), (2, 4, 0))
        self.assertEqual(self.proof(), (0, mock.ANY))
        text = self.ledger.read_text("utf-8")
        self.proof("--write")
        self.assertEqual(self.ledger.read_text("utf-8"), text)

    def test_no_sum_is_a_fault(self):
        code, output = self.proof()
        self.assertEqual(code, 1)
        self.assertIn(f"has nothing about Django {SERIES}: run cargo xtask prove", output)

    def test_other_files_make_it_stale(self):
        self.proof("--write")
        changes = {
            "a composed file": lambda: (self.folder / "one" / "manage.py").write_text("pass\n", "utf-8"),
            "the name of a file": lambda: (self.folder / "two" / "README.md").rename(self.folder / "two" / "READ"),
            "a command of the README": lambda: self.change("one", "README.md", "check --deploy", "check"),
            "an answer": lambda: self.write(mini.Mini("one", options={"a": {"b": True}}), mini.Mini("two")),
            "one project more": lambda: self.write(mini.Mini("one"), mini.Mini("two"), mini.Mini("three")),
        }
        for name, change in changes.items():
            with self.subTest(name):
                change()
                code, output = self.proof()
                self.assertEqual(code, 1)
                self.assertIn("is stale", output)
                self.assertIn(f"run cargo xtask prove --series {SERIES}", output)

    def test_other_words_do_not(self):
        self.proof("--write")
        self.change("one", "config/settings.py", "SECRET_KEY", "# In other words.\nSECRET_KEY", 1)
        self.change("one", "README.md", "# Says what is not safe yet.", "# Says it otherwise.")
        self.change("one", "README.md", "```sh\ncp", "In other words.\n\n```sh\ncp")
        self.assertEqual(self.proof(), (0, mock.ANY))

    def test_other_pins_and_checks_make_it_stale(self):
        self.proof("--write")
        for name in ("of_all", "hashed"):
            with self.subTest(name), mock.patch.object(ledger, name, lambda *_: "other"):
                self.assertIn("is stale", self.proof()[1])

    def test_a_failure_is_not_written(self):
        self.write(mini.Mini("one"), mini.Mini("two", outcome=[step(ok=False, text="no")]))
        code, output = self.proof("--write")
        self.assertEqual(code, 1)
        self.assertIn("is not written, since something failed", output)
        self.assertFalse(self.ledger.exists())

    def test_less_is_not_written_unless_it_is_meant(self):
        self.proof("--write")
        for less in ([mini.Mini("one")], [mini.Mini("one"), mini.Mini("two", outcome=[step()])]):
            with self.subTest(len(less)):
                self.write(*less)
                code, output = self.proof("--write")
                self.assertEqual(code, 1)
                self.assertIn("add --fewer", output)
        self.assertEqual(self.proof("--write", "--fewer")[0], 0)

    def test_less_than_the_sum_says_is_a_fault(self):
        self.proof("--write")
        self.ledger.write_text(self.ledger.read_text("utf-8").replace("passed = 4 ", "passed = 5 "), "utf-8")
        self.ledger.write_text(self.ledger.read_text("utf-8").replace("passed = 4,", "passed = 5,"), "utf-8")
        code, output = self.proof()
        self.assertEqual(code, 1)
        self.assertIn("single: 4 passed steps, there were 5 in projects.toml", output)

    def test_what_is_skipped_is_counted_with_its_reason(self):
        self.write(mini.Mini("one", outcome=[step(skipped="there is none")]), mini.Mini("two"))
        self.proof("--write")
        table = ledger.read(self.ledger)[SERIES]
        self.assertEqual(table["skips"], [{"step": "check", "reason": "there is none", "times": 1}])
        self.assertEqual((table["passed"], table["skipped"]), (2, 1))

    def test_pairs_have_verdicts(self):
        facts = {"kind": "pair"}
        self.write(
            mini.Mini("a+b", ["a", "b"], verdict="works", **facts),
            mini.Mini("a+c", ["a", "c"], verdict="arranged", **facts),
            mini.Mini("b+c", ["b", "c"], verdict="conflict", **facts),
        )
        self.proof("--write")
        table = ledger.read(self.ledger)[SERIES]
        self.assertEqual(table["addons"], ["a", "b", "c"])
        self.assertEqual((table["pairs"], table["arranged"], table["conflicts"]), (3, ["a+c"], ["b+c"]))

    def test_other_series_are_kept(self):
        other = {"name": "9.10", "kinds": [], "skips": [], "arranged": ['x"y']}
        ledger.write(self.ledger, other)
        ledger.write(self.ledger, {**other, "name": "9.9"})
        self.proof("--write")
        self.assertEqual(list(ledger.read(self.ledger)), [SERIES, "9.9", "9.10"])
        self.assertEqual(ledger.read(self.ledger)["9.10"], other)


class Resuming(Folder):
    def test_what_holds_is_not_tried_again(self):
        store = ["--store", str(self.folder / "store" / "results.jsonl")]
        self.run_it(*store)
        self.assertEqual(self.tried, ["one", "two"])
        self.run_it(*store)
        self.assertEqual(self.tried, [])
        (self.folder / "one" / "manage.py").write_text("pass\n", "utf-8")
        self.run_it(*store)
        self.assertEqual(self.tried, ["one"])

    def test_what_failed_or_was_skipped_is_tried_again(self):
        store = ["--store", str(self.folder / "results.jsonl")]
        failed, skipped = [step(ok=False, text="no")], [step(skipped="there is none")]
        self.write(mini.Mini("one", outcome=failed), mini.Mini("two", outcome=skipped))
        for _ in range(2):
            self.run_it(*store)
            self.assertEqual(self.tried, ["one", "two"])

    def test_half_a_line_is_passed_over(self):
        path = self.folder / "results.jsonl"
        self.run_it("--store", str(path))
        path.write_text(path.read_text("utf-8") + '{"digest": "', "utf-8")
        self.run_it("--store", str(path))
        self.assertEqual(self.tried, [])


class Sample(Folder):
    def test_kinds_and_a_draw_of_pairs(self):
        pairs = [mini.Mini(f"pair-{number}", kind="pair") for number in range(9)]
        self.write(mini.Mini("one"), *pairs, mini.Mini("all", kind="everything"))
        draws = set()
        for seed in range(4):
            output = self.run_it("--kinds", "single,everything", "--pairs", "3", "--seed", str(seed))[1]
            self.assertIn(f"3 of 9 pairs, drawn with --seed {seed}", output)
            self.assertEqual((self.tried[0], self.tried[-1], len(self.tried)), ("one", "all", 5))
            draws.add(tuple(self.tried))
        self.assertGreater(len(draws), 1)
        with self.assertRaisesRegex(SystemExit, "no projects of the kind singel"):
            self.run_it("--kinds", "singel")


class Rules(unittest.TestCase):
    def judge(self, broken, whole=(), source="https://docs.example"):
        projects = [
            {"name": "whole", "rule": None},
            {"name": "a before b", "rule": {"by": "x", "source": source, "whole": "whole"}},
        ]
        results = [{"steps": list(whole)}, {"steps": list(broken)}]
        output = io.StringIO()
        with redirect_stdout(output):
            return rules.judge(projects, results), output.getvalue()

    def test_a_rule_is_measured_documented_or_folklore(self):
        bad = step(ok=False, text="no")
        faults, output = self.judge([step(), bad], source="")
        self.assertEqual(faults, [])
        self.assertIn("1 rules without which something fails:\n  x, a before b\n    development, check", output)
        faults, output = self.judge([step()])
        self.assertEqual(faults, [])
        self.assertIn("1 rules that documentation asks for:\n  x, a before b\n    https://docs.example", output)
        faults, _ = self.judge([step()], source="")
        self.assertEqual(faults, ["x, a before b: nothing fails without the rule, and no documentation asks for it"])

    def test_what_fails_with_the_rule_too_shows_nothing(self):
        bad = step(ok=False, text="no")
        faults, _ = self.judge([bad], whole=[bad])
        self.assertEqual(len(faults), 1)
        self.assertIn("with the rule 1 steps fail too", faults[0])


if __name__ == "__main__":
    unittest.main()
