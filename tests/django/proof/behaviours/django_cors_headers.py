"""Pages of listed origins may call, others may not; on redirects too, where a misplaced middleware shows."""

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-cors-headers"
FOREIGN = "https://evil.example"
ALLOWED = "Access-Control-Allow-Origin"


def probe(request):
    from django.http import JsonResponse

    return JsonResponse({"it": "works"})


def probed(site):
    from django.urls import path

    return site.probed(path("api/probe/", probe))


@shown_in("development", "production")
def listed_origins_are_answered_and_foreign_ones_refused(site):
    with probed(site):
        visitor = site.visitor()
        for listed in site.option(SLUG, "origins"):
            answer = visitor.get("/api/probe/", origin=listed)
            ensure(answer.status_code == 200, f"answers {answer.status_code}")
            ensure(answer.get(ALLOWED) == listed, f"{listed} is listed and gets {answer.get(ALLOWED)}")
        answer = visitor.get("/api/probe/", origin=FOREIGN)
        ensure(ALLOWED not in answer.headers, f"{FOREIGN} gets {answer.get(ALLOWED)}")


@shown_in("development", "production")
def redirects_carry_the_headers_too(site):
    with probed(site):
        listed = site.option(SLUG, "origins")[0]
        answer = site.visitor().get("/api/probe", origin=listed)
        ensure(answer.status_code == 301, f"/api/probe answers {answer.status_code}, wanted 301 to /api/probe/")
        ensure(answer.get(ALLOWED) == listed, "the redirect has no CORS header: CorsMiddleware must stand above Common")
        foreign = site.visitor().get("/api/probe", origin=FOREIGN)
        ensure(ALLOWED not in foreign.headers, f"{FOREIGN} gets {foreign.get(ALLOWED)} on a redirect")


@shown_in("production")
def preflight_requests_are_answered(site):
    with probed(site):
        listed = site.option(SLUG, "origins")[0]
        asked = {"access_control_request_method": "PUT", "access_control_request_headers": "content-type"}
        answer = site.visitor().options("/api/probe/", origin=listed, **asked)
        ensure(answer.status_code == 200, f"the preflight answers {answer.status_code}")
        ensure(answer.get(ALLOWED) == listed, f"the preflight gets {answer.get(ALLOWED)}")
        ensure("PUT" in answer.get("Access-Control-Allow-Methods", ""), "PUT is not allowed")
        foreign = site.visitor().options("/api/probe/", origin=FOREIGN, **asked)
        ensure(ALLOWED not in foreign.headers, f"the preflight of {FOREIGN} gets {foreign.get(ALLOWED)}")


@shown_in("production")
def cookies_are_allowed_as_composed(site):
    from django.conf import settings

    with probed(site):
        listed = site.option(SLUG, "origins")[0]
        allowed = site.visitor().get("/api/probe/", origin=listed).get("Access-Control-Allow-Credentials")
        wanted = "true" if site.option(SLUG, "credentials") else None
        ensure(allowed == wanted, f"Access-Control-Allow-Credentials is {allowed}, wanted {wanted}")
    if wanted:
        ensure(listed in settings.CSRF_TRUSTED_ORIGINS, f"{listed} may send cookies, but Django refuses its forms")


@shown_in("production")
def the_rest_of_the_site_is_open_as_composed(site):
    listed = site.option(SLUG, "origins")[0]
    allowed = site.visitor().get("/", origin=listed).get(ALLOWED)
    wanted = None if site.option(SLUG, "api_only") else listed
    ensure(allowed == wanted, f"/ gives {listed} {allowed}, wanted {wanted}")
