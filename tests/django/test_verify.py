"""Each kind of check of the code in the texts bites: one deliberate mistake each, and beside it what is right.

    .cache/venvs/django-5.2/bin/python -m unittest discover --start-directory tests/django

Django is configured once per process, so each run is a process of its own.
"""

import io
import json
import multiprocessing
import tempfile
import tomllib
import unittest
from contextlib import redirect_stdout
from pathlib import Path
from unittest import mock

import verify
from verification import environment, formats, names, results, snippet

SLUGS = {
    "django-axes": (["django-axes"], ["axes"]),
    "django-compressor": (["django_compressor"], ["compressor"]),
    "django-crispy-forms": (["django-crispy-forms", "crispy-bootstrap5"], ["crispy_forms", "crispy_bootstrap5"]),
    "celery": (["celery"], []),
    "django-allauth": (["django-allauth"], ["allauth", "allauth.account"]),
    "django-silk": (["django-silk"], ["silk"]),
}
DJANGO = ["admin", "auth", "contenttypes", "sessions", "messages", "staticfiles"]
GONE = {"name": "AXES_OLD", "package": "django-axes", "instead": "write AXES_NEW", "told": [["django-axes", "told"]]}

# So that `settings` is defined, on the line of what is checked.
CONF = "from django.conf import settings; "

# Kind, language (none for code inside a sentence), what is right, what is wrong, what is said about that.
KINDS = [
    ("python", "python", "x = 1", "x = = 1", "Python does not parse: invalid syntax"),
    ("defined", "python", "x = [y for y in range(3)]", "x = [z for y in range(3)]", "`z` is used and defined nowhere"),
    ("imports", "python", "from axes.utils import reset", "from axes.utils import resett", "`from axes.utils import resett` fails"),
    ("imports", "python", "import axes.utils", "import axes.nowhere", "No module named 'axes.nowhere'"),
    ("paths", "python", 'a = "axes.utils.reset"', 'a = "axes.utils.resett"', "`axes.utils.resett` leads nowhere"),
    ("settings", "python", "AXES_ENABLED = True", "AXES_ENABLE = True", "reads the setting `AXES_ENABLE`"),
    ("settings", "python", "COMPRESS_OFFLINE = True", "COMPRESS_OFLINE = True", "reads the setting `COMPRESS_OFLINE`"),
    ("settings", "python", "ACCOUNT_LOGIN_METHODS = {}", "ACCOUNT_LOGIN_MODES = {}", "`ACCOUNT_LOGIN_MODES`"),
    ("settings", "python", "CELERY_BROKER_URL = 1", "CELERY_BROKER_URLS = 1", "`CELERY_BROKER_URLS`"),
    ("settings", "python", f"{CONF}settings.DEBUG", f"{CONF}settings.DEBUG_OF_IT", "the setting `DEBUG_OF_IT`"),
    ("removed names", "python", "AXES_ENABLED = False", 'print("AXES_OLD")', "`AXES_OLD` is gone from django-axes"),
    ("libraries", "html", "{% load static %}", "{% load statics %}", "there is no template library `statics`"),
    ("libraries", "html", "{% load i18n %}", "{% load crispy_forms_tags %}", "which the add-on does not install"),
    ("templates", "html", "{% if a %}{% endif %}", "{% if a %}", "the template does not compile: Unclosed tag"),
    ("commands", "bash", "python manage.py axes_reset", "python manage.py axes_rest", "`manage.py axes_rest`"),
    ("commands", "bash", "./manage.py migrate --fake", "./manage.py migrate --fakes", "no option --fakes"),
    ("commands", None, "manage.py check --deploy", "manage.py check --deployed", "no option --deployed"),
    ("requirements", "bash", "pip install django-axes", "pip install django-axe", "django-axe has no pin"),
    ("requirements", "bash", 'pip install "celery[redis]"', 'pip install "celery[tea]"', "no extra `tea`"),
    ("requirements", "bash", 'pip install "celery>5"', 'pip install "celery<5"', "is pinned"),
    ("toml", "toml", "a = 1", "a = ", "TOML does not parse"),
    ("yaml", "yaml", "a: 1\n---\nb: 2", "a: [", "YAML does not parse"),
    ("json", "json", "{}", "{,}", "JSON does not parse"),
    ("env", "env", "# Remark\nexport A=1", "A = 1", "not a line of a .env file: A = 1"),
    ("ini", "ini", "[a]\nb=c\nb=d", "[a]\nb", "INI does not parse"),
    ("shell", "bash", "if true; then ls; fi", "if true; then ls", "bash does not parse it"),
    ("nginx", "nginx", "location /a/ { deny all; }", "location /a/ { denied all; }", 'unknown directive "denied"'),
    ("nginx", "nginx", "server { listen 80; }", "server { listen 443 ssl; }", "no \"ssl_certificate\" is defined"),
    ("named settings", None, "AXES_ENABLED = True", "AXES_ENABLES = True", "the name `AXES_ENABLES`"),
    ("named checks", None, "axes.W001", "axes.W999", "no package has the check `axes.W999`"),
    ("named paths", None, "axes.utils.reset", "axes.utils.resett", "`axes.utils.resett` leads nowhere"),
]


