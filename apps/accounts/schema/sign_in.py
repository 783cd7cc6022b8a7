"""Signing in, as django-allauth answers it, in the OpenAPI document.

allauth has a document of its own, but in OpenAPI 3.0, with routes that are closed here and unions
that generators cannot read. `tests/apps/accounts/test_sign_in_document.py` compares this one with
real answers.
"""

from copy import deepcopy
from typing import Any, Final, NamedTuple

from apps.accounts.schema.sign_in_schemas import SHAPES
from apps.core.openapi.walking import Document, components_of

# Both speak the same: a program gets a session token, a browser a cookie.
CLIENTS: Final = {"app": "XSessionTokenAuth", "browser": "browserSession"}
_KEY: Final = {
    "name": "X-Password-Reset-Key",
    "in": "header",
    "required": True,
    "description": "The key from the link of the mail.",
    "schema": {"type": "string"},
}
_CSRF: Final = {
    "name": "X-CSRFToken",
    "in": "header",
    "required": True,
    "description": "The value of the cookie `csrftoken`.",
    "schema": {"type": "string"},
}
_DESCRIPTIONS: Final = {
    "200": "Done.",
    "400": "The input is refused; `errors` says why.",
    "401": "Not signed in, or not yet: `data.flows` lists what is possible or pending.",
    "403": "Not allowed, for example because sign-up is closed.",
    "404": "There is none.",
    "409": "The session is in a state that does not allow this.",
    "410": "The session has ended; forget its token.",
    "429": "Too many requests; wait.",
}


class SignInOperation(NamedTuple):
    """One operation: its place, its words, its body, and the shape of each answer."""

    route: str
    method: str
    operation_id: str
    summary: str
    answers: dict[str, str]
    body: str = ""
    tag: str = "sign-in"
    needs_session: bool = False
    note: str = ""
    key: bool = False


