"""Settings, all of them from the environment; `.env.example` lists the names.

Two ways to run. With `LOCAL` set, the server is for this machine alone: http, a key and
an SQLite file made in `data/`, mail printed to the terminal, and the invented patient.
Without it this is production, which refuses to start half set.
"""

import os
import secrets
import sys
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from myeloma_journal.platform.database.options import durable

BASE_DIR = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]
VERSION: str = PROJECT["version"]

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# What authenticator apps, backups and passwords know this site by.
SITE_NAME = "Myeloma Journal"

LOCAL = env.bool("LOCAL", default=False)
DEBUG = env.bool("DEBUG", default=False)
DATA_DIR = Path(env("DATA_DIR", default=str(BASE_DIR / "data")))


def required(name: str, why: str) -> str:
    """The value of `name`, or one sentence that says what is missing and why."""
    value: str = env(name, default="")
    if not value:
        raise ImproperlyConfigured(
            f"{name} is missing: {why} (on your own machine use make, or LOCAL=true)"
        )
    return value


def local_key(name: str) -> str:
    """A key of this machine, made at the first start and readable by nobody else."""
    path = DATA_DIR / name
    if not path.exists():
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text()


def cache_settings(url: str) -> dict[str, Any]:
    """A table of the database, or a Redis or Valkey server.

    The table has no maximum: Django would make room by deleting what is still valid,
    rate limits among it. `purge_cache` deletes what has expired.
    """
    if not url:
        table = "django.core.cache.backends.db.DatabaseCache"
        options = {"MAX_ENTRIES": sys.maxsize}
        return {"BACKEND": table, "LOCATION": "cache", "OPTIONS": options}
    scheme, _, rest = url.partition("://")
    schemes = {"redis": "redis", "valkey": "redis", "rediss": "rediss"}
    schemes["valkeys"] = "rediss"
    if scheme not in schemes:
        raise ImproperlyConfigured("CACHE_URL must start with redis:// or valkey://.")
    redis = "django.core.cache.backends.redis.RedisCache"
    return {"BACKEND": redis, "LOCATION": f"{schemes[scheme]}://{rest}"}


if LOCAL:
    SITE_URL = env("SITE_URL", default="http://127.0.0.1:8000")
    SECRET_KEY = env("SECRET_KEY", default="") or local_key("secret_key")
    MFA_KEY = env("MFA_KEY", default="") or local_key("mfa_key")
    DATABASE_URL = env(
        "DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'journal.sqlite3'}"
    )
    EMAIL_URL = env("EMAIL_URL", default="consolemail://")
    ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
else:
    SITE_URL = required("SITE_URL", "the address people type, https://journal.example")
    SECRET_KEY = required("SECRET_KEY", "50 random characters that only you know")
    MFA_KEY = required("MFA_KEY", "50 other random characters, for MFA secrets")
    DATABASE_URL = required("DATABASE_URL", "where the journals are kept")
    EMAIL_URL = required("EMAIL_URL", "the mail server that sends links for accounts")
    ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
    keys = [("SECRET_KEY", SECRET_KEY), ("MFA_KEY", MFA_KEY)]
    for key in env.list("SECRET_KEY_FALLBACKS", default=[]):
        keys.append(("SECRET_KEY_FALLBACKS", key))  # they sign, too
    for name, key in keys:
        # Random characters repeat; a typed pattern uses few of them.
        if len(key) < 50 or len(set(key)) < 16 or key.startswith("django-insecure"):
            raise ImproperlyConfigured(
                f"{name} is too short, or is the example value. Create your own."
            )
    if MFA_KEY == SECRET_KEY:
        raise ImproperlyConfigured("MFA_KEY must be different from SECRET_KEY.")
    if any("*" in host or host.startswith(".") for host in ALLOWED_HOSTS):
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS can't contain wildcards. List your hosts."
        )
    if DEBUG:
        # Its error pages show what people wrote.
        raise ImproperlyConfigured("DEBUG is for LOCAL servers only.")
    if not SITE_URL.startswith("https://"):
        raise ImproperlyConfigured("SITE_URL must start with https://.")

SITE_URL = SITE_URL.rstrip("/")
if urlsplit(SITE_URL)[2:] != ("", "", ""):
    raise ImproperlyConfigured(
        "SITE_URL can't have a path. Give the site its own host."
    )

SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
CSRF_FAILURE_VIEW = "myeloma_journal.platform.forms.drafts.csrf_failure"
# Called with the user's id and the resolved page and action of a form.
DRAFT_ACCESS = "myeloma_journal.care_circle.access.may_save_draft"
# Called with a user's id: the keys of the sessions that they have not signed out of.
DRAFT_SESSIONS = "myeloma_journal.platform.accounts.sessions.session_keys"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[SITE_URL])

INSTALLED_APPS = [
    "myeloma_journal.welcome",
    "myeloma_journal.platform.backups",
    "myeloma_journal.archive",
    "myeloma_journal.packets",
    "myeloma_journal.trends",
    "myeloma_journal.journal",
    "myeloma_journal.questions",
    "myeloma_journal.treatment",
    "myeloma_journal.labs",
    "myeloma_journal.appointments",
    "myeloma_journal.care_team",
    "myeloma_journal.care_circle",
    "myeloma_journal.catalogue",
    "myeloma_journal.platform.accounts",
    "myeloma_journal.platform.mail",
    "myeloma_journal.platform.files",
    "myeloma_journal.platform.forms",
    "myeloma_journal.platform.web",
    "myeloma_journal.platform.database",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",  # its numbers in words, in each language
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    # Its tables are there and stay empty where OIDC_SERVER_URL is not set.
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "myeloma_journal.platform.web.middleware.request_id",
    "myeloma_journal.platform.web.metrics.measure",
    # Early, because all others rely on it: who asks, and whether by https.
    "myeloma_journal.platform.web.middleware.trusted_proxy",
    "django.middleware.security.SecurityMiddleware",
    "myeloma_journal.platform.web.middleware.CompressHtmlMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "myeloma_journal.platform.web.middleware.security_headers",
    "myeloma_journal.platform.web.middleware.monitoring",
    "myeloma_journal.platform.web.middleware.reject_unreadable",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # From here on the database is used; `maintenance` checks that it is migrated.
    "myeloma_journal.platform.web.middleware.maintenance",
    "myeloma_journal.platform.web.middleware.DiskFullSessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "myeloma_journal.platform.files.uploads.UploadMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "myeloma_journal.platform.accounts.middleware.language_middleware",
    "myeloma_journal.platform.accounts.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "myeloma_journal.platform.forms.middleware.FormResponseMiddleware",
    "myeloma_journal.platform.forms.middleware.DraftMiddleware",
    # Outside of the transaction of IdempotencyMiddleware, which must not undo it.
    "myeloma_journal.care_circle.middleware.audit_middleware",
    # The last one: it stands right around the view.
    "myeloma_journal.platform.forms.middleware.IdempotencyMiddleware",
]

ROOT_URLCONF = "myeloma_journal.urls"
WSGI_APPLICATION = "myeloma_journal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Every template has our {% csrf_token %} instead of Django's.
            "builtins": ["myeloma_journal.platform.forms.templatetags.form_tokens"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "myeloma_journal.care_circle.access.journals",
            ],
        },
    },
]

# Data
DATABASES = {"default": durable(environ.Env.db_url_config(DATABASE_URL))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = [BASE_DIR / "fixtures" / "catalogue"]
CACHES = {
    # Slowing down sign-in only works when all workers count together.
    "default": cache_settings(env("CACHE_URL", default="")),
}
# The longest note, in the widest letters, many times over.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# The largest form is the list at a visit: three fields for each of 5,000 questions.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 16_000
# A file is taken by views marked with `takes_file` only; else nothing reaches the disk.
FILE_UPLOAD_HANDLERS: list[str] = []
# What a page says next may name a drug: it stays on the server, not in a cookie.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Backups
BACKUP_DIR = Path(env("BACKUP_DIR", default=str(DATA_DIR / "backups")))
# A key of age: the public one seals backups, and the secret one also opens them.
BACKUP_KEY = env("BACKUP_KEY", default="")
if BACKUP_KEY and not BACKUP_KEY.startswith(("age1", "AGE-SECRET-KEY-1")):
    raise ImproperlyConfigured(
        "BACKUP_KEY must be a key of age. Without it, `manage.py backup_key` makes one."
    )

# False where something else backs up the database, such as a managed PostgreSQL.
DAILY_BACKUP = env.bool("DAILY_BACKUP", default=True)

# What `run_daily_jobs` runs, in this order. The backup is last: what is purged is not
# in it.
DAILY_JOBS = [
    "purge_deleted_journals",
    "purge_trash",
    "purge_activity",
    "purge_drafts",
    "purge_files",
    "purge_mail",
    "purge_cache",
    "clearsessions",
    "rewrite_database",
    *(["backup --keep"] if DAILY_BACKUP else []),
]

# Language, dates, numbers
LANGUAGE_CODE = "en-us"
# Each in its own words.
LANGUAGES = [("en-us", "English (US)"), ("en-gb", "English (UK)")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["myeloma_journal.platform.forms.formats"]
USE_TZ = True
TIME_ZONE = env("TIME_ZONE", default="America/New_York")

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "static_collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "myeloma_journal.platform.web.static.BundledStaticFilesStorage"
    },
}

