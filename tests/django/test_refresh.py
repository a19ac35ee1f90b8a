"""New pins: what is asked for, what is said to change, and what is written."""

import io
import json
import tempfile
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

import refresh
from proof.reach import Shelf

DOCUMENT = {
    "addons": [
        {"slug": "celery", "distributions": ["celery", "redis"], "requirements": ["celery[redis]", "redis"]},
        {"slug": "pillow", "distributions": ["pillow"], "requirements": ["pillow"]},
    ]
}
OLD = "# Remark.\ncelery==1.0\nDjango==5.2.1\nPillow_Name==0\npillow==2.0\nvine==1\n"


class Planning(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.path = Path(self.folder.name)
        (self.path / "snippets.json").write_text(json.dumps(DOCUMENT), "utf-8")
        (self.path / "django-5.2.txt").write_text(OLD, "utf-8")

    def plan(self, found):
        arguments = ["plan", "--series", "5.2", "--snippets", str(self.path / "snippets.json")]
        arguments += ["--pins", str(self.path / "django-5.2.txt"), "--out", str(self.path / "new" / "django-5.2.txt")]
        output = io.StringIO()
        with mock.patch.object(refresh, "resolved", return_value=found), redirect_stdout(output):
            return refresh.main(arguments), output.getvalue()

    def test_what_is_asked_for_is_what_the_guide_installs_and_what_is_pinned_beside_it(self):
        old = refresh.read(self.path / "django-5.2.txt") | {"whitenoise": ("whitenoise", "6")}
        wanted = refresh.wishes(DOCUMENT, old, "5.2", Shelf())
        # `vine` comes with celery.
        self.assertEqual(wanted, ["Django~=5.2.0", "celery[redis]", "pillow", "redis", "pillow-name", "whitenoise"])

    def test_changes_are_printed_and_written_aside(self):
        found = {"celery": ("celery", "1.1"), "django": ("Django", "5.2.2"), "pillow": ("pillow", "2.0"), "new": ("New", "3")}
        code, output = self.plan(found)
        self.assertEqual(code, 0)
        lines = output.splitlines()
        self.assertEqual(lines[0], "celery 1.0 -> 1.1 (celery)")
        self.assertIn("django 5.2.1 -> 5.2.2", lines)
        self.assertIn("vine 1 -> -", lines)
        written = (self.path / "new" / "django-5.2.txt").read_text("utf-8")
        self.assertEqual(written, "# Remark.\ncelery==1.1\nDjango==5.2.2\nNew==3\npillow==2.0\n")
        self.assertEqual((self.path / "django-5.2.txt").read_text("utf-8"), OLD)

    def test_what_pip_says_is_passed_on(self):
        self.assertEqual(self.plan("pip cannot"), (1, "pip cannot\n"))

    def test_nothing_new_is_said(self):
        self.assertIn("nothing is newer", self.plan(refresh.read(self.path / "django-5.2.txt"))[1])


class Resolving(unittest.TestCase):
    def test_pip_resolves_from_a_folder_without_an_index(self):
        """A real pip, and a package made for the purpose."""
        with tempfile.TemporaryDirectory() as folder:
            lines = "Metadata-Version: 2.1\nName: tea-pot\nVersion: {0}\n"
            for version in ("1.0", "2.0"):
                wheel(Path(folder), "tea_pot", version, lines.format(version))
            environment = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": folder}
            with mock.patch.dict("os.environ", environment):
                self.assertEqual(refresh.resolved(["tea-pot"], {}), {"tea-pot": ("tea-pot", "2.0")})
                held = {"tea-pot": ("tea-pot", "1.0")}
                self.assertEqual(refresh.resolved(["tea-pot"], held), held)
                self.assertIn("pip cannot resolve", refresh.resolved(["no-such-pot"], {}))


def wheel(folder, name, version, metadata):
    """A wheel with nothing but its metadata."""
    import zipfile

    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{info}/METADATA", metadata)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


class Applying(unittest.TestCase):
    def test_pins_and_facts_are_written(self):
        with tempfile.TemporaryDirectory() as folder:
            content, new = Path(folder, "content"), Path(folder, "new", "django-5.2.txt")
            for slug, version in (("celery", "1.0"), ("pillow", "2.0")):
                path = content / "addons" / slug / "addon.toml"
                path.parent.mkdir(parents=True)
                path.write_text(f'pinned = "{version}"\nreleased = "2020-01-01"\n', "utf-8")
            (content / "pins").mkdir()
            (content / "pins" / "django-5.2.txt").write_text(OLD, "utf-8")
            (content / "base.toml").write_text('pinned = "5.2.1"\n', "utf-8")
            new.parent.mkdir()
            new.write_text(OLD.replace("celery==1.0", "celery==1.1").replace("5.2.1", "5.2.2"), "utf-8")
            snippets = Path(folder, "snippets.json")
            snippets.write_text(json.dumps(DOCUMENT), "utf-8")
            with mock.patch.object(refresh, "released", return_value="2026-11-20"):
                refresh.main(["apply", "--snippets", str(snippets), "--content", str(content), str(new)])
            celery = (content / "addons" / "celery" / "addon.toml").read_text("utf-8")
            self.assertEqual(celery, 'pinned = "1.1"\nreleased = "2026-11-20"\n')
            pillow = (content / "addons" / "pillow" / "addon.toml").read_text("utf-8")
            self.assertEqual(pillow, 'pinned = "2.0"\nreleased = "2020-01-01"\n')
            self.assertEqual((content / "base.toml").read_text("utf-8"), 'pinned = "5.2.2"\n')
            self.assertEqual((content / "pins" / "django-5.2.txt").read_text("utf-8"), new.read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
