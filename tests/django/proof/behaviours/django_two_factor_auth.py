"""A second factor: who has one must show it, and the admin asks everybody for one where that was composed."""

from proof.behaviour import shown_in
from proof.site import password
from proof.visitor import ensure

SLUG = "django-two-factor-auth"


def equip(user):
    """A caretaker has an app that makes codes."""
    if user.is_superuser:
        from django_otp.plugins.otp_totp.models import TOTPDevice

        TOTPDevice.objects.create(user=user, name="default", confirmed=True)


def verify(visitor, user, page):
    """The page after the code, where one is asked for."""
    if not page.form or "token-otp_token" not in page.form.fields:
        return page
    return visitor.submit(page, **{"token-otp_token": code(user)})


def code(user, drift=0):
    from django_otp.oath import totp
    from django_otp.plugins.otp_totp.models import TOTPDevice

    device = TOTPDevice.objects.get(user=user)
    return f"{totp(device.bin_key, digits=device.digits, drift=drift):0{device.digits}}"


@shown_in("production")
def the_password_alone_lets_nobody_in_who_has_a_second_factor(site):
    user = site.superuser("careful")
    visitor = site.visitor()
    page = visitor.page("/admin/").ensure()
    page = visitor.submit(page, **{page.form.who: user.username, page.form.password: password(user.username)})
    ensure(visitor.user_id() is None, "the password alone lets in")
    ensure("token-otp_token" in page.form.fields, f"after the password one is at {page.path}")
    refused = visitor.submit(page, **{"token-otp_token": code(user, drift=40)})
    ensure(visitor.user_id() is None and refused.status == 200, "a wrong code lets in")


@shown_in("production", only=lambda site: site.has("django-allauth"))
def no_other_login_page_lets_in_with_the_password_alone(site):
    user = site.superuser("enrolled")
    visitor = site.visitor()
    page = visitor.page("/accounts/login/").ensure()
    said = user.email if page.form.types[page.form.who] == "email" else user.username
    visitor.submit(page, **{page.form.who: said, page.form.password: password(user.username)})
    ensure(visitor.user_id() is None, "the password alone lets in through /accounts/login/")


@shown_in("production", only=lambda site: site.option(SLUG, "admin"))
def the_admin_asks_everybody_for_a_second_factor(site):
    visitor = site.visitor()
    site.log_in(visitor, site.user("careless", is_staff=True))
    ensure(visitor.user_id() is not None, "somebody without a second factor cannot log in to set one up")
    page = visitor.page("/admin/")
    ensure(page.path != "/admin/", "somebody without a second factor sees the admin")


@shown_in("production")
def the_pages_of_the_account_answer(site):
    visitor = site.visitor()
    site.log_in(visitor, site.user("member"), "/account/login/").ensure()
    paths = ["/account/two_factor/", "/account/two_factor/setup/"]
    for path in paths:
        visitor.page(path).ensure()
    return f"{len(paths)} pages"
