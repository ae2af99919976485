"""One settings file: every value comes from the environment, with safe defaults (docs/settings.md)."""

from csp.constants import NONE
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from zhuanban.config import environment, journal, production, signing_in, single_sign_on, web

DATA = environment.data_folder()
BUILD = environment.REPOSITORY / "build"
DEBUG = environment.switch("ZHUANBAN_DEBUG", default=False)
SECRET_KEY = environment.secret("ZHUANBAN_SECRET_KEY", "secret_key")
JOURNAL_KEY = environment.secret("ZHUANBAN_JOURNAL_KEY", "journal_key")
JOURNAL_HASH, JOURNAL_DAYS, JOURNAL_SYSLOG = journal.HASH, journal.DAYS, journal.SYSLOG
# The keys of what is personal: a file in the data folder, or the lines of such a file from elsewhere.
PRIVATE_KEYS = environment.text("ZHUANBAN_PRIVATE_KEYS", "")
PRIVATE_KEYS_FILE = DATA / "keys" / "private_keys"
# aes: AES-256-GCM; sm4: SM4-GCM. What either wrote stays readable; `zhuanban keys rotate` carries it over.
CIPHER = environment.choice("ZHUANBAN_CIPHER", "aes", {"aes", "sm4"})
ALLOWED_HOSTS = environment.words("ZHUANBAN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("ZHUANBAN_ORIGINS", "")
# Addresses or networks of our own proxies; what anybody else says about where he comes from is not believed.
PROXIES = environment.networks("ZHUANBAN_PROXIES", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "csp",
    "zhuanban.ground.core",
    "zhuanban.ground.journal",
    "zhuanban.ground.files",
    "zhuanban.ground.workdays",
    "zhuanban.ground.orgs",
    "zhuanban.ground.signin",
    "zhuanban.ground.privacy",
    "zhuanban.ground.approvals",
    "zhuanban.ground.search",
    "zhuanban.ground.threads",
    "zhuanban.plan.campaigns",
    "zhuanban.plan.homes",
    "zhuanban.plan.localplans",
    "zhuanban.work.matters",
    "zhuanban.work.workbooks",
    "zhuanban.work.takeovers",
    "zhuanban.work.channels",
    "zhuanban.work.patrols",
    "zhuanban.work.indicators",
    "zhuanban.oversight.appraisals",
    "zhuanban.outward.documents",
    "zhuanban.outward.api",
    "zhuanban.outward.audit",
    "zhuanban.outward.desk",
    "zhuanban.cli",
]

MIDDLEWARE = [
    "zhuanban.ground.core.proxies.TrustedProxies",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "zhuanban.ground.core.headers.BrowserLimits",
    "zhuanban.ground.core.request_limits.RequestLimits",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "zhuanban.ground.core.rate_limits.RateLimits",
    "zhuanban.ground.signin.gates.SessionBounds",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "zhuanban.ground.signin.gates.PasswordFirst",
    "zhuanban.ground.orgs.gates.ActingFor",
    "zhuanban.ground.signin.gates.SecondFactorFirst",
    "zhuanban.ground.core.middleware.PrivatePages",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "zhuanban.ground.core.middleware.ChineseErrors",
]

ROOT_URLCONF = "zhuanban.config.urls"
WSGI_APPLICATION = "zhuanban.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhuanban.ground.core.slots.page_slots",
            ],
            "builtins": ["zhuanban.ground.core.templatetags.zhuanban"],
        },
    }
]

FORM_RENDERER = "zhuanban.ground.core.form_rendering.QuickRenderer"

DATABASES = {"default": Env.db_url_config(environment.text("DATABASE_URL", f"sqlite:///{DATA / 'zhuanban.sqlite3'}"))}
SQLITE = DATABASES["default"]["ENGINE"].endswith("sqlite3")
if SQLITE:
    # Immediate transactions and WAL: the only setting that gave no lock errors with two writers.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-4096;"
            "PRAGMA mmap_size=67108864;PRAGMA journal_size_limit=67108864;"
        ),
    }
else:
    # The server plans a statement that comes again once; without it, it plans the joins of every page anew.
    DATABASES["default"].setdefault("OPTIONS", {}).update(server_side_binding=True, prepare_threshold=5)
