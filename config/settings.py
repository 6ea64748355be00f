"""Every setting, from the environment. Development needs none; production refuses unsafe ones (S40)."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Each setting NAME may also stand in a file that NAME_FILE names, as secrets do in containers.
env = environ.FileAwareEnv()

BASE_DIR = Path(__file__).resolve().parent.parent
# What the site writes: the embedded database, the broker's socket, uploaded files.
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))
VAR_DIR.mkdir(exist_ok=True)

# Production is what has a secret or a host name of its own; PRODUCTION says it outright.
PRODUCTION = env.bool("PRODUCTION", default="SECRET_KEY" in env.ENVIRON or "ALLOWED_HOSTS" in env.ENVIRON)

DEBUG = not PRODUCTION
SECRET_KEY = env.str("SECRET_KEY", default="" if PRODUCTION else "insecure, for development only: " + "x" * 50)
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[] if PRODUCTION else ["localhost", "127.0.0.1", "[::1]"])
OWN_URL = f"https://{''.join(ALLOWED_HOSTS[:1])}" if PRODUCTION else f"http://localhost:{env.str('PORT', '8000')}"
# Under the first, a Fernet key, personal data are written; with any of them they are read. They are found by the other.
UNSAFE_WORD = "insecure, for development only"
UNSAFE_KEY = "aW5zZWN1cmUsIGZvciBkZXZlbG9wbWVudCBvbmx5ISE="
PERSONAL_DATA_KEYS = env.list("PERSONAL_DATA_KEYS", default=[] if PRODUCTION else [UNSAFE_KEY])
PERSONAL_DATA_HASH_KEY = env.str(
    "PERSONAL_DATA_HASH_KEY", default="" if PRODUCTION else "insecure, for development only"
)
# With the first of these the site signs what people hand in; what was signed with any of them is verified.
SIGNATURE_KEYS = env.list("SIGNATURE_KEYS", default=[] if PRODUCTION else [UNSAFE_KEY])
SITE_URL = env.str("SITE_URL", default=OWN_URL)
SECURITY_CONTACT = env.str("SECURITY_CONTACT", default="mailto:security@localhost")

INSTALLED_APPS = [
    "lifecycle.apps.LifecycleConfig",
    "files.apps.FilesConfig",
    "ui.apps.UiConfig",
    "notifications.apps.NotificationsConfig",
    "accounts.apps.AccountsConfig",
    "registry.apps.RegistryConfig",
    "tenders.apps.TendersConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "auditlog",
    "csp",
    "django_celery_beat",
    "django_filters",
    "django_htmx",
    "template_partials",
    "health_check",
    "phonenumber_field",
]

MIDDLEWARE = [
    "ui.middleware.SafetyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Pages are compressed for a bad line; it lengthens each at random, and forms mask their token anew (BREACH).
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactor",
    "accounts.middleware.KeptText",
    "auditlog.middleware.AuditlogMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
# An address typed without its scheme is taken as https, as from Django 6 on.
FORMS_URLFIELD_ASSUME_HTTPS = True
FORM_RENDERER = "ui.forms.Renderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "ui.context.site",
            ],
        },
    },
]

# --- Data ---------------------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'tapsyrys.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["ENGINE"] = "lifecycle.sqlite"
    # One writer at a time, readers never wait: without IMMEDIATE more than half of concurrent writes fail.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"].setdefault("OPTIONS", {})
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["TEST"] = {"TEMPLATE": "template0", "CHARSET": "UTF8"}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# In the database, not in the broker: signing in must work while the broker is away (Q3).
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "ui_cache"}}

# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:index"
ACCOUNT_ADAPTER = "accounts.adapter.Adapter"
ACCOUNT_FORMS = {"signup": "accounts.forms.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_CONFIRM_EMAIL_ON_GET = False
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Beside allauth's own limits: how often one address may check a receipt.
ACCOUNT_RATE_LIMITS = {"verify": "30/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Tapsyrys"
MFA_ADAPTER = "accounts.adapter.SecondFactorAdapter"
# How long the link in an invitation works.
INVITATION_DAYS = env.int("INVITATION_DAYS", default=7)
# What proves a claim to act for an NGO: how large it may be, and how many days after the decision it is destroyed.
CLAIM_DOCUMENT_MEGABYTES = env.int("CLAIM_DOCUMENT_MEGABYTES", default=10)
CLAIM_DOCUMENT_DAYS = env.int("CLAIM_DOCUMENT_DAYS", default=30)
# How many days before a power of attorney ends its signatory and the head are reminded.
PROXY_REMINDER_DAYS = env.int("PROXY_REMINDER_DAYS", default=14)
# Staff and commission reach nothing but the enrolment page without a second factor (S1).
SECOND_FACTOR_REQUIRED = env.bool("SECOND_FACTOR_REQUIRED", default=PRODUCTION)

# --- Words, dates, money ------------------------------------------------------------------------

LANGUAGES = [("kk", _("Kazakh")), ("ru", _("Russian")), ("en", _("English"))]
LANGUAGE_CODE = "kk"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Ours, and what packages say in English only.
LOCALE_PATHS = [BASE_DIR / "locale", BASE_DIR / "locale" / "packages"]
FORMAT_MODULE_PATH = ["ui.formats"]
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False
TIME_ZONE = "Asia/Almaty"
PHONENUMBER_DEFAULT_REGION = "KZ"

# --- Files of strangers ---------------------------------------------------------------------------

# The scanner for viruses: unix:///run/clamav/clamd.ctl or tcp://host:3310. Without it nobody looks for known harm; with
# it no file counts as checked before it has answered (Q38). `AlertExceedsMax yes` must stand in clamd.conf.
CLAMD = env.str("CLAMD", default="")
CLAMD_SECONDS = env.int("CLAMD_SECONDS", default=30)
# Of the disk: below this share that is free no file is taken, while texts are still saved (Q40).
# No file is larger, whatever a call allows; and one that comes in parts is given up after so many hours.
FILE_MEGABYTES = env.int("FILE_MEGABYTES", default=25)
UPLOAD_HOURS = env.int("UPLOAD_HOURS", default=24)
FILES_FREE_PERCENT = env.int("FILES_FREE_PERCENT", default=10 if PRODUCTION else 1)

# --- Files of the register ------------------------------------------------------------------------

# What is taken of one file, and above how many changes of the register another officer confirms it.
IMPORT_MOST_BYTES = env.int("IMPORT_MOST_BYTES", default=20 * 1024 * 1024)
IMPORT_MOST_ROWS = env.int("IMPORT_MOST_ROWS", default=100_000)
IMPORT_ALONE_ROWS = env.int("IMPORT_ALONE_ROWS", default=500)
# After so many days without anything happening to an import its rows and its file are destroyed.
IMPORT_ROWS_DAYS = env.int("IMPORT_ROWS_DAYS", default=180)
IMPORT_UNDO_HOURS = env.int("IMPORT_UNDO_HOURS", default=24)
# A workbook of more rows would keep a web server busy for too long; such a table leaves as CSV.
EXPORT_MOST_XLSX_ROWS = env.int("EXPORT_MOST_XLSX_ROWS", default=50_000)

# --- The browser --------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "static_collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "ui.storage.BundledStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
MEDIA_ROOT = VAR_DIR / "media"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
# Probes come from inside, past whatever speaks TLS.
SECURE_REDIRECT_EXEMPT = [r"^health/"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ALLAUTH_TRUSTED_PROXY_COUNT else None
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = 7 * 24 * 3600
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "accounts.views.csrf_failure"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# A file on its way in is held in memory: written to a temporary folder, it would lie there in the clear (Q53).
FILE_UPLOAD_MAX_MEMORY_SIZE = 32 * 1024 * 1024

# --- Messages and jobs --------------------------------------------------------------------------

EMAIL = env.email("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL["EMAIL_HOST"]
EMAIL_PORT = EMAIL["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Tapsyrys <no-reply@localhost>")

# Without a Redis of one's own, `runall` brings a broker along.
EMBEDDED_BROKER = "REDIS_URL" not in env.ENVIRON
BROKER_SOCKET = Path(env.str("BROKER_SOCKET", default=str(VAR_DIR / "broker.sock")))
CELERY_BROKER_URL = env.str("REDIS_URL", default=f"redis+socket://{BROKER_SOCKET}")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 10
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_VISIBILITY_TIMEOUT = 180
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 180,
    "unacked_restore_interval": 2,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "health_check_interval": 10,
}
CELERY_RESULT_BACKEND_TRANSPORT_OPTIONS = {"visibility_timeout": 180}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = "Asia/Almaty"
CELERY_BEAT_SCHEDULER = "django_celery_beat.schedulers:DatabaseScheduler"
# Form values, mail bodies and query strings are never logged (S53).
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    # Django's own handlers would print each line twice, and mail error pages with what people typed.
    "loggers": {"django": {"handlers": []}},
}

# --- What production refuses (S40) ----------------------------------------------------------------


def is_open(name: str, *, encrypted: bool) -> bool:
    """Whether somebody on the way to this service can read along: another machine, and no encryption."""
    return not encrypted and urlsplit(env.str(name)).hostname not in {None, "localhost", "127.0.0.1", "::1"}


def is_key(text: str) -> bool:
    """Whether it is a key, and not the one for development: 32 random bytes, in base64."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return text != UNSAFE_KEY


