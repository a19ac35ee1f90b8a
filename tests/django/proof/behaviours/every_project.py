"""What every composed project does, whatever is in it."""

import json
import os
import re
import subprocess
import sys

from proof.behaviour import shown_in
from proof.site import password
from proof.visitor import ensure


@shown_in("production")
def plain_http_leads_to_https(site):
    visitor = site.visitor()
    answer = visitor.client.get("/", secure=False)
    ensure(answer.status_code == 301, f"GET http://…/ answers {answer.status_code}, wanted 301")
    ensure(answer["Location"] == f"{visitor.origin}/", f"it leads to {answer['Location']}")


@shown_in("production")
def the_proxy_is_believed_as_composed(site):
    """Whether the visitor came by HTTPS is the proxy's word where there is one, and nobody's where there is none."""
    answer = site.visitor().client.get("/", secure=False, headers={"x-forwarded-proto": "https"})
    wanted = 200 if site.target("proxy") == "one" else 301
    ensure(answer.status_code == wanted, f"X-Forwarded-Proto: https over HTTP answers {answer.status_code}")


# How servers and workers are started with the word of the test command among their arguments.
WITH_THE_WORD = (
    ["gunicorn", "config.wsgi", "--name", "test"],
    ["celery", "-A", "config", "worker", "-Q", "test"],
    ["uvicorn", "test.asgi:application"],
    ["manage.py", "runserver", "test"],
)


@shown_in("production")
def no_argument_switches_protections_off(site):
    """Protections are off in tests. A server that has `test` among its arguments, or a variable of pytest's in its
    environment, is none."""
    for arguments in WITH_THE_WORD:
        ended = load_settings(arguments, PYTEST_VERSION="9")
        ensure(ended.returncode == 0, f"{' '.join(arguments)}: the settings do not load:\n{ended.stderr}")
        told = json.loads(ended.stdout)
        ensure(told == [False, True], f"{' '.join(arguments)}: TESTING, SESSION_COOKIE_SECURE are {told}")


@shown_in("production")
def the_key_of_an_example_is_refused(site):
    """A server that has `.env.example` for its environment does not start, and says what to do."""
    ended = load_settings(["gunicorn"], SECRET_KEY="django-insecure-replace-me")
    ensure(ended.returncode != 0, "the settings load with the secret key of .env.example")
    last = ended.stderr.strip().splitlines()[-1]
    ensure("ImproperlyConfigured: SECRET_KEY" in last, f"the last line does not name the key: {last}")


def load_settings(arguments, **variables):
    """Loads the project's settings as a process with these arguments and variables does; prints what says whether it is
    protected."""
    module = os.environ["DJANGO_SETTINGS_MODULE"]
    code = (
        "import importlib, json, sys\n"
        f"sys.path[:0], sys.argv = {sys.path!r}, {arguments!r}\n"
        f"it = importlib.import_module({module!r})\n"
        "print(json.dumps([it.TESTING, it.SESSION_COOKIE_SECURE]))\n"
    )
    command = [sys.executable, "-I", "-S", "-c", code]
    return subprocess.run(command, env={**os.environ, **variables}, capture_output=True, text=True, check=False)


@shown_in("production")
def pages_carry_the_security_headers(site):
    answer = site.visitor().get("/")
    ensure("max-age=3600" in answer.get("Strict-Transport-Security", ""), "no HSTS")
    ensure(answer.get("X-Content-Type-Options") == "nosniff", "no X-Content-Type-Options")
    ensure(answer.get("X-Frame-Options") == "DENY", "no X-Frame-Options")
    ensure(answer.get("Referrer-Policy") == "same-origin", "no Referrer-Policy")


@shown_in("production")
def other_host_names_are_refused(site):
    answer = site.visitor().client.get("/", secure=True, headers={"host": "evil.example"})
    ensure(answer.status_code == 400, f"Host: evil.example answers {answer.status_code}, wanted 400")


@shown_in("development", "production")
def the_admin_lets_in_with_the_right_password_only(site):
    user = site.superuser(f"admin-{site.form}")
    visitor = site.visitor()
    refused = site.log_in(visitor, user, with_password="not that one")
    ensure(visitor.user_id() is None and refused.status in (200, 429), f"a wrong password answers {refused.status}")
    page = site.log_in(visitor, user)
    page.ensure()
    ensure(page.path == "/admin/", f"after the login one is at {page.path}, wanted /admin/")
    ensure(visitor.user_id() == str(user.pk), "nobody is logged in")
    if site.form == "production":
        cookie = visitor.client.cookies["sessionid"]
        ensure(cookie["secure"] and cookie["httponly"], f"the session cookie is {cookie.output()}")


@shown_in("development")
def the_admin_keeps_others_out(site):
    user = site.user("visitor")
    visitor = site.visitor()
    site.log_in(visitor, user)
    page = visitor.page("/admin/")
    ensure("site administration" not in page.text.lower(), "somebody who is not staff sees the admin")


@shown_in("production")
def every_admin_page_answers(site):
    from django.contrib import admin
    from django.contrib.admin.utils import quote
    from django.test import RequestFactory
    from django.urls import reverse

    user = site.superuser("caretaker")
    visitor = site.visitor()
    site.log_in(visitor, user).ensure()
    request = RequestFactory().get("/admin/")
    request.user = user
    count = 0
    for model, model_admin in admin.site._registry.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        visitor.page(reverse(f"{name}_changelist")).ensure()
        count += 1
        if model_admin.has_add_permission(request):
            visitor.page(reverse(f"{name}_add")).ensure()
            count += 1
        some = model._default_manager.first()
        for page in ("change", "history", "delete") if some else ():
            visitor.page(reverse(f"{name}_{page}", args=[quote(some.pk)])).ensure()
            count += 1
    visitor.page(reverse("admin:password_change")).ensure()
    return f"{count + 1} pages"


@shown_in("production")
def static_files_of_the_admin_are_collected(site):
    """The admin's style sheets are files of `STATIC_ROOT`, under the addresses that its pages give."""
    from django.conf import settings

    visitor = site.visitor()
    site.log_in(visitor, site.superuser("reader-of-styles"))
    page = visitor.page("/admin/").ensure()
    links = re.findall(r'<link rel="stylesheet" href="([^"?]+)', page.text)
    ensure(links, "the admin names no style sheet")
    for link in links:
        place = settings.STATIC_ROOT / link.removeprefix(settings.STATIC_URL)
        ensure(place.is_file(), f"{link} is no file of STATIC_ROOT")
    return f"{len(links)} style sheets"


@shown_in("production")
def createsuperuser_works_from_a_script(site):
    from django.contrib.auth import get_user_model

    os.environ["DJANGO_SUPERUSER_PASSWORD"] = password("script")
    site.manage("createsuperuser", "--noinput", "--username", "script", "--email", "script@shop.example")
    user = get_user_model().objects.get(username="script")
    ensure(user.is_superuser and user.check_password(password("script")), "the account is not that of the command")
