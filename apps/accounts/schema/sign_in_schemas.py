"""Shapes of the requests and answers of signing in."""

from collections.abc import Mapping
from typing import Any, Final

Shape = dict[str, Any]

_TEXT: Final[Shape] = {"type": "string"}
_FLAG: Final[Shape] = {"type": "boolean"}
_NUMBER: Final[Shape] = {"type": "integer"}
_PASSWORD: Final[Shape] = {"type": "string", "format": "password"}
_MOMENT: Final[Shape] = {"type": "number", "description": "Seconds since 1970, UTC."}
_MAYBE_MOMENT: Final[Shape] = _MOMENT | {"type": ["number", "null"]}


def _object(
    description: str, properties: Mapping[str, Shape], optional: tuple[str, ...] = ()
) -> Shape:
    required = [name for name in properties if name not in optional]
    found: Shape = {"type": "object", "description": description, "properties": dict(properties)}
    return found | ({"required": required} if required else {})


def _list(inner: Shape) -> Shape:
    return {"type": "array", "items": inner}


def _one(name: str) -> Shape:
    return {"$ref": f"#/components/schemas/{name}"}


def _names(description: str, *values: str) -> Shape:
    varnames = [value.upper() for value in values]
    return {
        "type": "string", "description": description, "enum": list(values),
        "x-enum-varnames": varnames,
    }  # fmt: skip


_REQUESTS: Final[dict[str, Shape]] = {
    "SignInRequest": _object(
        "Who signs in: a username or an e-mail address, and the password.",
        {"username": _TEXT, "email": _TEXT | {"format": "email"}, "password": _PASSWORD},
        ("username", "email"),
    ),
    "SignUpRequest": _object(
        "A new account.",
        {"username": _TEXT, "email": _TEXT | {"format": "email"}, "password": _PASSWORD},
    ),
    "ReauthenticateRequest": _object("The present password.", {"password": _PASSWORD}),
    "PasswordResetMailRequest": _object(
        "Where the link goes.", {"email": _TEXT | {"format": "email"}}
    ),
    "PasswordResetRequest": _object(
        "The key of the mail and the new password.", {"key": _TEXT, "password": _PASSWORD}
    ),
    "PasswordChangeRequest": _object(
        "The present password and the new one.",
        {"current_password": _PASSWORD, "new_password": _PASSWORD},
    ),
    "OneTimeCodeRequest": _object(
        "A code of the authenticator, or a recovery code where these are taken.", {"code": _TEXT}
    ),
    "SessionsEndRequest": _object("Ids of the sessions to end.", {"sessions": _list(_NUMBER)}),
}
_PARTS: Final[dict[str, Shape]] = {
    "AuthenticatorType": _names("Kind of a second factor.", "totp", "recovery_codes"),
    "SignInUser": _object(
        "A person who is signed in.",
        {
            "id": _NUMBER, "display": _TEXT, "username": _TEXT, "email": _TEXT,
            "has_usable_password": _FLAG,
        },
        ("email",),
    ),
    "SignInMethod": _object(
        "One step by which the person proved who they are.",
        {
            "method": _TEXT, "at": _MOMENT, "email": _TEXT, "username": _TEXT,
            "reauthenticated": _FLAG, "type": _one("AuthenticatorType"),
        },
        ("email", "username", "reauthenticated", "type"),
    ),
    "SignInMeta": _object(
        "Whether somebody is signed in; for `app`, the token of the session.",
        {
            "is_authenticated": _FLAG,
            "session_token": _TEXT | {"description": "Send it as `X-Session-Token`."},
        },
        ("session_token",),
    ),
    "SignInFlow": _object(
        "What can be done next, or has to be when it is pending.",
        {"id": _TEXT, "is_pending": _FLAG, "types": _list(_one("AuthenticatorType"))},
        ("is_pending", "types"),
    ),
    "SignInError": _object(
        "One reason.", {"message": _TEXT, "code": _TEXT, "param": _TEXT}, ("param",)
    ),
    "SignInSession": _object(
        "One session of the person.",
        {
            "id": _NUMBER, "user_agent": _TEXT, "ip": _TEXT, "created_at": _MOMENT,
            "is_current": _FLAG, "last_seen_at": _MOMENT,
        },
        ("last_seen_at",),
    ),
    "Authenticator": _object(
        "One second factor.",
        {
            "type": _one("AuthenticatorType"), "created_at": _MOMENT, "last_used_at": _MAYBE_MOMENT,
            "total_code_count": _NUMBER, "unused_code_count": _NUMBER,
        },
        ("total_code_count", "unused_code_count"),
    ),
}  # fmt: skip
_STATUS: Final[dict[str, Shape]] = {"status": _NUMBER}
_ANSWERS: Final[dict[str, Shape]] = {
    "SignInStatus": _object("A status alone.", _STATUS),
    "SignInDone": _object("It is done.", _STATUS),
    "SignInRefusal": _object(
        "What was refused.", _STATUS | {"errors": _list(_one("SignInError"))}
    ),
    "SignedIn": _object(
        "Somebody is signed in.",
        _STATUS
        | {
            "data": _object(
                "Who, and how.",
                {"user": _one("SignInUser"), "methods": _list(_one("SignInMethod"))},
            ),
            "meta": _one("SignInMeta"),
        },
    ),
    "SignInPending": _object(
        "Nobody is signed in.",
        _STATUS
        | {
            "data": _object(
                "What is possible.",
                {"flows": _list(_one("SignInFlow")), "user": _one("SignInUser"),
                 "methods": _list(_one("SignInMethod"))},
                ("flows", "user", "methods"),
            ),
            "meta": _one("SignInMeta"),
        },
    ),
    "SignInConfiguration": _object(
        "How one can sign in.", _STATUS | {"data": {"type": "object", "additionalProperties": True}}
    ),
    "PasswordResetInfo": _object(
        "Whose password the key resets.",
        _STATUS | {"data": _object("The person.", {"user": _one("SignInUser")})},
    ),
    "AuthenticatorList": _object(
        "Your second factors.", _STATUS | {"data": _list(_one("Authenticator"))}
    ),
    "TotpStatus": _object(
        "One-time codes are on.",
        _STATUS | {"data": _one("Authenticator"), "meta": {"type": "object"}}, ("meta",),
    ),
    "TotpSetup": _object(
        "One-time codes are off; what to set an authenticator up with.",
        _STATUS
        | {
            "meta": _object(
                "Secret and its link.", {"secret": _TEXT, "totp_url": _TEXT, "totp_svg": _TEXT,
                "totp_svg_data_uri": _TEXT}, ("totp_svg", "totp_svg_data_uri"),
            )
        },
    ),
    "RecoveryCodes": _object(
        "Recovery codes; each works once.",
        _STATUS
        | {
            "data": _object(
                "The codes.",
                {
                    "type": _one("AuthenticatorType"), "created_at": _MOMENT,
                    "last_used_at": _MAYBE_MOMENT, "total_code_count": _NUMBER,
                    "unused_code_count": _NUMBER, "unused_codes": _list(_TEXT),
                },
            )
        },
    ),
    "SessionList": _object("Your sessions.", _STATUS | {"data": _list(_one("SignInSession"))}),
}  # fmt: skip

SHAPES: Final[dict[str, Shape]] = _REQUESTS | _PARTS | _ANSWERS
