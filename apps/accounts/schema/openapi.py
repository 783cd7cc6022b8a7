"""How the ways to sign in appear in the OpenAPI document."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from typing_extensions import override


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # library
    """Personal API tokens."""

    target_class = "apps.accounts.authentication.TokenAuthentication"
    name = "personalToken"

    @override
    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "description": "Made in Settings."}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # library
    """The browser's cookie session."""

    target_class = "apps.accounts.authentication.BrowserSessionAuthentication"
    name = "browserSession"

    @override
    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}
