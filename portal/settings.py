"""One file, read from the environment, safe by default. ``.env.example`` names every variable.

Without configuration this is a local trial: it answers on this machine only, over plain HTTP, with a key of its own,
and a server serves it only when run.py or manage.py started that server (see portal/wsgi.py). Any other use sets
SECRET_KEY and ALLOWED_HOSTS. A bad value stops the start and names its variable.
"""

from pathlib import Path
from zoneinfo import available_timezones

import environ

from .environment import (
    are_hosts,
    database,
    flag,
    former_keys,
    is_address,
    is_installation,
    read,
    required,
    secret_key,
    trial_key,
)

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = BASE_DIR / ".local"  # what the local trial keeps: database, key, sign-ins, pictures

env = environ.Env()
env.read_env(str(BASE_DIR / ".env"))

# Kind of use

TRIAL = not is_installation()
DEBUG = flag(env, "DEBUG", default=False)
SECRET_KEY = trial_key(LOCAL_DIR) if TRIAL else secret_key(env)
SECRET_KEY_FALLBACKS = former_keys(env)  # what they signed and encrypted can still be read
ALLOWED_HOSTS = (
    ["127.0.0.1", "localhost", "[::1]"]
    if TRIAL
    else required(
        "ALLOWED_HOSTS",
        [host.strip() for host in read(env, "list", "ALLOWED_HOSTS", [])],
        are_hosts,
        "must name the hosts of this portal, without port, for example: leaflets.example.org. A * is not allowed.",
    )
)

# Application

INSTALLED_APPS = [
    "portal.admin.PortalAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "conditions",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "portal.staff",  # after allauth, whose own admin pages it takes away
    "portal.operations",
]

MIDDLEWARE = [
    "portal.middleware.SecurityHeaders",
    "portal.middleware.BodiesAreBounded",
    "portal.middleware.PublicIsReadOnly",
    "portal.middleware.AnswersWhenBusy",
    "portal.middleware.ChangesAreSeen",
    "django.middleware.security.SecurityMiddleware",
    "portal.static_files.StaticFiles",
    "portal.middleware.CompressPublic",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.staff.middleware.SessionEnds",
    "portal.staff.middleware.SecondStepFirst",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

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
                "portal.staff.context.of_signing_in",
            ],
        },
    },
]

# Database: SQLite until a clinic outgrows it, then PostgreSQL by one variable

