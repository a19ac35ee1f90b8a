"""Somebody with a browser: follows redirects, keeps cookies, fills in the forms that are on the page."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from proof.environment import HOSTS


def ensure(holds, sentence):
    """Fails with a sentence where something does not hold."""
    if not holds:
        raise AssertionError(sentence)


class Visitor:
    """A visitor of a site in one of its forms: over HTTPS in production."""

    def __init__(self, form, handler, address, headers=()):
        from django.test import Client

        self.secure = form == "production"
        self.origin = f"{'https' if self.secure else 'http'}://{HOSTS[form]}"
        self.client = Client(SERVER_NAME=HOSTS[form], REMOTE_ADDR=address, headers=dict(headers))
        self.client.handler = handler

    def get(self, path, **headers):
        """The answer to one request, redirects not followed."""
        return self.client.get(path, secure=self.secure, headers=headers)

    def options(self, path, **headers):
        """The answer to a preflight request."""
        return self.client.options(path, secure=self.secure, headers=headers)

    def user_id(self):
        """Who is logged in; none where nobody is."""
        return self.client.session.get("_auth_user_id")

    def page(self, path):
        """The page that a path leads to in the end, with its form."""
        return self.seen(self.client.get(path, secure=self.secure, follow=True), path)

    def submit(self, page, **values):
        """The page after the form of a page was filled in and sent. Fields that the form does not have are refused."""
        ensure(page.form, f"{page.path} has no form to fill in")
        missing = set(values) - set(page.form.fields)
        ensure(
            not missing, f"the form of {page.path} has no field {sorted(missing)}; it has {sorted(page.form.fields)}"
        )
        # A form without an action goes where the page came from, query included.
        target = urlsplit(urljoin(page.address, page.form.action or page.address))
        path = target._replace(scheme="", netloc="", fragment="").geturl()
        headers = {"origin": self.origin, "referer": f"{self.origin}{page.path}"}
        answer = self.client.post(
            path, {**page.form.fields, **values}, secure=self.secure, follow=True, headers=headers
        )
        return self.seen(answer, path)

    def seen(self, answer, path):
        chain = [url for url, _ in getattr(answer, "redirect_chain", [])]
        last = urlsplit(urljoin(path, chain[-1]) if chain else path)
        text = "" if answer.streaming else answer.content.decode("utf-8", "replace")
        return Page(last, answer.status_code, text, chain, answer)


class Page:
    """A page as it was answered, and the form on it that people fill in."""

    def __init__(self, url, status, text, chain, answer):
        self.path = url.path
        self.address = url._replace(scheme="", netloc="", fragment="").geturl()
        self.status = status
        self.text = text
        self.chain = chain
        self.answer = answer
        self.form = best(forms(text))

    def ensure(self, status=200):
        """Fails unless the page has this status."""
        if self.status != status:
            words = " ".join(re.sub(r"(?s)<(style|script).*?</\1>|<[^>]+>", " ", self.text).split())
            raise AssertionError(f"{self.path} answers {self.status}, wanted {status}: {words[:400]}")
        return self


class Form:
    """A form: where it goes, and its fields with what stands in them."""

    def __init__(self, action, method):
        self.action = action
        self.method = method
        self.fields = {}
        self.types = {}

    @property
    def password(self):
        """The name of the field for the password, if the form asks for one."""
        return next((name for name, kind in self.types.items() if kind == "password"), None)

    @property
    def who(self):
        """The name of the field for the user; forms of several steps put a prefix before it."""
        asked = ("login", "username", "email")
        return next((name for name in self.fields if name.rpartition("-")[2] in asked), None)


class Forms(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []
        self.open = None

    def handle_starttag(self, tag, attrs):
        attributes = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = Form(attributes.get("action", ""), attributes.get("method", "get").lower())
            self.found.append(self.open)
        name = attributes.get("name")
        if self.open is None or not name or tag not in ("input", "select", "textarea", "button"):
            return
        kind = attributes.get("type", "submit" if tag == "button" else "text")
        self.open.types[name] = kind
        # A browser sends no button but the one that is pressed, and no box that is not ticked.
        if kind not in ("submit", "button", "checkbox", "radio") or "checked" in attributes:
            self.open.fields[name] = attributes.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = None


def forms(text):
    """All forms of a page."""
    parser = Forms()
    parser.feed(text)
    return parser.found


def best(found):
    """The form that the page is about: one that asks for a password, or else the last one that sends something."""
    posting = [form for form in found if form.method == "post"]
    with_password = [form for form in posting if form.password]
    return (with_password or posting[::-1] or [None])[0]
