"""New pins: what is asked for, what is said to change, and what is written."""

import io
import json
import tempfile
import unittest
from contextlib import redirect_stdout
from datetime import UTC, datetime, timedelta
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
        long_ago = [datetime(2020, 1, 1, tzinfo=UTC)]
        with (
            mock.patch.object(refresh, "resolved", return_value=found),
            mock.patch.object(refresh, "uploaded", return_value=long_ago),
            redirect_stdout(output),
        ):
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


class Cooling(unittest.TestCase):
    """An index in which each version of a package was uploaded some days ago."""

    OLD = {"tea": ("tea", "1.0")}

    def cooled(self, days, held=None):
        versions = sorted(days, reverse=True)

        def resolved(wanted, held, refused):
            left = [version for version in versions if ("tea", version) not in refused]
            return {"tea": ("tea", held.get("tea", ("", left[0]))[1])} if left else "pip cannot resolve"

        def uploaded(name, version):
            return [datetime.now(UTC) - timedelta(days=ago) for ago in days[version]]

        with (
            mock.patch.object(refresh, "resolved", resolved),
            mock.patch.object(refresh, "uploaded", uploaded),
            redirect_stdout(io.StringIO()) as said,
        ):
            return refresh.cooled(["tea"], held or {}, self.OLD), said.getvalue()

    def test_what_is_a_week_old_is_taken(self):
        self.assertEqual(self.cooled({"1.0": [100], "1.1": [8]}), ({"tea": ("tea", "1.1")}, ""))

    def test_what_is_younger_is_left_out(self):
        found, said = self.cooled({"1.0": [100], "1.1": [9], "1.2": [6], "1.3": [0]})
        self.assertEqual(found, {"tea": ("tea", "1.1")})
        self.assertIn("tea 1.3 is not 7 days old: left out", said)
        self.assertIn("tea 1.2 is not 7 days old: left out", said)

    def test_a_file_that_was_added_to_an_old_release_counts(self):
        self.assertEqual(self.cooled({"1.0": [100], "1.1": [90, 1]})[0], self.OLD)

    def test_what_is_pinned_already_or_held_is_not_asked_for(self):
        self.assertEqual(self.cooled({"1.0": [1]})[0], self.OLD)
        held = {"tea": ("tea", "1.1")}
        self.assertEqual(self.cooled({"1.0": [100], "1.1": [1]}, held)[0], held)

    def test_an_index_that_tells_no_time_is_not_believed(self):
        self.assertIn("does not tell when tea 1.1", self.cooled({"1.0": [100], "1.1": []})[0])


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
                refused = {("tea-pot", "2.0")}
                self.assertEqual(refresh.resolved(["tea-pot"], {}, refused), held)
                self.assertIn("pip cannot resolve", refresh.resolved(["no-such-pot"], {}))
                # What has to be built would run its own code.
                ran = Path(folder, "ran")
                source(Path(folder), "coffee_pot", "1.0", ran)
                self.assertIn("pip cannot resolve", refresh.resolved(["coffee-pot"], {}))
                self.assertFalse(ran.exists())
                with mock.patch.object(refresh, "SOURCES", ["coffee-pot"]):
                    refresh.resolved(["coffee-pot"], {})
                self.assertTrue(ran.exists())


def wheel(folder, name, version, metadata):
    """A wheel with nothing but its metadata."""
    import zipfile

    info = f"{name}-{version}.dist-info"
    with zipfile.ZipFile(folder / f"{name}-{version}-py3-none-any.whl", "w") as archive:
        archive.writestr(f"{info}/METADATA", metadata)
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", "")


def source(folder, name, version, ran):
    """A source distribution that leaves a file when pip looks at it."""
    import tarfile

    texts = {
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "pyproject.toml": '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n',
        "backend.py": f"open({str(ran)!r}, 'w').close()\n",
    }
    with tarfile.open(folder / f"{name}-{version}.tar.gz", "w:gz") as archive:
        for path, text in texts.items():
            member = tarfile.TarInfo(f"{name}-{version}/{path}")
            member.size = len(text)
            archive.addfile(member, io.BytesIO(text.encode()))


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
