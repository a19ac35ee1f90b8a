"""Requests are recorded in development, for staff to read; nothing of it is on a server."""

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-silk"
SHEET = "/static/admin/css/base.css"


def recorded(action):
    """How many requests an action leaves in the records."""
    from silk.models import Request

    before = Request.objects.count()
    action()
    return Request.objects.count() - before


@shown_in("development")
def pages_are_recorded(site):
    from silk.models import Request

    ensure(recorded(lambda: site.visitor().page("/").ensure()) == 1, "a page is not recorded")
    ensure(Request.objects.latest("start_time").path == "/", "the record is of another page")


@shown_in("development")
def the_records_are_closed_to_strangers(site):
    page = site.visitor().page("/silk/").ensure()
    ensure(page.path != "/silk/" and page.form and page.form.password, f"a stranger sees {page.path}")
    visitor = site.visitor()
    visitor.client.force_login(site.user("curious"), backend="django.contrib.auth.backends.ModelBackend")
    status = visitor.get("/silk/").status_code
    ensure(status == 403, f"/silk/ answers {status} to somebody who is not staff, wanted 403")


@shown_in("development")
def staff_reads_the_records(site):
    visitor = site.visitor()
    site.log_in(visitor, site.superuser("profiler")).ensure()
    for path in ("/silk/", "/silk/requests/", "/silk/profiling/"):
        ensure(visitor.page(path).ensure().path == path, f"{path} leads elsewhere")


@shown_in("development", only=lambda site: site.has("whitenoise"))
def static_files_are_not_recorded(site):
    count = recorded(lambda: ensure(site.visitor().get(SHEET).status_code == 200, f"{SHEET} is not served"))
    ensure(count == 0, "a static file is recorded: SilkyMiddleware must stand below WhiteNoise")


@shown_in("development", only=lambda site: site.has("django-cors-headers"))
def preflight_requests_are_not_recorded(site):
    origin = site.option("django-cors-headers", "origins")[0]
    ask = {"origin": origin, "access-control-request-method": "POST"}
    count = recorded(lambda: site.visitor().options("/api/", **ask))
    ensure(count == 0, "a preflight request is recorded: SilkyMiddleware must stand below CorsMiddleware")


@shown_in("development", only=lambda site: site.has("django-debug-toolbar"))
def the_toolbar_does_not_count_silks_queries(site):
    from proof.behaviours.django_debug_toolbar import developer, looked_up, panel

    with looked_up(site):
        visitor = developer(site)
        text = panel(visitor, visitor.page("/admin/login/").ensure(), "SQLPanel")
    ensure("silk_" not in text, "the toolbar shows Silk's queries: SilkyMiddleware must stand above the toolbar's")


@shown_in("production")
def it_is_not_there_in_production(site):
    import importlib.util

    from django.apps import apps

    ensure(not apps.is_installed("silk"), "the app is installed")
    ensure(importlib.util.find_spec("silk") is None, "requirements.txt installs it")
    status = site.visitor().get("/silk/").status_code
    ensure(status == 404, f"/silk/ answers {status}, wanted 404")