_OK: Final = {"200": "SignInDone"}
_IN: Final = {"200": "SignedIn", "400": "SignInRefusal", "401": "SignInPending"}
_OUT: Final = {"401": "SignInPending", "410": "SignInPending"}
_CONFLICT: Final = {"409": "SignInStatus"}
_BUSY: Final = {"429": "SignInStatus"}
_FORBIDDEN: Final = {"403": "SignInStatus"}
_PENDING_NOTE: Final = (
    "With a second factor the answer is 401 and the flow `mfa_authenticate` is pending: post the"
    " code to `auth/2fa/authenticate`, with the session token of this answer."
)
_RECENT_NOTE: Final = (
    "Needs a recent sign-in: 401 with the flow `reauthenticate` or `mfa_reauthenticate` else."
)
OPERATIONS: Final = (
    SignInOperation("config", "get", "sign_in_configuration",
        "Return how one can sign in", {"200": "SignInConfiguration"}),
    SignInOperation("auth/login", "post", "sign_in", "Sign in with a password",
        _IN | _CONFLICT | _BUSY, "SignInRequest", note=_PENDING_NOTE),
    SignInOperation("auth/signup", "post", "sign_up", "Sign up; the first person is the owner",
        _IN | _CONFLICT | _FORBIDDEN | _BUSY, "SignUpRequest"),
    SignInOperation("auth/session", "get", "session_retrieve", "Return the present session",
        {"200": "SignedIn"} | _OUT, needs_session=True),
    SignInOperation("auth/session", "delete", "sign_out", "Sign out", _OUT, needs_session=True,
        note="The answer is 401, since nobody is signed in any more."),
    SignInOperation("auth/reauthenticate", "post", "reauthenticate",
        "Confirm the present session with the password", _IN | _BUSY, "ReauthenticateRequest",
        needs_session=True),
    SignInOperation("auth/password/request", "post", "password_reset_request",
        "Request a mail with a link to reset the password",
        _OK | {"400": "SignInRefusal"} | _FORBIDDEN | _BUSY, "PasswordResetMailRequest",
        note="The answer is the same whether or not an account has the address."),
    SignInOperation("auth/password/reset", "get", "password_reset_retrieve",
        "Return whose password a key resets",
        {"200": "PasswordResetInfo", "400": "SignInRefusal"} | _CONFLICT, key=True),
    SignInOperation("auth/password/reset", "post", "password_reset",
        "Set a new password by the key of the mail", _IN | _CONFLICT, "PasswordResetRequest"),
    SignInOperation("auth/2fa/authenticate", "post", "second_factor_authenticate",
        "Complete a sign-in with a one-time code", _IN | _CONFLICT | _BUSY, "OneTimeCodeRequest",
        "second-factor", needs_session=True,
        note="A recovery code is taken too. The session token may change: use that of the answer."),
    SignInOperation("auth/2fa/reauthenticate", "post", "second_factor_reauthenticate",
        "Confirm the present session with a one-time code", _IN | _BUSY, "OneTimeCodeRequest",
        "second-factor", needs_session=True),
    SignInOperation("account/authenticators", "get", "authenticators_list",
        "List your second factors", {"200": "AuthenticatorList"} | _OUT,
        tag="second-factor", needs_session=True),
    SignInOperation("account/authenticators/totp", "get", "totp_retrieve",
        "Return the state of one-time codes",
        {"200": "TotpStatus", "404": "TotpSetup"} | _OUT | _CONFLICT, tag="second-factor",
        needs_session=True, note=f"404 carries the secret to activate them with. {_RECENT_NOTE}"),
    SignInOperation("account/authenticators/totp", "post", "totp_activate",
        "Switch one-time codes on", {"200": "TotpStatus"} | _OUT | _CONFLICT
        | {"400": "SignInRefusal"}, "OneTimeCodeRequest", "second-factor", needs_session=True,
        note=_RECENT_NOTE),
    SignInOperation("account/authenticators/totp", "delete", "totp_deactivate",
        "Switch one-time codes off", _OK | _OUT | {"404": "SignInStatus"}, tag="second-factor",
        needs_session=True, note=_RECENT_NOTE),
    SignInOperation("account/authenticators/recovery-codes", "get", "recovery_codes_retrieve",
        "Return your unused recovery codes", {"200": "RecoveryCodes", "404": "SignInStatus"} | _OUT,
        tag="second-factor", needs_session=True, note=_RECENT_NOTE),
    SignInOperation("account/authenticators/recovery-codes", "post", "recovery_codes_renew",
        "Make new recovery codes", {"200": "RecoveryCodes", "400": "SignInRefusal"} | _OUT,
        tag="second-factor", needs_session=True, note=_RECENT_NOTE),
    SignInOperation("account/password/change", "post", "password_change", "Change your password",
        {"200": "SignedIn", "400": "SignInRefusal"} | _OUT | _FORBIDDEN, "PasswordChangeRequest",
        needs_session=True,
        note="Other sessions of the person end. Personal API tokens stay until they are revoked."),
    SignInOperation("auth/sessions", "get", "sessions_list", "List your sessions",
        {"200": "SessionList"} | _OUT, needs_session=True),
    SignInOperation("auth/sessions", "delete", "sessions_end", "End some of your sessions",
        {"200": "SessionList", "400": "SignInRefusal"} | _OUT, "SessionsEndRequest",
        needs_session=True),
)  # fmt: skip


def add_sign_in(result: Document, generator: object, request: object, public: object) -> Document:
    """Add the operations of signing in and their shapes."""
    del generator, request, public  # drf-spectacular passes them by name
    components_of(result, "schemas").update(deepcopy(SHAPES))
    for client in CLIENTS:
        for one in OPERATIONS:
            path = result["paths"].setdefault(f"/_allauth/{client}/v1/{one.route}", {})
            path[one.method] = _operation(one, client)
    return result


def _operation(one: SignInOperation, client: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "operationId": f"{client}_{one.operation_id}",
        "summary": f"{one.summary} ({client})",
        "description": f"{one.summary}. {one.note}".strip(),
        "tags": [one.tag],
        "responses": {status: _answer(status, name) for status, name in one.answers.items()},
        "security": [{CLIENTS[client]: []}] if one.needs_session else [{}],
    }
    headers = [_KEY] if one.key else []
    if client == "browser" and one.method != "get":
        headers.append(_CSRF)
    if headers:
        found["parameters"] = headers
    if one.body:
        found["requestBody"] = {"required": True, "content": _content(one.body)}
    return found


def _answer(status: str, shape: str) -> dict[str, Any]:
    return {"description": _DESCRIPTIONS[status], "content": _content(shape)}


def _content(shape: str) -> dict[str, Any]:
    return {"application/json": {"schema": {"$ref": f"#/components/schemas/{shape}"}}}