# Forms
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = False

# People
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "myeloma_journal.platform.accounts.hashers.BoundedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
VALIDATION = "myeloma_journal.platform.accounts.validators"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{VALIDATION}.MaximumLengthValidator"},
    {"NAME": f"{VALIDATION}.CommonPasswordValidator"},
    {
        "NAME": f"{VALIDATION}.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": f"{VALIDATION}.SiteWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "landing"
ACCOUNT_LOGOUT_REDIRECT_URL = "landing"
ACCOUNT_ADAPTER = "myeloma_journal.care_circle.adapter.CircleAccountAdapter"
FORMS = "myeloma_journal.platform.accounts.forms"
ACCOUNT_FORMS = {
    "login": f"{FORMS}.SignInForm",
    "reset_password": f"{FORMS}.PasswordResetForm",
    "reset_password_from_key": f"{FORMS}.NewPasswordForm",
    "change_password": f"{FORMS}.PasswordChangeForm",
    "set_password": f"{FORMS}.PasswordSetForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Before there is an account, a link asks its email (`accounts/registration.py`).
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# allauth counts wrong codes by these; our own rate limits stand where they apply.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "60/5m/ip,5/5m/key",
    "reset_password": None,
    "reset_password_from_key": None,
}
# Who may make an account: anybody ("open"), whoever was invited into a journal
# ("invitation"), or nobody ("closed").
REGISTRATION: str = env("REGISTRATION", default="open" if LOCAL else "invitation")
if REGISTRATION not in ("open", "invitation", "closed"):
    raise ImproperlyConfigured("REGISTRATION must be open, invitation, or closed.")
# Passkeys, codes of an app, and recovery codes; what of them is secret is encrypted.
MFA_KEYS = [MFA_KEY, *env.list("MFA_KEY_FALLBACKS", default=[])]
MFA_ADAPTER = "myeloma_journal.platform.accounts.mfa.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "myeloma_journal.platform.accounts.mfa.forms.CodeForm",
    "authenticate_webauthn": "myeloma_journal.platform.accounts.mfa.forms.PasskeyForm",
    "login_webauthn": "myeloma_journal.platform.accounts.mfa.forms.PasskeySignInForm",
    "activate_totp": "myeloma_journal.platform.accounts.mfa.forms.AppForm",
    "add_webauthn": "myeloma_journal.platform.accounts.mfa.forms.NewPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TRUST_ENABLED = False
# Slowed down by our own page, which says how long to wait.
MFA_RATE_LIMITS = {"webauthn_login": None}
# A phone's clock may be half a minute off, and so may a slow typist.
MFA_TOTP_TOLERANCE = 1
# Nobody's email is verified here: a server may have no mail.
MFA_ALLOW_UNVERIFIED_EMAIL = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# From where proxies come; gunicorn reads the same name.
TRUSTED_PROXIES = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
if "*" in TRUSTED_PROXIES:
    raise ImproperlyConfigured(
        "FORWARDED_ALLOW_IPS can't contain *. List your proxies."
    )
PASSWORD_RESET_TIMEOUT = 60 * 60

# Sign-in with an OpenID Connect provider; off unless it is set.
OIDC_PROVIDER_ID = "oidc"
OIDC_SERVER_URL: str = env("OIDC_SERVER_URL", default="")
OIDC_NAME: str = ""  # on the button
# Whether it opens the account that has the email it verified.
OIDC_MATCH_EMAIL = env.bool("OIDC_MATCH_EMAIL", default=False)
SOCIALACCOUNT_ADAPTER = "myeloma_journal.platform.accounts.oidc.OIDCAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {}
if OIDC_SERVER_URL:
    if not LOCAL and not OIDC_SERVER_URL.startswith("https://"):
        raise ImproperlyConfigured("OIDC_SERVER_URL must start with https://.")
    OIDC_NAME = required("OIDC_NAME", "what the button calls the provider")
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": OIDC_PROVIDER_ID,
                "name": OIDC_NAME,
                "client_id": required("OIDC_CLIENT_ID", "the provider gives it to you"),
                "secret": required("OIDC_CLIENT_SECRET", "the provider gives it, too"),
                "settings": {"server_url": OIDC_SERVER_URL.rstrip("/")},
            }
        ],
    }

