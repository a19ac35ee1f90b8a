"""A token that ends and the login after it, the test that finds open views, and one dictionary for all tabs."""

import unittest

from recipes.blocks import block
from recipes.project import Project

SLUG = "django-rest-framework"
SETTINGS = """
INSTALLED_APPS += ["rest_framework", "rest_framework.authtoken"]
DATABASES["default"]["ATOMIC_REQUESTS"] = True
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.ExpiringTokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
"""
WHOAMI = """
from django.urls import path
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import api


class WhoAmI(APIView):
    def get(self, request):
        return Response({"user": request.user.username})


login = api.RenewingLoginView
urlpatterns = [path("login/", login.as_view(), name="login"), path("me/", WhoAmI.as_view())]
"""
EXPIRED = """
from datetime import timedelta

from django.contrib.auth.models import User
from django.utils import timezone
from rest_framework.authtoken.models import Token
from rest_framework.test import APIClient

ada = User.objects.create_user("ada", password="correct horse")
old = Token.objects.create(user=ada).key
Token.objects.update(created=timezone.now() - timedelta(days=31))
client = APIClient()
seen = []
for _ in range(2):
    header = {"HTTP_AUTHORIZATION": f"Token {old}"}
    seen.append(client.get("/me/", **header).status_code)
    answer = client.post("/login/", {"username": "ada", "password": "correct horse"}, **header)
    old = answer.json().get("token", old)
print(*seen, answer.status_code, client.get("/me/", HTTP_AUTHORIZATION=f"Token {old}").status_code)
"""
LEAKS = """
from rest_framework.decorators import action
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.response import Response
from rest_framework.routers import SimpleRouter
from rest_framework.viewsets import ViewSet


class Orders(ViewSet):
    permission_classes = [IsAuthenticated]

    def list(self, request):
        return Response([])

{leak}

router = SimpleRouter()
router.register("orders", Orders, basename="order")
urlpatterns += router.urls
"""
BY_ACTION = """
    @action(detail=False, permission_classes=[AllowAny])
    def secret(self, request):
        return Response([])
"""
COMPOSED = """
    @action(detail=False, permission_classes=[IsAuthenticated | AllowAny])
    def secret(self, request):
        return Response([])
"""
BY_METHOD = """
    def get_permissions(self):
        return [AllowAny()]
"""
IN_EFFECT = """
from rest_framework.views import APIView

print(APIView.permission_classes[0].__name__, len(APIView.throttle_classes), APIView().settings.PAGE_SIZE)
"""


class Tokens(unittest.TestCase):
    def project(self):
        project = Project(self).settings(SETTINGS)
        project.write(
            "accounts/authentication.py", block(SLUG, "auth", "token-auth", file="accounts/authentication.py")
        )
        code = "\n\n".join(block(SLUG, "auth", "token-auth", n, file="accounts/api.py") for n in (0, 1))
        return project.write("accounts/api.py", code).write("config/urls.py", WHOAMI)

    def test_a_login_after_the_end_of_a_token_gives_another_one(self):
        """With ATOMIC_REQUESTS, under which what a refusal deletes comes back."""
        project = self.project()
        project.manage("migrate", "--verbosity", "0")
        self.assertEqual(project.python(EXPIRED).splitlines()[-1], "401 200 200 200")

    def test_open_views_break_the_build(self):
        leaks = {"action": (BY_ACTION, True), "or": (COMPOSED, True), "method": (BY_METHOD, True), "none": ("", False)}
        for name, (leak, fails) in leaks.items():
            with self.subTest(name):
                project = self.project().write("config/urls.py", WHOAMI + LEAKS.replace("{leak}", leak))
                test = block(SLUG, "production", "security", file="shop/tests/test_closed.py")
                project.write("shop/tests/test_closed.py", test).write("shop/__init__.py", "")
                said = project.manage("test", "shop", fails=fails)
                self.assertIn("FAILED" if fails else "OK", said)


class OneDictionary(unittest.TestCase):
    def test_the_tabs_one_below_the_other_leave_the_api_closed(self):
        """Those of django-filter too: in the order in which a reader meets them."""
        project = Project(self)
        for slug, tab, anchor in (
            (SLUG, "install", "quick-start"),
            ("django-filter", "drf", "drf-backend"),
            (SLUG, "auth", "throttling"),
        ):
            project.settings(block(slug, tab, anchor, file="config/settings.py"))
        self.assertEqual(project.python(IN_EFFECT).split(), ["IsAuthenticated", "3", "20"])
