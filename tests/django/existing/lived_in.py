"""A project that has settings of its own already: nothing of them may be lost by pasting."""

# What stands in the settings before anything is pasted; where Django reads a list or a dictionary, one element of ours.
SETTINGS = """

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "mine": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "mine": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
}
LOGGING = {"version": 1, "disable_existing_loggers": False, "loggers": {"mine": {"level": "INFO"}}}
REST_FRAMEWORK = {"NUM_PROXIES": 3}
DEBUG_TOOLBAR_CONFIG = {"RESULTS_CACHE_SIZE": 7}
JAZZMIN_SETTINGS = {"copyright": "Mine"}
INTERNAL_IPS = ["10.9.8.7"]
CSRF_TRUSTED_ORIGINS = ["https://mine.example"]
STATICFILES_DIRS = [BASE_DIR / "mine"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "django.contrib.staticfiles.finders.DefaultStorageFinder",
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "django.contrib.auth.backends.RemoteUserBackend",
]
SILENCED_SYSTEM_CHECKS = ["mine.W001"]
MEDIA_ROOT = BASE_DIR / "media"
MEDIA_URL = "media/"
"""


def add(folder):
    """Makes the project one that has been lived in."""
    (folder / "mine").mkdir()
    with open(folder / "config/settings.py", "a", encoding="utf-8") as file:
        file.write(SETTINGS)


def kept(folder):
    """Nothing that was there is lost."""
    from django.conf import settings

    lost = [
        name
        for name, element in {
            "CACHES": "mine",
            "STORAGES": "mine",
            "REST_FRAMEWORK": "NUM_PROXIES",
            "DEBUG_TOOLBAR_CONFIG": "RESULTS_CACHE_SIZE",
            "JAZZMIN_SETTINGS": "copyright",
            "INTERNAL_IPS": "10.9.8.7",
            "CSRF_TRUSTED_ORIGINS": "https://mine.example",
            "STATICFILES_DIRS": folder / "mine",
            "STATICFILES_FINDERS": "django.contrib.staticfiles.finders.DefaultStorageFinder",
            "AUTHENTICATION_BACKENDS": "django.contrib.auth.backends.RemoteUserBackend",
            "SILENCED_SYSTEM_CHECKS": "mine.W001",
        }.items()
        if element not in getattr(settings, name)
    ]
    if "mine" not in settings.LOGGING["loggers"]:
        lost.append("LOGGING")
    for name, value in {"MEDIA_ROOT": folder / "media", "MEDIA_URL": "/media/"}.items():
        if getattr(settings, name) != value:
            lost.append(name)
    if lost:
        raise AssertionError(f"what the project had of {', '.join(lost)} is gone")
