"""What the installation lets leave, asked of the package itself."""

import json
import unittest

from recipes.blocks import LANGUAGES, block
from recipes.project import Project

SLUG = "sentry-sdk"
RESOLVED = """
import json

import sentry_sdk

from config.monitoring import DATA_COLLECTION, start_sentry

sentry_sdk.init(dsn="https://key@sentry.invalid/1")
default = sentry_sdk.get_client().options["data_collection"]
start_sentry("https://key@sentry.invalid/1", "tests")
ours = sentry_sdk.get_client().options["data_collection"]
sentry_sdk.init(dsn="")
print(json.dumps([default, ours, sorted(DATA_COLLECTION)]))
"""


class Privacy(unittest.TestCase):
    def project(self, language):
        monitoring = block(SLUG, "install", "start", file="config/monitoring.py", language=language)
        return Project(self).write("config/monitoring.py", monitoring)

    def test_every_key_is_written_and_nothing_is_collected_that_is_off_by_default(self):
        for language in LANGUAGES:
            default, ours, written = json.loads(self.project(language).python(RESOLVED).splitlines()[-1])
            self.assertEqual(sorted(set(ours) - {"provided_by_user"}), written)
            for name in ("user_info", "graphql", "gen_ai", "database_query_data", "queues"):
                self.assertEqual(ours[name], default[name], name)
            terms = [set(one["http_headers"]["request"]["terms"]) for one in (default, ours)]
            self.assertLessEqual(*terms)

    def test_the_leak_test_of_the_text_passes(self):
        for language in LANGUAGES:
            project = self.project(language)
            project.write("config/test_privacy.py", block(SLUG, "privacy", "leak-test", language=language))
            self.assertIn("OK", project.manage("test", "config"))

    def test_and_fails_where_variables_are_sent(self):
        project = self.project("en")
        project.write("config/test_privacy.py", block(SLUG, "privacy", "leak-test"))
        path = project.folder / "config" / "monitoring.py"
        open_dict = path.read_text("utf-8").replace('"stack_frame_variables": False', '"stack_frame_variables": True')
        self.assertIn("FAILED", project.write("config/monitoring.py", open_dict).manage("test", "config", fails=True))
