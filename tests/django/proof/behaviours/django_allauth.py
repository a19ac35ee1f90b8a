"""Accounts: sign up, confirm the address, log in with what was composed, and no way around a second factor."""

import re

from proof.behaviour import shown_in
from proof.site import password
from proof.visitor import ensure

SLUG = "django-allauth"
# Wrong passwords for one account in five minutes, from wherever, until allauth refuses.
GUESSES = 5
# Where each provider asks people whether they want to log in.
HOMES = {"google": "https://accounts.google.com/", "github": "https://github.com/login/oauth/"}


def equip(user):
    """An address that is confirmed, without which one cannot log in."""
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)


def mail_is_kept():
    """Mail goes to `django.core.mail.outbox`: there is no mail server, and in production the project uses one."""
    import django
    from django.test import override_settings

    kept = "django.core.mail.backends.locmem.EmailBackend"
    if django.VERSION >= (6, 1):
        return override_settings(MAILERS={"default": {"BACKEND": kept}})
    return override_settings(EMAIL_BACKEND=kept)


def sent():
    from django.core import mail

    return getattr(mail, "outbox", [])


def methods(site):
    """What people may type beside their password."""
    return {"both": {"email", "username"}}.get(site.option(SLUG, "login"), {site.option(SLUG, "login")})


@shown_in("production")
def people_sign_up_and_confirm_their_address(site):
    from django.contrib.auth import get_user_model

    verification = site.option(SLUG, "verification")
    email, word = "new@customer.example", password("new")
    with mail_is_kept():
        visitor = site.visitor()
        page = visitor.page("/accounts/signup/").ensure()
        ensure("email" in page.form.fields, f"the sign-up form has {sorted(page.form.fields)}")
        values = {"email": email, "password1": word, "password2": word}
        if "username" in methods(site):
            values["username"] = "new"
        page = visitor.submit(page, **values).ensure()
        user = get_user_model().objects.get(email=email)
        if verification != "mandatory":
            ensure(visitor.user_id() == str(user.pk), "whoever signs up is not logged in")
        else:
            ensure(visitor.user_id() is None, "whoever signs up is logged in before the address is confirmed")
        if verification == "none":
            ensure(not sent(), "a mail was sent")
            return
        ensure(len(sent()) == 1 and sent()[0].to == [email], f"mails were sent: {[mail.to for mail in sent()]}")
        link = re.search(rf"{re.escape(visitor.origin)}(/accounts/confirm-email/\S+)", sent()[0].body)
        ensure(link, f"the mail holds no link: {sent()[0].body}")
        if verification == "mandatory":
            stranger = site.visitor()
            site.log_in(stranger, user, "/accounts/login/")
            ensure(stranger.user_id() is None, "one can log in before the address is confirmed")
        visitor.submit(visitor.page(link.group(1)).ensure()).ensure()
        site.log_in(visitor := site.visitor(), user, "/accounts/login/")
        ensure(visitor.user_id() == str(user.pk), "one cannot log in after the address is confirmed")


@shown_in("production")
def people_log_in_with_what_was_composed(site):
    user = site.user("customer")
    for method in ("email", "username"):
        visitor = site.visitor()
        page = visitor.page("/accounts/login/").ensure()
        visitor.submit(page, login=getattr(user, method), password=password("customer"))
        found, wanted = visitor.user_id() is not None, method in methods(site)
        ensure(found == wanted, f"login by {method}: {'let in' if found else 'refused'}")
    visitor = site.visitor()
    page = site.log_in(visitor, user, "/accounts/login/", with_password="not that one")
    ensure(visitor.user_id() is None, f"a wrong password answers {page.status} and lets in")
    page = site.log_in(visitor, user, "/accounts/login/").ensure()
    ensure(page.path == "/", f"after the login one is at {page.path}, wanted /")
    visitor.submit(visitor.page("/accounts/logout/").ensure())
    ensure(visitor.user_id() is None, "one cannot log out")


