"""Who guesses is locked out, at every login page, and then the right password is refused too."""

from proof.behaviour import shown_in
from proof.visitor import ensure

SLUG = "django-axes"
WRONG = "not that one"
# allauth has limits of its own, which come first where more tries are allowed than this.
ALLAUTHS_OWN = 5


def doors(site):
    """The login pages of the project: that of the admin, and allauth's."""
    yield "/admin/"
    if site.has("django-allauth") and site.option(SLUG, "limit") <= ALLAUTHS_OWN:
        yield "/accounts/login/"


def guess(site, visitor, user, door):
    """As many wrong passwords as bring a lockout; returns the last answer."""
    for _ in range(site.option(SLUG, "limit")):
        ensure(visitor.user_id() is None, "a wrong password lets in")
        page = site.log_in(visitor, user, door, with_password=WRONG)
    return page


def gets_in(site, visitor, user, door="/admin/"):
    """Whether somebody gets in with the right password; a page that refuses to show its form keeps out too."""
    page = visitor.page(door)
    if page.status == 429:
        return False
    site.log_in(visitor, user, door)
    return visitor.user_id() == str(user.pk)


@shown_in("production")
def whoever_guesses_is_locked_out_with_the_right_password_too(site):
    for number, door in enumerate(doors(site)):
        user = site.superuser(f"victim-{number}")
        attacker = site.visitor(f"203.0.113.{10 + number}")
        page = guess(site, attacker, user, door)
        ensure(page.status == 429, f"{door}: the last of too many wrong passwords answers {page.status}, wanted 429")
        frames = page.answer.get("X-Frame-Options")
        ensure(frames == "DENY", f"{door}: the refusal has X-Frame-Options {frames}: AxesMiddleware must stand last")
        ensure(not gets_in(site, attacker, user, door), f"{door}: the right password lets in after a lockout")
        ensure(
            not gets_in(site, site.visitor(f"203.0.113.{10 + number}"), user, door),
            f"{door}: a new session lets in after a lockout",
        )
    return f"{number + 1} login pages"


@shown_in("production", only=lambda site: not site.has("django-allauth"))
def others_are_locked_out_as_composed(site):
    """Not where the admin's login is allauth's: that also counts the tries on an account from all addresses together."""
    user, neighbour = site.superuser("target"), site.superuser("neighbour")
    guess(site, site.visitor("203.0.113.40"), user, "/admin/")
    ensure(gets_in(site, site.visitor("203.0.113.41"), user), "the owner of the account is locked out everywhere")
    found = gets_in(site, site.visitor("203.0.113.40"), neighbour)
    wanted = site.option(SLUG, "lock") == "pair"
    ensure(found == wanted, f"somebody else at the same address is {'let in' if found else 'locked out'}")


@shown_in("production")
def addresses_cannot_be_forged(site):
    """Behind a proxy the address is what the proxy says; what visitors write into other headers counts for nothing."""
    user = site.superuser("forged")
    for number in range(site.option(SLUG, "limit")):
        visitor = site.visitor("203.0.113.50", x_forwarded_for=f"198.51.100.{number}")
        page = site.log_in(visitor, user, with_password=WRONG)
    ensure(page.status == 429, f"with a forged address in each try the last one answers {page.status}, wanted 429")


@shown_in("tests")
def tests_can_log_in(site):
    """The test client logs in without a request, which is refused where the lockout is left on."""
    (site.folder / "test_login.py").write_text(LOGIN_TEST, "utf-8")
    site.manage("test", "test_login", "--verbosity", "0")


LOGIN_TEST = """
from django.contrib.auth import get_user_model
from django.test import TestCase


class Login(TestCase):
    def test_login(self):
        get_user_model().objects.create_user("tester", "tester@shop.example", "correct horse")
        self.assertTrue(self.client.login(username="tester", password="correct horse"))
"""
