"""Static files: hashed, compressed, kept for ever, and behind the same security headers as pages."""

import os
import re

from proof.behaviour import shown_in
from proof.visitor import ensure

SHEET = "admin/css/base.css"


def address():
    from django.templatetags.static import static

    return static(SHEET)


@shown_in("production")
def static_files_are_served_with_security_headers(site):
    answer = site.visitor().get(address())
    ensure(answer.status_code == 200, f"{address()} answers {answer.status_code}")
    ensure(b"body" in b"".join(answer.streaming_content), f"{address()} is empty")
    ensure(answer["Content-Type"].startswith("text/css"), f"the type is {answer['Content-Type']}")
    ensure("Strict-Transport-Security" in answer.headers, "no HSTS: SecurityMiddleware must stand above WhiteNoise")
    ensure(answer.get("X-Content-Type-Options") == "nosniff", "no X-Content-Type-Options")


@shown_in("production")
def static_files_over_http_lead_to_https(site):
    answer = site.visitor().client.get(address(), secure=False)
    ensure(answer.status_code == 301, f"GET http://…{address()} answers {answer.status_code}, wanted 301")


@shown_in("production")
def hashed_files_are_kept_for_ever(site):
    hashed = re.search(r"base\.[0-9a-f]{12}\.css$", address())
    caching = site.visitor().get(address())["Cache-Control"]
    if site.option("whitenoise", "manifest"):
        ensure(hashed, f"{address()} carries no hash")
        ensure("immutable" in caching and "max-age=315360000" in caching, f"Cache-Control is {caching}")
        plain = site.visitor().get(f"/static/{SHEET}")["Cache-Control"]
        ensure("immutable" not in plain, f"a file without a hash has Cache-Control {plain}")
    else:
        ensure(not hashed, f"{address()} carries a hash")
        ensure("immutable" not in caching, f"Cache-Control is {caching}")


@shown_in("production")
def files_are_compressed_as_composed(site):
    wanted = "br" if site.option("whitenoise", "brotli") else "gzip"
    for accepted, encoding in {"br, gzip": wanted, "gzip": "gzip", "identity": None}.items():
        answer = site.visitor().get(address(), accept_encoding=accepted)
        found = answer.get("Content-Encoding")
        ensure(found == encoding, f"Accept-Encoding: {accepted} answers Content-Encoding {found}, wanted {encoding}")


@shown_in("development")
def static_files_need_no_collecting_in_development(site):
    from django.conf import settings

    ensure(not os.path.exists(settings.STATIC_ROOT), "collectstatic has run")
    answer = site.visitor().get(address())
    ensure(answer.status_code == 200, f"{address()} answers {answer.status_code}")


@shown_in("development")
def runserver_leaves_static_files_alone_as_composed(site):
    from django.core.management import get_commands

    owner = get_commands()["runserver"]
    wanted = "whitenoise.runserver_nostatic" if site.option("whitenoise", "nostatic") else "django.contrib.staticfiles"
    ensure(owner == wanted or site.has("django-channels"), f"runserver is that of {owner}, wanted {wanted}")