@shown_in("production")
def pages_for_members_lead_to_the_login(site):
    page = site.visitor().page("/accounts/email/").ensure()
    ensure(page.path == "/accounts/login/", f"/accounts/email/ leads strangers to {page.path}")


@shown_in("production")
def account_pages_answer(site):
    visitor = site.visitor()
    site.log_in(visitor, site.user("member"), "/accounts/login/")
    paths = ["/accounts/email/", "/accounts/password/change/", "/accounts/password/reset/", "/accounts/logout/"]
    if site.option(SLUG, "mfa"):
        paths += ["/accounts/2fa/", "/accounts/2fa/totp/activate/"]
    if site.option(SLUG, "social"):
        paths += ["/accounts/3rdparty/"]
    for path in paths:
        visitor.page(path).ensure()
    return f"{len(paths)} pages"


@shown_in("development", "production")
def other_logins_lead_to_this_one(site):
    """The admin's own login and that of the browsable API know neither limits nor confirmed addresses."""
    doors = ["/admin/", "/admin/login/", *(["/api-auth/login/"] if site.has("django-rest-framework") else [])]
    for door in doors:
        page = site.visitor().page(door).ensure()
        ensure(page.path == "/accounts/login/", f"{door} leads to {page.path}")
    return ", ".join(doors)


@shown_in("production")
def guesses_at_the_admin_are_limited(site):
    """As many wrong passwords as allauth takes for an account; then the right one is refused too."""
    user, visitor = site.superuser("guessed"), site.visitor("203.0.113.60")
    for _ in range(GUESSES):
        site.log_in(visitor, user, "/admin/login/", with_password="not that one")
    site.log_in(visitor, user, "/admin/login/")
    ensure(visitor.user_id() is None, f"the right password lets in after {GUESSES} wrong ones")


@shown_in("production", only=lambda site: site.option(SLUG, "mfa"))
def a_second_factor_cannot_be_passed_by(site):
    from allauth.mfa.totp.internal import auth

    user, secret = site.superuser("careful"), auth.generate_totp_secret()
    auth.TOTP.activate(user, secret)
    for door in ("/admin/", "/accounts/login/"):
        visitor = site.visitor()
        page = site.log_in(visitor, user, door).ensure()
        ensure(visitor.user_id() is None, f"the password alone lets in through {door}")
        ensure(page.path == "/accounts/2fa/authenticate/", f"after the password one is at {page.path}")
    now = list(auth.yield_hotp_counters_from_time())
    code = auth.format_hotp_value(auth.hotp_value(secret, now[len(now) // 2]))
    wrong = f"{(int(code) + 1) % 10 ** len(code):0{len(code)}}"
    refused = visitor.submit(with_code(page), code=wrong)
    ensure(visitor.user_id() is None, "a wrong code lets in")
    visitor.submit(with_code(refused), code=code).ensure()
    ensure(visitor.user_id() == str(user.pk), "the right code does not let in")
    ensure(visitor.page("/admin/").ensure().path == "/admin/", "and the admin stays closed")


def with_code(page):
    """The page, with the one of its forms that asks for the code."""
    from proof.visitor import forms

    page.form = next((form for form in forms(page.text) if "code" in form.fields), None)
    return page


@shown_in("production", only=lambda site: any(site.option(SLUG, name) for name in HOMES))
def others_let_people_in_as_composed(site):
    chosen = [name for name in HOMES if site.option(SLUG, name)]
    visitor = site.visitor()
    text = visitor.page("/accounts/login/").ensure().text
    for name in chosen:
        ensure(f"/accounts/{name}/login/" in text, f"the login page does not offer {name}")
        page = visitor.page(f"/accounts/{name}/login/").ensure()
        headers = {"origin": visitor.origin, "referer": f"{visitor.origin}{page.path}"}
        answer = visitor.client.post(page.path, page.form.fields, secure=True, headers=headers)
        ensure(answer.status_code == 302, f"{name} answers {answer.status_code}")
        ensure(answer["Location"].startswith(HOMES[name]), f"{name} leads to {answer['Location']}")
    return ", ".join(chosen)
