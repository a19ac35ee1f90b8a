"""What a command does to a flag, and that a flag that is closed stays closed."""

import shlex
import unittest

from recipes.blocks import block
from recipes.project import Project

SLUG = "django-waffle"
SETTINGS = 'MIDDLEWARE += ["waffle.middleware.WaffleMiddleware"]\n'
MAKE = """
from django.contrib.auth.models import AnonymousUser, Group, User
from django.test import RequestFactory
from waffle import flag_is_active, get_waffle_flag_model

Flag = get_waffle_flag_model()
request = RequestFactory().get("/")
request.user = AnonymousUser()
"""
LISTED = """
ada = User.objects.create(username="ada")
grace = User.objects.create(username="grace")
beta = Group.objects.create(name="beta")
grace.groups.add(beta)
flag = Flag.objects.create(name="wallets", everyone=False, authenticated=True)
flag.users.add(ada)
flag.groups.add(beta)
"""


class Waffle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.project = Project(cls).install("waffle").settings(SETTINGS)
        cls.project.manage("migrate", "--verbosity", "0")

    def answers(self, code):
        return self.project.python(MAKE + code).splitlines()

    def test_a_flag_that_cannot_be_read_is_brought_back(self):
        """SQLite stores the hundred percent that it cannot read any more."""
        broken = """
from decimal import InvalidOperation

from django.core.management import call_command

call_command("waffle_flag", "checkout_v2", create=True, percent=100, verbosity=0)
visit = lambda: flag_is_active(request, "checkout_v2")
cure = lambda: call_command("waffle_flag", "checkout_v2", everyone=True)
for read in (visit, cure):
    try:
        read()
    except InvalidOperation:
        print("broken")
"""
        self.assertEqual(self.answers(broken)[-2:], ["broken", "broken"])
        for line in block(SLUG, "pitfalls", "percent-100").splitlines():
            python, *arguments = shlex.split(line)
            self.assertEqual(python, "python")
            self.project.run(*arguments)
        self.assertEqual(self.answers('print(flag_is_active(request, "checkout_v2"))'), ["True"])

    def test_a_task_that_asks_as_shown_is_stopped(self):
        """`Everyone: No` is a kill switch also where nobody makes a request."""
        self.project.write("features/flags.py", block(SLUG, "use", "tasks"))
        asked = """
from features.flags import active_for

print(active_for("wallets", ada), active_for("wallets", grace), active_for("no_such", ada))
print(Flag.get("wallets").is_active_for_user(ada), Flag.get("wallets").is_active_for_user(grace))
flag.everyone = None
flag.save()
print(active_for("wallets", ada), active_for("wallets", grace), active_for("wallets", AnonymousUser()))
"""
        self.assertEqual(self.answers(LISTED + asked), ["False False False", "True True", "True True False"])

    def test_a_call_resets_and_keeps_what_the_playbook_says(self):
        called = """
from django.core.management import call_command

flag = Flag.objects.create(
    name="search_v2", everyone=False, staff=True, rollout=True, testing=True, languages="fr", note="SHOP-412"
)
flag.users.add(User.objects.create(username="alan"))
flag.groups.add(Group.objects.create(name="staff"))
call_command("waffle_flag", "search_v2", percent=30)
flag = Flag.objects.get(name="search_v2")
print(flag.everyone, flag.staff, flag.superusers, flag.rollout, flag.testing)
print(flag.percent, flag.languages, flag.note, flag.users.count(), flag.groups.count())
"""
        wanted = ["None False False False False", "30.0 fr SHOP-412 1 1"]
        self.assertEqual(self.answers(called)[-2:], wanted)


class OwnModel(unittest.TestCase):
    def test_a_flag_model_of_ones_own_is_stopped(self):
        project = Project(self)
        project.settings(block(SLUG, "use", "own-model", file="config/settings.py") + SETTINGS)
        project.write("features/models.py", block(SLUG, "use", "own-model", file="features/models.py"))
        project.write("features/migrations/__init__.py", "")
        asked = """
flag.percent = 99.9
flag.save()
print({Flag.get("wallets").is_active_for_user(user) for user in (ada, grace)})
flag.everyone = None
flag.save()
print(flag.is_active_for_user(ada))
"""
        prepare = """
from django.core.management import call_command

call_command("makemigrations", "features", verbosity=0)
call_command("migrate", verbosity=0)
"""
        self.assertEqual(project.python(prepare + MAKE + LISTED + asked).split(), ["{False}", "True"])


if __name__ == "__main__":
    unittest.main()
