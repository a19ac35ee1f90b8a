"""Projects with one add-on, as they should be and with it in the wrong place or set wrongly."""

from mini import Fault, Mini

SECURITY = "django.middleware.security.SecurityMiddleware"
COMMON = "django.middleware.common.CommonMiddleware"
WHITENOISE = "whitenoise.middleware.WhiteNoiseMiddleware"
CORS = "corsheaders.middleware.CorsMiddleware"
LOCKOUT = "axes.backends.AxesStandaloneBackend"
MODEL = "django.contrib.auth.backends.ModelBackend"
MANIFEST = "whitenoise.storage.CompressedManifestStaticFilesStorage"


def cors(below):
    """A project with django-cors-headers, its middleware directly below another one."""
    project = Mini(addons=["django-cors-headers"], depth="behaviour")
    project.facts["options"] = {
        "django-cors-headers": {"origins": ["http://localhost:5173"], "api_only": False, "credentials": False}
    }
    project.install("django-cors-headers").app("corsheaders").middleware(CORS, below)
    return project.add("config/settings.py", 'CORS_ALLOWED_ORIGINS = ["http://localhost:5173"]\n')


def whitenoise(below):
    """A project with WhiteNoise, its middleware directly below another one."""
    project = Mini(addons=["whitenoise"], depth="behaviour")
    project.facts["options"] = {"whitenoise": {"manifest": True, "brotli": False, "nostatic": False}}
    project.install("whitenoise").middleware(WHITENOISE, below)
    return project.add(
        "config/settings.py", f'if not DEBUG and not TESTING:\n    STORAGES["staticfiles"]["BACKEND"] = "{MANIFEST}"\n'
    )


def toolbar(guard):
    """A project with the debug toolbar, behind a condition."""
    project = Mini(addons=["django-debug-toolbar"], depth="behaviour")
    project.facts["options"] = {"django-debug-toolbar": {"docker": False}}
    project.install("django-debug-toolbar", development=guard != "True")
    project.add(
        "config/settings.py",
        f"""
if {guard}:
    INSTALLED_APPS += ["debug_toolbar"]
    MIDDLEWARE.insert(1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    INTERNAL_IPS = ["127.0.0.1"]
""",
    )
    return project.add(
        "config/urls.py",
        """
from django.conf import settings

if settings.DEBUG:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns += debug_toolbar_urls()
""",
    )


def axes(*backends):
    """A project with django-axes, its backends in this order."""
    project = Mini(addons=["django-axes"], depth="behaviour")
    project.facts["options"] = {"django-axes": {"limit": 3, "cooloff": 15, "lock": "pair", "handler": "database"}}
    project.install("django-axes[ipware]").app("axes")
    project.middleware("axes.middleware.AxesMiddleware", "django.middleware.clickjacking.XFrameOptionsMiddleware")
    return project.add(
        "config/settings.py",
        f"""
AUTHENTICATION_BACKENDS = {list(backends)}
AXES_ENABLED = not TESTING
AXES_FAILURE_LIMIT = 3
AXES_LOCKOUT_PARAMETERS = [["ip_address", "username"]]
AXES_RESET_ON_SUCCESS = True
AXES_COOLOFF_TIME = 1
""",
    )


def silk(settings):
    """A project with Silk and these settings of it."""
    project = Mini(addons=["django-silk"], depth="behaviour")
    project.facts["options"] = {"django-silk": {"keep": 500, "bodies": True, "profiler": False}}
    project.install("django-silk", development=True)
    project.add(
        "config/settings.py",
        f"""
if DEBUG and not TESTING:
    INSTALLED_APPS += ["silk"]
    MIDDLEWARE.insert(1, "silk.middleware.SilkyMiddleware")
    LOGIN_URL = "admin:login"
    {settings}
""",
    )
    return project.add(
        "config/urls.py",
        """
from django.conf import settings
from django.urls import include

if settings.DEBUG and not settings.TESTING:
    urlpatterns += [path("silk/", include("silk.urls", namespace="silk"))]
""",
    )


