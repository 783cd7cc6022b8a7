"""Where e-mail goes: the environment's server first, else the one that is stored in Settings."""

from config.env import env_str
from config.mail import mail_server

# Without a stored server this prints to the log, and nothing claims to be sent.
EMAIL_BACKEND = env_str("SIGHTLINE_EMAIL_BACKEND", "apps.accounts.mail.backend.EmailBackend")
EMAIL_TIMEOUT = 20
MAIL_FROM_IN_ENVIRONMENT = bool(env_str("SIGHTLINE_FROM_EMAIL"))
DEFAULT_FROM_EMAIL = env_str("SIGHTLINE_FROM_EMAIL", "sightline@localhost")

_server = mail_server("SIGHTLINE_EMAIL_URL")
if _server is not None:
    EMAIL_BACKEND = env_str(
        "SIGHTLINE_EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend"
    )
    EMAIL_HOST, EMAIL_PORT = _server.host, _server.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _server.user, _server.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = _server.tls, _server.starttls