DATABASES = {"default": database(env, default=f"sqlite:///{LOCAL_DIR / 'portal.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        # A writer takes its turn at once instead of failing half-way, and waits at most two seconds for it: readers
        # must not starve behind waiting writers. FULL: an acknowledged publish survives a power cut.
        # Recursive triggers: without them INSERT OR REPLACE takes a row of the record away unseen.
        "transaction_mode": "IMMEDIATE",
        "timeout": 2,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA recursive_triggers=ON;",
    }
else:
    DATABASES["default"] |= {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    # Seconds, and milliseconds: a host that has gone must not hold a thread until the system gives it up.
    DATABASES["default"].setdefault("OPTIONS", {}).update(connect_timeout=2, tcp_user_timeout=3000)

# Cache: memory of each process, or Redis by one variable

_redis = required(
    "REDIS_URL",
    read(env, "str", "REDIS_URL", ""),
    lambda url: not url or url.startswith(("redis://", "rediss://", "unix://")),
    "must start with redis://, rediss:// or unix://.",
)
CACHES = {
    "default": {"BACKEND": "portal.redis_cache.PatientCache", "LOCATION": _redis}
    if _redis
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# Language and time

LANGUAGES = [("en", "English")]
LANGUAGE_CODE = required(
    "LANGUAGE_CODE",
    read(env, "str", "LANGUAGE_CODE", "en"),
    lambda code: code in dict(LANGUAGES),
    f"must be one of: {', '.join(dict(LANGUAGES))}.",
)
TIME_ZONE = required(
    "TIME_ZONE",
    read(env, "str", "TIME_ZONE", "UTC"),
    lambda zone: zone in available_timezones(),
    "is not a time zone, such as Europe/London.",
)
USE_I18N = USE_TZ = True

# Files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = Path(read(env, "str", "MEDIA_ROOT", str(LOCAL_DIR / "media")))
PAPER_DIR = Path(read(env, "str", "PAPER_DIR", str(LOCAL_DIR / "paper")))  # sheets that were printed before
SEARCH_DIR = Path(read(env, "str", "SEARCH_DIR", str(LOCAL_DIR / "search")))  # the search index of a large library
# Live leaflets in one language; if there are more, a search looks at names, places, summaries and looks only.
SEARCH_TEXTS_UP_TO = required(
    "SEARCH_TEXTS_UP_TO",
    read(env, "int", "SEARCH_TEXTS_UP_TO", 20_000),
    lambda number: number >= 0,
    "is not a number of leaflets, such as 20000.",
)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        "OPTIONS": {"file_permissions_mode": 0o644},  # whoever collects them, the user of the server reads them
    },
}
WHITENOISE_ALLOW_ALL_ORIGINS = False  # no page of another host needs a file of ours
# Finished pages, and what the processes of one host tell each other about them. Each host has its own, on its own disk.
READY_DIR = Path(read(env, "str", "READY_DIR", str(LOCAL_DIR / "ready")))
READY_MEMORY = required(
    "READY_MEMORY",
    read(env, "int", "READY_MEMORY", 24),
    lambda size: 1 <= size <= 4096,
    "must be from 1 to 4096: MiB of finished pages that each process keeps in memory.",
)
# Metrics for Prometheus, on a port of their own; 0: none.
METRICS_PORT = required(
    "METRICS_PORT",
    read(env, "int", "METRICS_PORT", 0),
    lambda port: 0 <= port <= 65535,
    "must be a number of a port, such as 9100, or 0 for no metrics.",
)
METRICS_HOST = read(env, "str", "METRICS_HOST", "127.0.0.1")
FILE_UPLOAD_PERMISSIONS = 0o640
# Where “manage.py backup” puts a new folder each time, when it is not told another place. The doctor looks there too.
BACKUP_DIR = read(env, "str", "BACKUP_DIR", "")

# Staff accounts. Patients have none, and public pages never touch a session.

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["portal.staff.backend.StaffBackend"]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"

# Required of reviewers, leads and administrators: a passkey, or a code from a phone. A trial asks nobody.
SECOND_FACTOR = flag(env, "SECOND_FACTOR", default=not TRIAL)
# How many proxies of the clinic's own add an address to X-Forwarded-For. Without one the header is not believed.
TRUSTED_PROXIES = required(
    "TRUSTED_PROXIES",
    read(env, "int", "TRUSTED_PROXIES", 0),
    lambda count: 0 <= count <= 10,
    "must be a number from 0 to 10.",
)
SESSION_IDLE = 60 * required(
    "SESSION_IDLE_MINUTES",
    read(env, "int", "SESSION_IDLE_MINUTES", 30),
    lambda minutes: 5 <= minutes <= 480,
    "must be a number from 5 to 480.",
)  # seconds
SESSION_COOKIE_AGE = 8 * 60 * 60  # seconds from log-in, whatever happens (portal.staff.middleware)
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "conditions.views.errors.not_from_our_form"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie more

# How django-allauth is bent to this desk: portal.staff. Tries are counted there, so its own limits are off.

ACCOUNT_ADAPTER = "portal.staff.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
ACCOUNT_FORMS = {"login": "portal.staff.forms.LogInForm", "reauthenticate": "portal.staff.forms.PasswordAgainForm"}
MFA_ADAPTER = "portal.staff.adapter.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "portal.staff.forms.SecondStepForm",
    "authenticate_webauthn": "portal.staff.forms.SecondStepPasskeyForm",
    "reauthenticate": "portal.staff.forms.CodeAgainForm",
    "reauthenticate_webauthn": "portal.staff.forms.PasskeyAgainForm",
    "activate_totp": "portal.staff.forms.SetUpPhoneForm",
    "add_webauthn": "portal.staff.forms.AddPasskeyForm",
    "login_webauthn": "portal.staff.forms.PasskeyForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds that the clock of a phone may be wrong

# Mail: only the reminders of “manage.py reviews_due --mail”, and only to staff

EMAIL_IS_SET = bool(read(env, "str", "EMAIL_URL", ""))
vars().update(read(env, "email_url", "EMAIL_URL", "consolemail://"))
EMAIL_TIMEOUT = 20  # seconds
DEFAULT_FROM_EMAIL = required(
    "EMAIL_FROM",
    read(env, "str", "EMAIL_FROM", f"leaflets@{ALLOWED_HOSTS[0].strip('.')}"),
    lambda sender: "@" in sender and not set(sender) & set("\r\n"),
    "must be an address of mail, for example: leaflets@example.org.",
)

# Security

HTTPS = flag(env, "HTTPS", default=not TRIAL)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # whoever balances the load asks each host itself, over plain HTTP
if HTTPS:
    # The prefix makes browsers refuse the cookie from anywhere but this host over HTTPS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
# Browsers offer passkeys over HTTPS and to localhost only, so this widens nothing but a trial.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
BEHIND_PROXY = flag(env, "BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    # Only behind a proxy that always sets this header itself.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
_port = f":{read(env, 'str', 'PORT', '8000')}" if TRIAL else ""  # as run.py
SITE_URL = required(
    "SITE_URL",
    read(env, "str", "SITE_URL", f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0].strip('.')}{_port}"),
    is_address,
    "must be an address with its scheme and without a path, for example: https://leaflets.example.org.",
).rstrip("/")
# Whom to tell of a security fault, in /.well-known/security.txt; without it the page about the clinic.
SECURITY_CONTACT = required(
    "SECURITY_CONTACT",
    read(env, "str", "SECURITY_CONTACT", ""),
    lambda contact: not contact or (contact.startswith(("mailto:", "https://", "tel:")) and contact.isprintable()),
    "must start with mailto:, https:// or tel:, for example: mailto:it@example.org.",
)
# All of Django's security headers are set in portal.middleware, on every response and in one place.
SECURE_HSTS_SECONDS = 0
SECURE_CONTENT_TYPE_NOSNIFF = False
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = None
LARGEST_BODY = 12 * 1024 * 1024  # bytes of any request; a picture has 10 MB at most (nginx.conf says the same)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 6000  # a long leaflet has some 300 rows of up to 12 fields
SILENCED_SYSTEM_CHECKS = [
    # These ask for settings whose headers portal.middleware sets itself, on every response.
    "security.W002",
    "security.W004",
    "security.W006",
    "security.W022",
]

# Logs: no address, path, query or person in any line of ours

REQUEST_LOG = flag(env, "REQUEST_LOG", default=True)  # one line for each request: portal.request_log
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "portal.logs.Discreet"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
