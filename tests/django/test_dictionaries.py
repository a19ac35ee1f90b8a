"""A dictionary of settings is begun once; whatever follows adds keys to it, and wipes none.

Readers paste blocks below each other. A second `REST_FRAMEWORK = {…}` drops the permissions of the first without a word.

.cache/venvs/django-5.2/bin/python -m unittest discover --start-directory tests/django
"""

import ast
import unittest

from recipes.blocks import ADDONS, FENCE, HEADING, LANGUAGES, blocks

# The keys of these are aliases, each of which is a whole of its own; the tabs show several ways to write one.
OF_ALIASES = {"CACHES", "CHANNEL_LAYERS", "DATABASES", "MAILERS", "STORAGES"}
# Several add-ons put something of their own into these, and a block may be the first one: the words before it say
# what to do where there is one.
SHARED = {"CACHES": ast.Dict, "DATABASES": ast.Dict, "STORAGES": ast.Dict, "STATICFILES_DIRS": (ast.List, ast.Tuple)}
THERE = {"en": "exists already", "fr": "existe déjà"}
# Lists that `startproject` writes, and to which other add-ons have added.
BEGUN = {"INSTALLED_APPS", "MIDDLEWARE", "TEMPLATES"}
# In the order in which they are read; own tabs of an add-on stand between `use` and `production`.
FIRST, LAST = ("decide", "install", "settings", "use"), ("production", "pitfalls", "links")


def whole(code, kind=ast.Dict):
    """The names to which a block of settings assigns a new dictionary or list, at any depth of `if`. A list that takes
    in what was there is no new one."""
    assigned = [node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Assign)]
    found = [(node.targets[0], node.value) for node in assigned if isinstance(node.value, kind)]
    named = [(name.id, value) for name, value in found if isinstance(name, ast.Name) and name.id.isupper()]
    return [
        name for name, value in named if not any(isinstance(part, ast.Starred) for part in ast.iter_child_nodes(value))
    ]


def rank(tab):
    order = [*FIRST, None, *LAST]
    return order.index(tab if tab in order else None), tab


def tabs(language):
    """The add-on, the tab and the text of each, in the order of reading, those of `install` of all add-ons first."""
    found = [(path.parent.name, path.name.split(".")[0], path) for path in ADDONS.glob(f"*/*.{language}.md")]
    for slug, tab, path in sorted(found, key=lambda one: (one[1] != "install", one[0], rank(one[1]))):
        yield slug, tab, path.read_text("utf-8")


def replaced(read):
    """Where a dictionary is begun that another block has begun already."""
    begun, found = {}, []
    for slug, tab, text in read:
        for number, block in enumerate(blocks(text)):
            if block.language != "python" or "settings" not in (block.file or ""):
                continue
            place = f"{slug}/{tab}#{block.anchor} (block {number})"
            for name in BEGUN & set(whole(block.code, ast.List)):
                found.append(f"{place} begins {name} again, after startproject: add to it")
            for name in whole(block.code):
                if name not in OF_ALIASES and begun.setdefault(name, place) != place:
                    found.append(f"{place} begins {name} again, after {begun[name]}: assign by key, or with |=")
    return found


def led(text):
    """The blocks of a tab, each with the words between it and the block or heading before it."""
    words, lines = [[]], iter(text.splitlines())
    for line in lines:
        if FENCE.fullmatch(line):
            words.append([])
            while next(lines, "```") != "```":
                pass
        elif HEADING.fullmatch(line):
            words[-1].clear()
        else:
            words[-1].append(line)
    return zip(blocks(text), (" ".join(found) for found in words), strict=False)


def unannounced(read, language):
    """Where a shared setting is assigned as a whole, and no sentence before the block says what to do with one that
    exists. A block with `SECRET_KEY` begins the file; settings of tests replace on purpose."""
    found = []
    for slug, tab, text in read:
        for number, (block, words) in enumerate(led(text)):
            file = block.file or ""
            if block.language != "python" or "settings" not in file or "test" in file:
                continue
            if "SECRET_KEY =" in block.code:
                continue
            for name, kind in SHARED.items():
                if name in whole(block.code, kind) and f"`{name}` {THERE[language]}" not in words:
                    place = f"{slug}/{tab}#{block.anchor} (block {number})"
                    found.append(f"{place} assigns {name}: the words before it lack “`{name}` {THERE[language]}”")
    return found


def settings(code):
    return f"## A section {{#one}}\n\n```python file=config/settings.py\n{code}\n```\n"


class Dictionaries(unittest.TestCase):
    def test_the_texts_replace_none(self):
        for language in LANGUAGES:
            read = list(tabs(language))
            self.assertGreater(len(read), 200)
            self.assertEqual(replaced(read), [], language)

    def test_the_texts_say_where_one_exists(self):
        for language in LANGUAGES:
            self.assertEqual(unannounced(tabs(language), language), [], language)

    def test_one_that_nobody_announces_is_found(self):
        said, caches = "Where `CACHES` exists already, add the key.", settings("CACHES = {}")
        announced = caches.replace("```python", f"{said}\n\n```python")
        for text, count in (
            (caches, 1),
            (announced, 0),
            # Said of another setting, above another block, or below another heading.
            (announced.replace("`CACHES`", "`STORAGES`"), 1),
            (f"{said}\n\n```bash\nls\n```\n\n```python file=config/settings.py\nCACHES = {{}}\n```\n", 1),
            (f"{said}\n\n{caches}", 1),
            (settings("if DEBUG:\n    STORAGES = {}"), 1),
            (settings("STATICFILES_DIRS = [1]"), 1),
            (settings("STATICFILES_DIRS = [*STATICFILES_DIRS, 1]"), 0),
            (settings('CACHES["one"] = {}\nSTORAGES |= {}\nSTATICFILES_DIRS += [1]'), 0),
            (settings('SECRET_KEY = env("SECRET_KEY")\nDATABASES = {}'), 0),
            (caches.replace("settings.py", "settings/test.py"), 0),
        ):
            self.assertEqual(len(unannounced([("one", "use", text)], "en")), count, text)
        self.assertEqual(len(unannounced([("one", "use", announced)], "fr")), 1)

    def test_a_second_one_is_found_in_whatever_tab(self):
        first = ("drf", "install", settings('REST_FRAMEWORK = {"PAGE_SIZE": 20}'))
        for second in (
            ("drf", "use", settings('REST_FRAMEWORK = {"NUM_PROXIES": 1}')),
            ("filter", "drf", settings('if DEBUG:\n    REST_FRAMEWORK = {"PAGE_SIZE": 1}')),
        ):
            found = replaced([first, second])
            self.assertEqual(len(found), 1, found)
            self.assertIn("begins REST_FRAMEWORK again, after drf/install#one", found[0])

    def test_a_list_that_is_there_is_not_begun_again(self):
        for code, count in (
            ('MIDDLEWARE = ["one"]', 1),
            ('MIDDLEWARE = ["one", *MIDDLEWARE]', 0),
            ("MIDDLEWARE += []", 0),
        ):
            self.assertEqual(len(replaced([("drf", "install", settings(code))])), count, code)

    def test_more_keys_are_no_second_one(self):
        first = ("drf", "install", settings('REST_FRAMEWORK = {"PAGE_SIZE": 20}'))
        for more in ('REST_FRAMEWORK["NUM_PROXIES"] = 1', 'REST_FRAMEWORK |= {"NUM_PROXIES": 1}', "CACHES = {}"):
            self.assertEqual(replaced([first, ("drf", "use", settings(more))]), [])
