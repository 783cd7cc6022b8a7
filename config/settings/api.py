"""The REST framework."""

from typing import Any

from config.env import env_str

REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "apps.accounts.authentication.TokenAuthentication",
        "allauth.headless.contrib.rest_framework.authentication.XSessionTokenAuthentication",
        "apps.accounts.authentication.BrowserSessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": [
        "rest_framework.permissions.IsAuthenticated",
        "apps.accounts.permissions.TokenScopePermission",
    ],
    "DEFAULT_RENDERER_CLASSES": ["apps.core.json.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.json.OrjsonParser"],
    "DEFAULT_SCHEMA_CLASS": "apps.core.openapi.operations.OperationSchema",
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["apps.core.web.throttling.UserBurstThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "burst": env_str("SIGHTLINE_THROTTLE_BURST", "1200/min"),
        "compute": env_str("SIGHTLINE_THROTTLE_COMPUTE", "120/min"),
        "mail_test": "10/min",
        "ticket": "60/min",
    },
    "EXCEPTION_HANDLER": "apps.core.web.handler.problem_handler",
    "NON_FIELD_ERRORS_KEY": "body",
    "COERCE_DECIMAL_TO_STRING": False,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
