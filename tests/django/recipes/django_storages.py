"""Uploads that were accepted stay, and no upload takes the place of another one."""

import ast
import json
import types
import unittest
from unittest import mock

from recipes import blocks
from recipes.blocks import block

SLUG = "django-storages"
ACCOUNT = types.SimpleNamespace(pk=7)
UPLOADED = "incoming/7/0b0e7c0e-5b7e-4f0c-9d43-3f5a7d1f2c11.pdf"
HOSTILE = [
    "incoming/8/0b0e7c0e-5b7e-4f0c-9d43-3f5a7d1f2c11.pdf",
    "incoming/7/../8/0b0e7c0e-5b7e-4f0c-9d43-3f5a7d1f2c11.pdf",
    "incoming/7/0b0e7c0e-5b7e-4f0c-9d43-3f5a7d1f2c11.pdf\n",
    "documents/7/0b0e7c0e-5b7e-4f0c-9d43-3f5a7d1f2c11.pdf",
]
# They replace a file of the same name unless they are told not to.
REPLACING = {"storages.backends.s3.S3Storage", "storages.backends.gcloud.GoogleCloudStorage"}


class DirectUpload(unittest.TestCase):
    def setUp(self):
        self.storage = mock.Mock(location="", bucket_name="shop-private")
        self.storage.exists.side_effect = lambda name: name == UPLOADED or name in HOSTILE
        self.client = self.storage.connection.meta.client
        patch = mock.patch("django.core.files.storage.storages", {"private": self.storage})
        patch.start()
        self.addCleanup(patch.stop)
        self.module = {}
        exec(block(SLUG, "use", "direct-upload", file="shop/uploads.py"), self.module)

    def test_what_is_accepted_lies_where_no_rule_deletes(self):
        rules = json.loads(block(SLUG, "production", "lifecycle-rules", file="lifecycle.json"))["Rules"]
        emptied = [rule["Filter"]["Prefix"] for rule in rules if "Expiration" in rule]
        self.assertTrue(emptied)
        kept = {self.module["accept"](ACCOUNT, UPLOADED) for _ in range(2)}
        self.assertEqual(len(kept), 2, "a file that is sent once more replaces the one that was looked at")
        for name in kept:
            self.assertFalse(name.startswith(tuple(emptied)), f"{name} is deleted by a rule for {emptied}")
        self.assertTrue(UPLOADED.startswith(tuple(emptied)), "what is never accepted stays for ever")
        self.assertEqual({call.kwargs["Key"] for call in self.client.copy_object.mock_calls}, kept)

    def test_the_tickets_are_for_the_prefix_that_is_emptied(self):
        self.assertIn('f"incoming/{request.user.pk}/', block(SLUG, "use", "direct-upload", file="shop/views.py"))

    def test_files_of_others_are_refused(self):
        from django.core.exceptions import SuspiciousOperation

        for name in [*HOSTILE, UPLOADED.replace("0b", "ff")]:
            with self.assertRaises(SuspiciousOperation, msg=name):
                self.module["accept"](ACCOUNT, name)
        self.client.copy_object.assert_not_called()


class Overwriting(unittest.TestCase):
    def test_no_storage_of_media_replaces_files(self):
        seen = 0
        for path in sorted(blocks.ADDONS.glob("*/*.*.md")):
            for found in blocks.blocks(path.read_text("utf-8")):
                if found.language == "python" and any(name in found.code for name in REPLACING):
                    for options in media_options(found.code):
                        seen += 1
                        self.assertIn("file_overwrite", options, f"{path.parent.name}/{path.name}#{found.anchor}")
        self.assertGreaterEqual(seen, 10)


def media_options(code):
    """The names of the options that are switched off, for each storage in a block that replaces files."""
    tree = ast.parse(code)
    named = {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and isinstance(node.value, ast.Dict)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            entries = {key.value: value for key, value in pairs if isinstance(key, ast.Constant)}
            backend = entries.get("BACKEND")
            if isinstance(backend, ast.Constant) and backend.value in REPLACING:
                yield set(names(entries["OPTIONS"], named)) if "OPTIONS" in entries else set()


def names(options, named):
    """The keys that are switched off, with those of the dictionaries that a dictionary takes in."""
    for key, value in zip(options.keys, options.values, strict=True):
        if key is None:
            yield from names(named[value.id], named)
        elif isinstance(value, ast.Constant) and value.value is False:
            yield key.value


if __name__ == "__main__":
    unittest.main()