ON_POSTGRESQL = "DATABASE_URL" in env.ENVIRON and "postgres" in DATABASES["default"]["ENGINE"]
TLS_TO_DATABASE = DATABASES["default"]["OPTIONS"].get("sslmode") in {"require", "verify-ca", "verify-full"}
ON_REDIS = CELERY_BROKER_URL.startswith(("redis://", "rediss://", "redis+socket://")) and not EMBEDDED_BROKER
BY_SMTP = EMAIL_BACKEND == "django.core.mail.backends.smtp.EmailBackend"

# Each sentence says how to mend what follows it.
REFUSED = {
    "Set SECRET_KEY to a random text of at least 50 characters.": (
        len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or "insecure" in SECRET_KEY
    ),
    "Set PERSONAL_DATA_KEYS to a Fernet key, which encrypts personal data; older keys follow it after commas.": (
        not PERSONAL_DATA_KEYS or not all(map(is_key, PERSONAL_DATA_KEYS))
    ),
    "Set PERSONAL_DATA_HASH_KEY to another random text of at least 50 characters, and never change it.": (
        len(PERSONAL_DATA_HASH_KEY) < 50 or len(set(PERSONAL_DATA_HASH_KEY)) < 5 or PERSONAL_DATA_HASH_KEY == SECRET_KEY
    ),
    "Set SIGNATURE_KEYS to 32 random bytes in base64, and to no key of PERSONAL_DATA_KEYS; older keys follow it.": (
        not SIGNATURE_KEYS or not all(map(is_key, SIGNATURE_KEYS)) or bool({*SIGNATURE_KEYS} & {*PERSONAL_DATA_KEYS})
    ),
    "Set ALLOWED_HOSTS to the names this site answers to, without “*”.": not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS,
    "Set SITE_URL to the https address of this site.": not SITE_URL.startswith("https://"),
    "Take DEBUG away: it shows what people typed to whoever meets an error.": env.bool("DEBUG", default=False),
    "Set DATABASE_URL to the PostgreSQL database: postgres://user:password@host/name?sslmode=verify-full.": (
        not ON_POSTGRESQL
    ),
    "Add ?sslmode=verify-full (or require) to DATABASE_URL: the database is on another machine.": (
        ON_POSTGRESQL and is_open("DATABASE_URL", encrypted=TLS_TO_DATABASE)
    ),
    "Set REDIS_URL to the broker: rediss://user:password@host:6379/0.": not ON_REDIS,
    "Set REDIS_URL to a rediss:// address: the broker is on another machine.": (
        ON_REDIS and is_open("REDIS_URL", encrypted=CELERY_BROKER_URL.startswith("rediss://"))
    ),
    "Set EMAIL_URL to a real mail server: smtp+tls://user:password@host:587.": not BY_SMTP,
    "Set EMAIL_URL to an smtp+tls:// or smtp+ssl:// address: the mail server is on another machine.": (
        BY_SMTP and is_open("EMAIL_URL", encrypted=EMAIL_USE_TLS or EMAIL_USE_SSL)
    ),
    "Set DEFAULT_FROM_EMAIL to the address that messages come from.": "@localhost" in DEFAULT_FROM_EMAIL,
    "Set SECURITY_CONTACT to where weaknesses are reported: mailto:security@example.kz.": (
        "@localhost" in SECURITY_CONTACT
    ),
    "Take SECOND_FACTOR_REQUIRED away: officials must have a second factor in production.": not SECOND_FACTOR_REQUIRED,
}
if PRODUCTION and any(REFUSED.values()):
    raise ImproperlyConfigured("\n".join(sentence for sentence, is_unsafe in REFUSED.items() if is_unsafe))