def piece(number, language, code, **more):
    """A piece of code as the compiler prints it."""
    plain = {"file": None, "django": None, "partial": False, "wrong": False, "mentions": [], "anchor": "some"}
    place = f"content/addons/django-axes/use.en.md:{number * 10}"
    where = {"addon": "django-axes", "tab": "use", "lang": "en", "place": place}
    return {**plain, **where, "language": language, "code": code, **more}


def document(pieces):
    """What `terminal snippets` would print."""
    addons = [
        {"slug": slug, "import": apps[0] if apps else slug, "distributions": parts, "apps": apps, "checked": "2026-11-22"}
        for slug, (parts, apps) in SLUGS.items()
    ]
    apps = [f"django.contrib.{name}" for name in DJANGO]
    return {"apps": apps, "addons": addons, "removed": [GONE], "snippets": pieces}


def findings_of(pieces, elsewhere='[names]\n[packages]\n', most=0):
    """What is found in these pieces, and how often each kind was checked."""
    with multiprocessing.get_context("fork").Pool(1) as pool:
        return pool.apply(found, (pieces, elsewhere, most))


def found(pieces, elsewhere, most):
    with tempfile.TemporaryDirectory() as folder:
        files = {"snippets.json": json.dumps(document(pieces)), "elsewhere.toml": elsewhere, "partial.toml": f"most = {most}"}
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8")
        content = snippet.Content.read(Path(folder, "snippets.json"), verify.installed_series())
        environment.start(content)
        with (
            mock.patch.object(names.Elsewhere, "PATH", Path(folder, "elsewhere.toml")),
            mock.patch.object(verify, "PARTIAL", Path(folder, "partial.toml")),
        ):
            ledger = verify.verify(content, newest=True)
        output = io.StringIO()
        with redirect_stdout(output):
            code = verify.report(content, ledger)
        counts = {kind: ledger.total(kind) for kind in ledger.counts}
        return [finding for finding in ledger.findings], counts, code, output.getvalue()


NGINX = formats.program("nginx") is not None


class Kinds(unittest.TestCase):
    """All mistakes in one run, all that is right in another."""

    # What is right everywhere: a section that tells of the removed name.
    TOLD = piece(900, None, "AXES_OLD", anchor="told")

    @classmethod
    def setUpClass(cls):
        rows = list(enumerate(KINDS, 1))
        cls.right = findings_of([cls.TOLD, *(piece(n, row[1], row[2], file=file_of(row)) for n, row in rows)])
        cls.wrong = findings_of([cls.TOLD, *(piece(n, row[1], row[3], file=file_of(row)) for n, row in rows)])

    def test_what_is_right_passes(self):
        found, counts, code, output = self.right
        self.assertEqual((found, code), ([], 0), output)
        kinds = {row[0] for row in KINDS if row[0] != "nginx" or NGINX}
        self.assertEqual(kinds - set(counts), set())
        self.assertTrue(all(counts.values()))

    def test_each_mistake_is_found_at_its_place(self):
        found, _, code, _ = self.wrong
        self.assertEqual(code, 1)
        for number, (kind, language, _, wrong, says) in enumerate(KINDS, 1):
            if kind == "nginx" and not NGINX:
                continue
            with self.subTest(kind=kind, wrong=wrong):
                place = f"content/addons/django-axes/use.en.md:{number * 10 + (language is not None)}"
                whole = f"content/addons/django-axes/use.en.md:{number * 10}"
                here = [sentence for k, p, sentence in found if k == kind and p in (place, whole)]
                self.assertTrue(any(says in sentence for sentence in here), [f for f in found if f[1] in (place, whole)])

    def test_every_kind_has_a_mistake(self):
        self.assertEqual(set(self.wrong[1]) - {row[0] for row in KINDS}, set())


def file_of(row):
    return "config/settings.py" if row[0] == "settings" else None