# A connection stays with its thread: opening one costs more than most pages; one that the server closed is opened anew.
DATABASES["default"]["CONN_MAX_AGE"] = None
DATABASES["default"]["CONN_HEALTH_CHECKS"] = not SQLITE
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "orgs.User"
# The second one only carries sessions; a password is taken by the first, which counts.
AUTHENTICATION_BACKENDS = [
    "zhuanban.ground.signin.services.trying.CountedBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["zhuanban.ground.signin.hashers.MeasuredArgon2"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "zhuanban.ground.signin.services.strength.OwnRules"}]
LOGIN_URL = "signin:sign_in"
LOGIN_REDIRECT_URL = "desk:home"
LOGOUT_REDIRECT_URL = "signin:sign_in"
PASSWORD_LENGTH, PASSWORD_CLASSES = signing_in.PASSWORD_LENGTH, signing_in.PASSWORD_CLASSES
PASSWORD_DAYS, PASSWORD_HISTORY = signing_in.PASSWORD_DAYS, signing_in.PASSWORD_HISTORY
SIGN_IN_TRIES, SIGN_IN_REST_MINUTES = signing_in.SIGN_IN_TRIES, signing_in.SIGN_IN_REST_MINUTES
IDLE_MINUTES, ADMINISTRATOR_IDLE_MINUTES = signing_in.IDLE_MINUTES, signing_in.ADMINISTRATOR_IDLE_MINUTES
SESSION_HOURS, ONE_SESSION = signing_in.SESSION_HOURS, signing_in.ONE_SESSION
LOCAL_SIGNIN, UNUSED_DAYS = signing_in.LOCAL_SIGNIN, signing_in.UNUSED_DAYS
# Whose seats ask for a second factor; others may have one. Empty: nobody has to.
SECOND_FACTOR_ROLES = environment.words("ZHUANBAN_SECOND_FACTOR_ROLES", "system_admin,security_admin,auditor")
OIDC, CAS = single_sign_on.oidc(), single_sign_on.cas()
# What the buttons of the sign-in page say.
OIDC_NAME = environment.text("ZHUANBAN_OIDC_NAME", "统一身份认证")
CAS_NAME = environment.text("ZHUANBAN_CAS_NAME", "统一身份认证")

SESSION_ENGINE = "zhuanban.ground.signin.session_store"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = environment.switch("ZHUANBAN_TLS", default=False)
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE
if SESSION_COOKIE_SECURE:
    # A browser takes cookies of such a name only over TLS and from this very host.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
CSRF_FAILURE_VIEW = "zhuanban.ground.core.views.csrf_failure"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
# Sites that may show our pages in a frame of theirs, such as the county's own portal; none by default.
EMBEDDED_IN = environment.words("ZHUANBAN_EMBEDDED_IN", "")
if EMBEDDED_IN:
    MIDDLEWARE.remove("django.middleware.clickjacking.XFrameOptionsMiddleware")  # it knows no list of sites
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        **web.CONTENT_POLICY,
        "frame-ancestors": EMBEDDED_IN or [NONE],
        "report-uri": [web.POLICY_REPORTS],
    }
}
BARRED_FEATURES, PHONE_FEATURES, PHONE_PAGES = web.BARRED_FEATURES, web.PHONE_FEATURES, web.PHONE_PAGES
BODY_RULES, LONGEST_ADDRESS, RATE_RULES = web.BODY_RULES, web.LONGEST_ADDRESS, web.RATE_RULES
# Hosts of our own network that the product may call, such as the government's sign-on.
OUTGOING_INTERNAL = environment.words("ZHUANBAN_OUTGOING_INTERNAL", "")
# ClamAV, by a path on this machine or host:port; without it nobody is asked.
CLAMAV = environment.text("ZHUANBAN_CLAMAV", "")
# Counts of how often somebody came; several web processes need one that they share (redis://, dbcache://).
CACHES = {"default": Env.cache_url_config(environment.text("ZHUANBAN_CACHE", "locmemcache://zhuanban"))}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "/static/"
STATIC_ROOT = BUILD / "served"
STATICFILES_DIRS = [BUILD / "static"] if (BUILD / "static").exists() else []
STATICFILES_DIRS.append(environment.REPOSITORY / "web")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_MANIFEST_STRICT = False
# Only in memory, within BODY_RULES: what is refused, such as a file with a secrecy mark, has then lain on no disk.
FILE_UPLOAD_HANDLERS = ["zhuanban.ground.core.uploads.receiving.InMemory"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 24 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 30
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "class": "zhuanban.ground.core.scrubbing.ScrubbingFormatter",  # nothing personal leaves for a log
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("ZHUANBAN_LOG", "WARNING")},
}

PRODUCTION = environment.switch("ZHUANBAN_PRODUCTION", default=False)
if PRODUCTION and (faults := production.faults(globals())):
    raise ImproperlyConfigured("正式环境的设置还不行：" + "".join(faults))
