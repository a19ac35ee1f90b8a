"""A theme that one sees, and that fetches nothing from elsewhere."""

import re

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-jazzmin"


@shown_in("production")
def the_admin_wears_the_theme(site):
    visitor = site.visitor()
    login = visitor.page("/admin/login/").ensure()
    if login.path == "/admin/login/":
        ensure("jazzmin" in login.text, "the login page has no theme: jazzmin must stand above django.contrib.admin")
    site.log_in(visitor, site.superuser("decorator")).ensure()
    page = visitor.page("/admin/").ensure()
    ensure("jazzmin" in page.text, "the admin has no theme: jazzmin must stand above django.contrib.admin")
    ensure(site.option(SLUG, "title") in page.text, f"the admin is not called {site.option(SLUG, 'title')}")


@shown_in("production")
def pages_fetch_nothing_from_elsewhere(site):
    visitor = site.visitor()
    site.log_in(visitor, site.superuser("privacy-officer")).ensure()
    page = visitor.page("/admin/").ensure()
    foreign = re.findall(r"""<(?:script|link|img|iframe)\b[^>]*?(?:src|href)=["'](?:https?:)?//([^"'/]+)""", page.text)
    ensure(not foreign, f"the admin fetches from {', '.join(sorted(set(foreign)))}")
