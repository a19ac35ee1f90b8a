"""A block of a text is found by its place, and what is no longer there is missed.

.cache/venvs/django-5.2/bin/python -m unittest discover --start-directory tests/django
"""

import tempfile
import unittest
from pathlib import Path
from unittest import mock

from recipes import blocks

TAB = """Before any heading:

```bash
first
```

## A section {#one}

```python file=config/settings.py partial
A = 1

B = 2
```

### Below it {#two}

```text
## no heading {#inside}
```

```python file=shop/models.py
```
"""


class Blocks(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        Path(folder.name, "x").mkdir()
        for language in blocks.LANGUAGES:
            Path(folder.name, "x", f"use.{language}.md").write_text(TAB.replace("A = 1", f"A = {language!r}"), "utf-8")
        patch = mock.patch.object(blocks, "ADDONS", Path(folder.name))
        patch.start()
        self.addCleanup(patch.stop)

    def test_a_block_has_the_anchor_above_it_and_the_caption_of_its_fence(self):
        found = [(one.anchor, one.language, one.file) for one in blocks.blocks(TAB)]
        self.assertEqual(
            found,
            [
                (None, "bash", None),
                ("one", "python", "config/settings.py"),
                ("two", "text", None),
                ("two", "python", "shop/models.py"),
            ],
        )

    def test_a_block_is_asked_for_by_number_caption_and_language(self):
        self.assertEqual(blocks.block("x", "use", "one"), "A = 'en'\n\nB = 2\n")
        self.assertEqual(blocks.block("x", "use", "one", language="fr"), "A = 'fr'\n\nB = 2\n")
        self.assertEqual(blocks.block("x", "use", "two"), "## no heading {#inside}\n")
        self.assertEqual(blocks.block("x", "use", "two", file="shop/models.py"), "")

    def test_a_block_that_is_gone_is_missed(self):
        for arguments in (("one", 1), ("three",), ("inside",)):
            with self.assertRaises(LookupError):
                blocks.block("x", "use", *arguments)
        with self.assertRaisesRegex(LookupError, "no block 0 for a.py under #one, only 0"):
            blocks.block("x", "use", "one", file="a.py")

    def test_the_guide_has_blocks(self):
        """Held against the real texts: every fence opens a block."""
        for path in (Path(__file__).resolve().parents[2] / "content" / "addons").glob("*/*.md"):
            text = path.read_text("utf-8")
            fences = sum(line.startswith("```") for line in text.splitlines())
            self.assertEqual(2 * len(blocks.blocks(text)), fences, path)


if __name__ == "__main__":
    unittest.main()
