"""Reads the environment once, with typed questions, and refuses to start on an answer that makes no sense."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.environment import database, flag, folder, hosts, text, url, whole_number

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = folder("DATA_DIR", default=BASE_DIR / "var")

DEBUG = flag("DEBUG", default=False)
SECRET_KEY = (
    text("SECRET_KEY", default="") or (DATA_DIR / "keys" / "secret_key").read_text().strip()
    if (text("SECRET_KEY", default="") or (DATA_DIR / "keys" / "secret_key").exists())
    else "unsafe-" + "key-only-for-commands-before-set-up" * 2
)
PORT = whole_number("PORT", default=8000, low=1, high=65535)
ALLOWED_HOSTS = hosts("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]", "testserver"])

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "viewflow",
    "viewflow.workflow",
    "simple_history",
    "django_celery_beat",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "desk",
    "portal",
    "api",
    "reports",
    "workflows",
    "notifications",
    "supervision",
    "cases",
    "deadlines",
    "letters",
    "organizations",
    "audit",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "desk.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "desk.middleware.RequestIdMiddleware",
    "desk.middleware.CapacityMiddleware",
    "desk.refusals.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "desk.context.shell",
            ],
        },
    }
]

DATABASES: dict[str, dict[str, Any]] = {"default": database("DATABASE_URL", default_file=DATA_DIR / "cau-noi.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organizations.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:inbox"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_ROOT = DATA_DIR / "files"

CELERY_BROKER_URL = url("CELERY_BROKER_URL", default="filesystem://")