# Mail
if EMAIL_URL.startswith("smtps://"):
    # TLS from the first byte (port 465), as in every mail program.
    EMAIL_URL = EMAIL_URL.replace("smtps://", "smtp+ssl://", 1)
vars().update(environ.Env.email_url_config(EMAIL_URL))
EMAIL_TIMEOUT = 10
# Otherwise emails are printed to the terminal, and nobody waits for them.
SENDS_MAIL = not EMAIL_URL.startswith(("consolemail", "dummymail"))
MAIL_IS_QUEUED = EMAIL_URL.startswith("smtp")
# Who delivers the queue: a "thread" of each web process, or a "process" of its own.
MAIL_WORKER: str = env("MAIL_WORKER", default="thread")
if MAIL_WORKER not in ("thread", "process"):
    raise ImproperlyConfigured("MAIL_WORKER must be thread or process.")
DEFAULT_FROM_EMAIL = env(
    "DEFAULT_FROM_EMAIL", default=f"noreply@{urlsplit(SITE_URL).hostname}"
)

if OIDC_MATCH_EMAIL and not SENDS_MAIL:
    # Nobody has proved that the email of their account is theirs.
    raise ImproperlyConfigured("OIDC_MATCH_EMAIL needs a mail server (EMAIL_URL).")

# Who is told by email when a daily job failed.
OPERATOR_EMAIL: str = env("OPERATOR_EMAIL", default="")
# Who reads "Something wrong here?" about a published text. Without any no page asks.
EDITORS_EMAIL: str = env("EDITORS_EMAIL", default=OPERATOR_EMAIL)
# Who may read /metrics, and through no proxy.
METRICS_ALLOWED_IPS = env.list("METRICS_ALLOWED_IPS", default=["127.0.0.1", "::1"])

# What a browser may do
OIDC_ORIGINS = [urljoin(OIDC_SERVER_URL, "/").rstrip("/")] if OIDC_SERVER_URL else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        # A browser checks where the answer to a form redirects to, as well.
        "form-action": [SELF, *OIDC_ORIGINS],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# This module also says how long a session lasts.
SESSION_ENGINE = "myeloma_journal.platform.accounts.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
if not LOCAL:
    SECURE_SSL_REDIRECT = True
    # A watch on this machine asks without the proxy.
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    # They bind every host of the domain, also those of other people: opt-in.
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_SUBDOMAINS", default=False)
    SECURE_HSTS_PRELOAD = env.bool("HSTS_PRELOAD", default=False)
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "pii_safe": {
            "()": "myeloma_journal.platform.web.logs.PiiSafeFormatter",
            # gunicorn.conf.py writes the same.
            "format": "%(asctime)s %(levelname)s [%(request_id)s] %(name)s: "
            "%(message)s",
            "datefmt": "%Y-%m-%dT%H:%M:%SZ",
        }
    },
    "filters": {
        "drop_traceback": {
            "()": "myeloma_journal.platform.web.logs.DropTracebackFilter"
        },
        "database_unavailable": {
            "()": "myeloma_journal.platform.web.logs.DatabaseUnavailableFilter"
        },
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "pii_safe"}
    },
    "root": {"handlers": ["console"]},
    "loggers": {
        # The web server speaks when an answer breaks off.
        "gunicorn.error": {"handlers": ["console"], "propagate": False},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # Pages about missing and forbidden addresses are not the operator's business.
        "django.request": {"level": "ERROR", "filters": ["database_unavailable"]},
        # A request for another host: one line.
        "django.security.DisallowedHost": {"filters": ["drop_traceback"]},
        # WeasyPrint and fontTools speak of fonts and style sheets; nobody needs it.
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}
