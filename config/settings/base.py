"""Where things are, which apps run, and in which mode."""

from pathlib import Path

from config.env import env_bool, env_list, env_str
from config.version import read_version

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env_str("SIGHTLINE_DATA_DIR", str(BASE_DIR / "var"))).expanduser().resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

SIGHTLINE_MODE = env_str("SIGHTLINE_MODE", "demo", choices=("demo", "live"))
SIGHTLINE_VERSION = read_version()
DEBUG = env_bool("SIGHTLINE_DEBUG", default=False)
ALLOWED_HOSTS = list(env_list("SIGHTLINE_ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]")))

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
    "django_prometheus",
    "apps.core",
    "apps.accounts",
    "apps.realtime",
    "apps.jobs",
    "apps.instruments",
    "apps.providers",
    "apps.streaming",
    "apps.imports",
    "apps.refresh",
    "apps.alerts",
    "apps.risk",
    "apps.forecasts",
    "apps.pairs",
    "apps.pipelines",
    "apps.data_quality",
    "apps.explain",
    "apps.portfolio",
    "apps.samples",
    "apps.home",
]

MIDDLEWARE = [
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "apps.core.web.middleware.CallerMiddleware",
    # Before whoever redirects or serves files.
    "apps.core.web.hosts.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "apps.core.built_files.BuiltFilesMiddleware",
    "apps.core.web.compressing.CompressionMiddleware",
    "apps.core.web.conditional.ConditionalMiddleware",
    "apps.core.web.middleware.ProblemMiddleware",
    "apps.core.web.middleware.BodyLimitMiddleware",
    "apps.core.web.middleware.StrictJsonMiddleware",
    "apps.core.openapi.queries.QueryMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Next to the view, so that what stands around it keeps to the present.
    "apps.instruments.http.as_of.AsOfMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = False
