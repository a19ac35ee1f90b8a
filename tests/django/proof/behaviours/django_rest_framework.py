"""An API whose defaults are those that were composed: who may, who is recognised, how much at once, how often."""

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-rest-framework"


def probed(site):
    from django.contrib.auth.models import Group
    from django.urls import path
    from rest_framework import generics, permissions, serializers, views
    from rest_framework.response import Response

    class Names(serializers.ModelSerializer):
        class Meta:
            model = Group
            fields = ["name"]

    class Groups(generics.ListAPIView):
        queryset = Group.objects.order_by("name")
        serializer_class = Names

    class Plain(views.APIView):
        def get(self, request):
            return Response({"user": request.user.username})

        post = get

    class Open(Plain):
        permission_classes = [permissions.AllowAny]

    return site.probed(
        path("api/plain/", Plain.as_view()),
        path("api/open/", Open.as_view()),
        path("api/groups/", Groups.as_view()),
    )


def fresh():
    """Forgets what was counted so far."""
    from django.core.cache import cache

    cache.clear()


@shown_in("production")
def views_that_say_nothing_are_open_as_composed(site):
    permission = site.option(SLUG, "permission")
    open_to = {"authenticated": set(), "read-only": {"get"}, "any": {"get", "post"}}[permission]
    with probed(site):
        fresh()
        for method in ("get", "post"):
            visitor = site.visitor()
            answer = getattr(visitor.client, method)("/api/plain/", secure=True)
            wanted = (200,) if method in open_to else (401, 403)
            ensure(
                answer.status_code in wanted, f"{method} by a stranger answers {answer.status_code}, wanted {wanted}"
            )


@shown_in("production")
def callers_are_recognised_as_composed(site):
    import base64

    from proof.site import password

    auth = site.option(SLUG, "auth")
    user = site.user("caller")
    with probed(site):
        fresh()
        visitor = site.visitor()
        visitor.client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        recognised(visitor.get("/api/plain/"), "caller", auth in ("session", "both"), "a session")
        key = "0" * 40
        if auth in ("token", "both"):
            from rest_framework.authtoken.models import Token

            key = Token.objects.create(user=user).key
        answer = site.visitor().get("/api/plain/", authorization=f"Token {key}")
        recognised(answer, "caller", auth in ("token", "both"), "a token")
        pair = base64.b64encode(f"caller:{password('caller')}".encode()).decode()
        recognised(site.visitor().get("/api/plain/", authorization=f"Basic {pair}"), "caller", False, "a password")


def recognised(answer, name, wanted, by):
    found = answer.status_code == 200 and answer.json()["user"] == name
    ensure(found == wanted, f"a caller with {by} is {'' if found else 'not '}recognised: {answer.status_code}")


@shown_in("production")
def lists_come_in_pages(site):
    from django.contrib.auth.models import Group

    size = site.option(SLUG, "page_size")
    Group.objects.bulk_create(Group(name=f"group {number:05}") for number in range(size + 1))
    with probed(site):
        fresh()
        visitor = site.visitor()
        if site.option(SLUG, "auth") == "token":
            from rest_framework.authtoken.models import Token

            token = Token.objects.create(user=site.user("reader"))
            answer = visitor.get("/api/groups/", authorization=f"Token {token.key}")
        else:
            visitor.client.force_login(site.user("reader"), backend="django.contrib.auth.backends.ModelBackend")
            answer = visitor.get("/api/groups/")
        ensure(answer.status_code == 200, f"a list answers {answer.status_code}")
        page = answer.json()
        ensure(
            len(page["results"]) == size and page["next"], f"{len(page['results'])} objects on a page, wanted {size}"
        )


@shown_in("production")
def too_many_requests_are_refused_as_composed(site):
    """The sixty-first request of a minute; a forged X-Forwarded-For must not help."""
    from django.conf import settings

    with probed(site):
        fresh()
        visitor = site.visitor()
        answers = [
            visitor.get("/api/open/", x_forwarded_for=f"198.51.100.{number}, 203.0.113.7").status_code
            for number in range(61)
        ]
        fresh()
    refused = answers[-1] == 429
    ensure(429 not in answers[:-1], f"request {answers.index(429) + 1 if 429 in answers else 0} is refused")
    ensure(refused == site.option(SLUG, "throttling"), f"the last of 61 requests answers {answers[-1]}")
    if refused:
        rates = settings.REST_FRAMEWORK["DEFAULT_THROTTLE_RATES"]
        ensure(rates["anon"].startswith("60/"), f"the rates are {rates}")


@shown_in("production")
def the_browsable_api_has_a_login_where_there_are_sessions(site):
    page = site.visitor().page("/api-auth/login/")
    # Add-ons with a login of their own lead from there to it, whoever asks.
    leads_on = site.has("django-two-factor-auth") or site.has("django-allauth")
    is_there = site.option(SLUG, "auth") in ("session", "both") or leads_on
    wanted = 200 if is_there else 404
    ensure(page.status == wanted, f"/api-auth/login/ answers {page.status}, wanted {wanted}")
