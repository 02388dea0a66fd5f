"""Reads the environment once, with typed questions, and refuses to start on an answer that makes no sense."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from config.environment import (
    broker,
    database,
    flag,
    folder,
    hosts,
    mail,
    one_of,
    scanner,
    sender,
    site,
    text,
    token,
    whole_number,
)
from config.schedule import TIMETABLE

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = folder("DATA_DIR", default=BASE_DIR / "var")

DEBUG = flag("DEBUG", default=False)
KEY_FILE = DATA_DIR / "keys" / "secret_key"  # made by run.py on the first start, readable by its owner only
# `check --deploy` refuses the word "insecure": nothing is served with the key that stands here.
SECRET_KEY = text("SECRET_KEY", default="") or (
    KEY_FILE.read_text().strip() if KEY_FILE.exists() else "django-insecure-" + "for-commands-before-set-up-" * 2
)
# The keys of the names (sealing/keys.py): better on another disk than the database, and never in the same backup.
IDENTITY_KEYS_DIR = folder("IDENTITY_KEYS_DIR", default=DATA_DIR / "keys" / "identities")
# The keys that sign checkpoints (sealing/signing.py), and the folder for their sheets: best a supervisor's own.
SIGNING_KEYS_DIR = folder("SIGNING_KEYS_DIR", default=DATA_DIR / "keys" / "signing")
RECEIPT_KEYS_DIR = folder("RECEIPT_KEYS_DIR", default=DATA_DIR / "keys" / "receipts")
CHECKPOINTS_DIR = folder("CHECKPOINTS_DIR", default=DATA_DIR / "checkpoints")
ERASURES_LEDGER = folder("ERASURES_LEDGER", default=DATA_DIR / "erasures.jsonl")
PORT = whole_number("PORT", default=8000, low=1, high=65535)
HOST = text("HOST", default="127.0.0.1")

# The address people type. https:// switches on everything that only makes sense there.
SITE_URL = site("SITE_URL")
IS_HTTPS = SITE_URL.startswith("https://")
ALLOWED_HOSTS = hosts(
    "ALLOWED_HOSTS",
    default=[*{"127.0.0.1", "localhost", "[::1]", HOST, urlsplit(SITE_URL).hostname or "localhost"} - {"0.0.0.0"}],  # noqa: S104
)
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^metrics$"]  # probes ask from inside, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = IS_HTTPS
# Only a proxy in front may say so: it must set the header itself (docs/operations/one-server.md).
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

INSTALLED_APPS = [
    "config.apps.ConfigConfig",
    # Before allauth: its pages are found in the desk first.
    "desk",
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
    "portal",
    "api",
    "reports",
    "workflows",
    "notifications",
    "supervision",
    "cases",
    "deadlines",
    "letters",
    "files",
    "organizations",
    "audit",
]

MIDDLEWARE = [
    "desk.middleware.RequestIdMiddleware",
    "api.watching.WatchingMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.headers.strict_headers",
    "config.packing.TextPackingMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "desk.middleware.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "desk.refusals.TooMuchMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "desk.accounts.founding.EmptyOfficeMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "desk.middleware.CapacityMiddleware",
    "desk.refusals.RefusalMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "config.controls.Controls"
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
    "allauth.account.auth_backends.AuthenticationBackend",
]

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", _("Tiếng Việt")), ("en", _("Tiếng Anh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_FINDERS = ["config.static.UsedAppsFinder"]
STATIC_FOLDER = DATA_DIR / "static"
# `prepare` has laid them there before any page is shown. For a developer's server they are served from where they lie.
COLLECTED = not DEBUG and (STATIC_FOLDER / "staticfiles.json").exists()
STATIC_ROOT = STATIC_FOLDER if COLLECTED else None
WHITENOISE_USE_FINDERS = not COLLECTED
MEDIA_ROOT = DATA_DIR / "files"
SCANS_DIR = folder("SCANS_DIR", default=DATA_DIR / "scans")  # a folder for each unit in it, named by the unit's number
STORAGES = {
    "default": {"BACKEND": "sealing.storage.SealedStorage"},  # letters as they were issued
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
    "contents": {"BACKEND": "files.storage.WholeFileStorage"},  # what people hand in, under MEDIA_ROOT as well
}
CLAMAV_URL = scanner("CLAMAV_URL")  # without it every file is marked as not scanned
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_TEMP_DIR = text("TMPDIR", default="") or None
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of what is typed; files are counted where they are taken in
DATA_UPLOAD_MAX_NUMBER_FILES = 200  # the forms take fewer and say so; more than this is no form of ours

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day

# Without a mail server, letters land as files where an administrator can look at them.
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = sender("DEFAULT_FROM_EMAIL", default="Cầu Nối <khong-tra-loi@localhost>")
globals().update(mail("EMAIL_URL"))
# A letter that leaves by e-mail waits so long, and can be called back until then.
MAIL_HOLD_MINUTES = whole_number("MAIL_HOLD_MINUTES", default=5, low=0, high=60)

CELERY_BROKER_URL = broker("CELERY_BROKER_URL")
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = TIMETABLE
CELERY_TIMEZONE = TIME_ZONE
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
# A page must not wait for a broker that is away: the relay brings later what could not be sent now.
CELERY_TASK_PUBLISH_RETRY = False
match urlsplit(CELERY_BROKER_URL).scheme:
    case "filesystem":
        CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
            "data_folder_in": str(DATA_DIR / "broker" / "queue"),
            "data_folder_out": str(DATA_DIR / "broker" / "queue"),
            "control_folder": str(DATA_DIR / "broker" / "control"),
            "polling_interval": 0.05,  # one second by default: a message would arrive after the page was read
        }
    case "redis" | "rediss":
        CELERY_BROKER_TRANSPORT_OPTIONS = {
            # Redis hands an unfinished task out again after an hour unless told otherwise.
            "visibility_timeout": 120,
            "unacked_restore_throttle": 1,
            "polling_interval": 1,
            "socket_connect_timeout": 3,
        }
    case _:
        CELERY_BROKER_TRANSPORT_OPTIONS = {"confirm_publish": True}

# Addresses carry names people searched for: neither query strings nor bodies are written to a log.
# For a machine to read, and safe to hand on; `line` shows a developer everything that an error says.
LOG_FORMAT = one_of("LOG_FORMAT", "json", "line", default="line" if DEBUG else "json")
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {"()": "config.logs.JsonLines", "ours": BASE_DIR},
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "filters": {"said": {"()": "config.logs.NotSaidTwice"}},
    "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["said"]}},
    "root": {"handlers": ["stream"], "level": text("LOG_LEVEL", default="INFO").upper()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": False},
        "celery": {"level": "WARNING"},
        "kombu.connection": {"level": "ERROR"},  # misses a host name in filesystem://, which has none
        "axes": {"level": "ERROR"},  # names who tried to sign in; the attempts stand in its own table
    },
}

# What a monitoring system shows to read /metrics; without it there is no such page, and nothing is counted.
METRICS_TOKEN = token("METRICS_TOKEN")
COUNTS_DIR = DATA_DIR / "counts"

# Signing in. Accounts are opened by administrators; who they are stands in the office's directory, not in allauth's.
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:home"
ACCOUNT_ADAPTER = "desk.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no letter from us
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Cầu Nối] "
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_SESSION_REMEMBER = False  # machines are shared: closing the browser signs out
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# An office of hundreds shares one address; wrong passwords are counted by axes, in the database, for all processes.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,30/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if IS_HTTPS else 0
MFA_ADAPTER = "desk.accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # telephones whose clock is half a minute off
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The name together with the address: nobody can lock a colleague out from somewhere else.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "desk.accounts.lockout.page"
AXES_USERNAME_CALLABLE = "desk.accounts.lockout.name_of"
AXES_CLIENT_IP_CALLABLE = "desk.accounts.lockout.address_of"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "next"]
AXES_DISABLE_ACCESS_LOG = True  # who came in is an event of ours
AXES_VERBOSE = False
# Counted in one place for all processes of this machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
}