class Marks(unittest.TestCase):
    """What the words after a fence change."""

    def test_marks_change_what_is_refused(self):
        pieces = [
            Kinds.TOLD,
            piece(1, "python", 'AXES_OLD = "axes.nowhere"', wrong=True),
            piece(2, "python", "if a:\n  ...\n else:", partial=True),
            piece(3, "python", "import no_such_package", partial=True),
            piece(4, "python", "import no_such_package", django="99.0"),
            piece(5, "html", "{% load crispy_forms_tags %}", mentions=["django-crispy-forms"]),
            piece(6, "python", "SHOP_SIZE = 3", file="config/settings.py"),
            piece(7, "python", "from django.conf import settings\n\nprint(settings.SHOP_SIZE)"),
            piece(8, "python", "from features.models import Flag", file="features/admin.py"),
            piece(9, "bash", "python manage.py reprice"),
            piece(10, "python", "x = 1", file="shop/management/commands/reprice.py"),
            piece(11, "python", "print(x)", file="shop/management/commands/reprice.py"),
            piece(12, "python", "INSTALLED_APPS += ['shop']", file="config/settings.py"),
        ]
        found, *_ = findings_of(pieces, most=2)
        self.assertEqual([f for f in found if "nothing of this kind" not in f[2]], [])

    def test_nothing_checked_is_a_failure(self):
        found, *_, output = findings_of([])
        kinds = {kind for kind, _, sentence in found if sentence == "nothing of this kind was checked"}
        self.assertLessEqual({"python", "imports", "commands", "templates"}, kinds, output)

    def test_partial_blocks_may_not_grow_unseen(self):
        blocks = [Kinds.TOLD, piece(1, "python", "x = 1", partial=True)]
        for most, says in ((0, "more blocks than before"), (2, "lower the number"), (1, None)):
            found, *_ = findings_of(blocks, most=most)
            sentences = [sentence for kind, _, sentence in found if kind == "partial"]
            self.assertEqual(len(sentences), int(says is not None), sentences)
            self.assertTrue(all(says in sentence for sentence in sentences), sentences)

    def test_a_section_that_tells_nothing_and_a_name_that_is_not_used_are_found(self):
        found, *_ = findings_of([piece(1, None, "x")], elsewhere='[names]\nNO_ONE = "x"\n[packages]\n')
        sentences = " ".join(sentence for _, _, sentence in found)
        self.assertIn("`AXES_OLD` should be told of in django-axes#told", sentences)
        self.assertIn("no text uses `NO_ONE`", sentences)


class Kept(unittest.TestCase):
    """The file of the results."""

    def run_of(self, series="6.1", **more):
        run = {"series": series, "django": f"{series}.1", "date": "2026-11-22", "partial": 1}
        counts = {"python": {"celery": 3}, "nginx": {"celery": 1}}
        return {**run, "versions": {"celery": "5"}, "blocks": {"celery": 4}, "counts": counts, "skipped": {}, **more}

    def settle(self, kept, *runs, write=False):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, f"{number}.json") for number in range(len(runs))]
            for path, run in zip(paths, runs, strict=True):
                path.write_text(json.dumps(run), "utf-8")
            return results.settle(paths, kept, write)

    def test_results_are_kept_and_compared(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder, "proof", "snippets.toml")
            self.assertIn("cargo xtask verify --write", self.settle(kept, self.run_of()))
            old, new = self.run_of("5.2"), self.run_of("6.1")
            self.assertIsNone(self.settle(kept, new, old, write=True))
            first = kept.read_text("utf-8")
            self.assertEqual([entry["name"] for entry in tomllib.loads(first)["series"]], ["5.2", "6.1"])
            self.assertIsNone(self.settle(kept, old, new))
            self.settle(kept, old, new, write=True)
            self.assertEqual(kept.read_text("utf-8"), first)
            fewer = self.run_of(counts={"python": {"celery": 2}, "nginx": {"celery": 1}})
            for changed in (fewer, self.run_of(versions={"celery": "6"}), self.run_of(partial=2)):
                self.assertIn("cargo xtask verify --write", self.settle(kept, old, changed))

    def test_a_kind_that_cannot_be_checked_is_not_compared_and_stops_writing(self):
        with tempfile.TemporaryDirectory() as folder:
            kept = Path(folder, "snippets.toml")
            self.settle(kept, self.run_of(), write=True)
            here = self.run_of(counts={"python": {"celery": 3}}, skipped={"nginx": "nginx is not installed"})
            self.assertIsNone(self.settle(kept, here))
            self.assertEqual(self.settle(kept, here, write=True), "nothing is written while nginx is not installed")

    def test_a_program_that_is_not_there_is_reported_as_skipped(self):
        ledger, empty = snippet.Ledger(), snippet.Content([], {}, [], [])
        with mock.patch.object(formats, "program", return_value=None):
            formats.check(empty, ledger)
        self.assertEqual(ledger.skipped, {"shell": "bash is not installed", "nginx": "nginx is not installed"})
        output = io.StringIO()
        with redirect_stdout(output), mock.patch.object(verify, "expected", return_value=[]):
            verify.report(empty, ledger)
        self.assertTrue(output.getvalue().endswith("0 passed, 0 failed, 2 skipped\n"), output.getvalue())


if __name__ == "__main__":
    unittest.main()
