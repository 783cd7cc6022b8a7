"""Accounts by django-allauth: cookie sessions for browsers, session tokens for apps."""

from config.settings.base import SIGHTLINE_MODE

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["apps.accounts.backends.AccountBackend"]
PASSWORD_MIN_LENGTH = 10
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": PASSWORD_MIN_LENGTH},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("app", "browser")
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": "/settings?verify={key}",
    "account_reset_password": "/sign-in?reset=1",
    "account_reset_password_from_key": "/sign-in?reset_key={key}",
    "account_signup": "/sign-up",
}
ACCOUNT_ADAPTER = "apps.accounts.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
# A self-hosted product often has no mail server; the owner may set one and verify later.
ACCOUNT_EMAIL_VERIFICATION = "none"
# See apps/accounts/library_bounds.py.
ACCOUNT_MAX_EMAIL_ADDRESSES = 10
# Of wrong passwords the key is account and address together, see apps/accounts/sign_in/guesses.py.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
# No invitation to a sign-up that is closed goes to whoever types a stranger's address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
MFA_ADAPTER = "apps.accounts.second_factor.SecondFactorAdapter"
# allauth fears accounts made with a stranger's address; here the sign-up is the owner's alone.
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sightline"
USERSESSIONS_TRACK_ACTIVITY = False

DEMO_USERNAME = "demo"
DEMO_PASSWORD = "demo"  # noqa: S105  public on purpose: demo mode, loopback only
DEMO_LOGIN = SIGHTLINE_MODE == "demo"
