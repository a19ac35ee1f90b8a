"""The toolbar shows in development, to the developer, and nowhere else."""

import re
import socket
from unittest import mock

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-debug-toolbar"
MARK = 'id="djDebug"'
# What Docker gives: the container's own address, and that of its host.
CONTAINER, HOST = "172.18.0.5", "172.18.0.1"


def looked_up(site):
    """The network of a container, where the project was composed for one."""
    if site.option(SLUG, "docker"):
        return mock.patch.object(socket, "gethostbyname_ex", lambda name: (name, [], [CONTAINER]))
    return mock.patch.object(socket, "gethostbyname_ex", socket.gethostbyname_ex)


def developer(site):
    return site.visitor(HOST if site.option(SLUG, "docker") else "127.0.0.1")


@shown_in("development")
def the_developer_sees_it(site):
    with looked_up(site):
        page = developer(site).page("/").ensure()
        ensure(MARK in page.text, "the toolbar is not on the page")
        login = developer(site).page("/admin/login/").ensure()
        ensure(MARK in login.text, "the toolbar is not on the admin's login page")


def panel(visitor, page, name):
    """What a panel of the toolbar on a page shows."""
    store = re.search(r'data-(request|store)-id="([^"]+)"', page.text)
    ensure(store, "the page names no stored request")
    kind, number = store.groups()
    answer = visitor.get(f"/__debug__/render_panel/?{kind}_id={number}&panel_id={name}")
    ensure(answer.status_code == 200, f"a panel answers {answer.status_code}")
    return answer.json()["content"]


def kept():
    """How many requests are in the toolbar's history."""
    from debug_toolbar.store import get_store

    return len(list(get_store().request_ids()))


@shown_in("development")
def its_panels_open(site):
    with looked_up(site):
        visitor = developer(site)
        shown = panel(visitor, visitor.page("/").ensure(), "HeadersPanel")
        ensure("REMOTE_ADDR" in shown, f"the panel says {shown[:300]}")


@shown_in("development", only=lambda site: site.has("whitenoise"))
def static_files_take_no_place_in_its_history(site):
    with looked_up(site):
        before = kept()
        answer = developer(site).get("/static/admin/css/base.css")
        ensure(answer.status_code == 200, f"a static file answers {answer.status_code}")
        ensure(kept() == before, "a static file is in the history: the toolbar must stand below WhiteNoise")


@shown_in("development", only=lambda site: site.has("django-cors-headers"))
def preflight_requests_take_no_place_in_its_history(site):
    with looked_up(site):
        before = kept()
        origin = site.option("django-cors-headers", "origins")[0]
        developer(site).options("/api/", origin=origin, access_control_request_method="POST")
        ensure(kept() == before, "a preflight request is in the history: the toolbar must stand below CorsMiddleware")


@shown_in("development")
def its_static_files_are_found(site):
    from django.contrib.staticfiles import finders

    ensure(finders.find("debug_toolbar/js/toolbar.js"), "the toolbar's script is not found")


@shown_in("development")
def others_do_not_see_it(site):
    with looked_up(site):
        page = site.visitor("203.0.113.9").page("/").ensure()
        ensure(MARK not in page.text, "somebody from another address sees the toolbar")


@shown_in("production")
def it_is_not_there_in_production(site):
    import importlib.util

    from django.apps import apps
    from django.conf import settings

    ensure(not apps.is_installed("debug_toolbar"), "the app is installed")
    ensure(not any("debug_toolbar" in name for name in settings.MIDDLEWARE), "the middleware is on")
    ensure(importlib.util.find_spec("debug_toolbar") is None, "requirements.txt installs it")
    visitor = site.visitor()
    ensure(MARK not in visitor.page("/").text, "the toolbar is on the page")
    answer = visitor.get("/__debug__/render_panel/")
    ensure(answer.status_code == 404, f"/__debug__/ answers {answer.status_code}, wanted 404")
