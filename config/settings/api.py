"""The REST framework and its OpenAPI 3.1 document."""

from typing import Any

from config.env import env_str
from config.settings.base import SIGHTLINE_VERSION

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
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_PAGINATION_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["apps.core.throttling.UserBurstThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "burst": env_str("SIGHTLINE_THROTTLE_BURST", "1200/min"),
        "compute": env_str("SIGHTLINE_THROTTLE_COMPUTE", "120/min"),
        "ticket": "60/min",
    },
    "EXCEPTION_HANDLER": "apps.core.handler.problem_handler",
    "NON_FIELD_ERRORS_KEY": "body",
    "COERCE_DECIMAL_TO_STRING": False,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": "Sightline",
    "DESCRIPTION": "Forecasts, risk and portfolios you can check.",
    "VERSION": SIGHTLINE_VERSION,
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": r"/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "POSTPROCESSING_HOOKS": [
        "apps.core.schema.add_problem_answers",
        "apps.core.schema.add_page_parameters",
        "apps.core.schema.add_token_scopes",
        "apps.core.schema.close_request_bodies",
        "apps.realtime.schema.add_events",
    ],
}
