"""A Django in which the apps of all add-ons are installed, so that whatever their texts name can be loaded."""

import contextlib
import importlib.metadata
import io
import os
import warnings

from proof.reach import folded


def start(content):
    """Configures Django and loads all apps."""
    warnings.simplefilter("ignore")
    import django
    from django.conf import settings

    apps = list(dict.fromkeys([*first(content), *content.apps, *of_addons(content)]))
    settings.configure(
        SECRET_KEY="k" * 60,
        INSTALLED_APPS=apps,
        MIDDLEWARE=[
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "allauth.account.middleware.AccountMiddleware",
            "silk.middleware.SilkyMiddleware",
        ],
        ROOT_URLCONF="verification.environment",
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
            }
        ],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        STATIC_URL="static/",
        STATIC_ROOT=os.devnull,
        STATICFILES_FINDERS=[
            "django.contrib.staticfiles.finders.FileSystemFinder",
            "django.contrib.staticfiles.finders.AppDirectoriesFinder",
            "compressor.finders.CompressorFinder",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        CRISPY_ALLOWED_TEMPLATE_PACKS=["bootstrap5"],
        CRISPY_TEMPLATE_PACK="bootstrap5",
        TWO_FACTOR_WEBAUTHN_RP_NAME="Shop",
        LOGGING_CONFIG=None,
    )
    with contextlib.redirect_stderr(io.StringIO()):
        django.setup()


urlpatterns = []


def first(content):
    """Apps that must stand before those of Django."""
    early = {"daphne", "jazzmin", "whitenoise.runserver_nostatic"}
    return [app for app in of_addons(content) if app in early]


def of_addons(content):
    """The apps of all add-ons, in the order of the content."""
    return [app for addon in content.addons.values() for app in addon.apps]


def roots(content):
    """The modules at the top that the add-ons and Django bring."""
    wanted = {folded(name) for name in content.distributions()}
    tops = importlib.metadata.packages_distributions().items()
    return frozenset(top for top, names in tops if wanted & {folded(name) for name in names}) - {"tests", "docs"}