def channels(websockets):
    """A project with Channels, whose sockets go through this."""
    project = Mini(addons=["django-channels"], depth="behaviour")
    project.facts["options"] = {"django-channels": {"layer": "memory", "runserver": False}}
    project.install("channels", "uvicorn[standard]")
    layers = 'CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}\n'
    project.add("config/settings.py", layers)
    project.add("README.md", "```sh\nuvicorn config.asgi:application --host 127.0.0.1 --port 8001 --workers 3\n```\n")
    project.add("config/routing.py", "from channels.routing import URLRouter\n\nwebsocket_urlpatterns = []\n")
    return project.add(
        "config/asgi.py",
        f"""
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import AllowedHostsOriginValidator
from config.routing import websocket_urlpatterns

websockets = URLRouter(websocket_urlpatterns)
application = ProtocolTypeRouter({{"http": application, "websocket": {websockets}}})
""",
    )


def holding():
    """Each add-on as it should be."""
    return {
        "cors": cors(SECURITY),
        "whitenoise": whitenoise(SECURITY),
        "toolbar": toolbar("DEBUG and not TESTING"),
        "axes": axes(LOCKOUT, MODEL),
        "silk": silk("SILKY_AUTHENTICATION = SILKY_AUTHORISATION = True"),
        "channels": channels("AllowedHostsOriginValidator(websockets)"),
    }


def of_addons():
    """Add-ons in the wrong place."""
    order = (f'    "{SECURITY}",\n    "{WHITENOISE}",\n', f'    "{WHITENOISE}",\n    "{SECURITY}",\n')
    yield Fault(
        "whitenoise above security",
        whitenoise(SECURITY).change("config/settings.py", *order),
        [
            "whitenoise: static files are served with security headers",
            "whitenoise: static files over http lead to https",
        ],
        "SecurityMiddleware must stand above WhiteNoise",
    )
    others = {
        "whitenoise without hashes": (
            "whitenoise.storage.CompressedStaticFilesStorage",
            "hashed files are kept for ever",
        ),
        "whitenoise without compression": (
            "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
            "files are compressed as composed",
        ),
    }
    for name, (storage, step) in others.items():
        project = whitenoise(SECURITY).change("config/settings.py", MANIFEST, storage)
        yield Fault(
            name, project, [f"whitenoise: {step}"], "wanted gzip" if "compression" in name else "carries no hash"
        )
    yield Fault(
        "cors below common",
        cors(COMMON),
        ["django-cors-headers: redirects carry the headers too"],
        "CorsMiddleware must stand above Common",
    )
    yield Fault(
        "cors for everybody",
        cors(SECURITY).add("config/settings.py", "CORS_ALLOW_ALL_ORIGINS = True\nCORS_ALLOW_CREDENTIALS = True\n"),
        [
            "django-cors-headers: listed origins are answered and foreign ones refused",
            "django-cors-headers: redirects carry the headers too",
            "django-cors-headers: preflight requests are answered",
            "django-cors-headers: cookies are allowed as composed",
        ],
        "https://evil.example",
    )
    yield Fault(
        "toolbar in production",
        toolbar("not TESTING").install("django-debug-toolbar"),
        ["django-debug-toolbar: it is not there in production"],
        "the app is installed",
    )
    yield Fault(
        "toolbar that nobody sees",
        toolbar("DEBUG and not TESTING").change("config/settings.py", '["127.0.0.1"]', '["192.0.2.1"]'),
        ["django-debug-toolbar: the developer sees it", "django-debug-toolbar: its panels open"],
        "the toolbar is not on the page",
    )


def of_guards():
    """Guards that let through."""
    yield Fault(
        "lockout below the passwords",
        axes(MODEL, LOCKOUT),
        ["django-axes: whoever guesses is locked out with the right password too"],
        "the right password lets in after a lockout",
    )
    yield Fault(
        "lockout of the whole office",
        axes(LOCKOUT, MODEL).change("config/settings.py", '[["ip_address", "username"]]', '["ip_address"]'),
        ["django-axes: others are locked out as composed"],
        "somebody else at the same address is locked out",
        others=True,
    )
    yield Fault(
        "records for everybody",
        silk("SILKY_META = True"),
        ["django-silk: the records are closed to strangers"],
        "a stranger sees /silk/",
    )
    yield Fault(
        "sockets for everybody",
        channels("websockets"),
        ["django-channels: sockets answer pages of this site only"],
        "a page of another site opens a socket",
    )
