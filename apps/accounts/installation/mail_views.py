"""Routes of the mail server."""

from typing import Any, cast, get_args

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from apps.accounts.answers import MailSecurity, MailSettings, MailTest
from apps.accounts.mail_settings import (
    MailChanges,
    mail_server_forget,
    mail_server_set,
    mail_settings,
    mail_test,
)
from apps.accounts.permissions import person
from apps.core.web.bodies import body_of
from apps.core.web.scopes import scopes
from apps.core.web.throttling import MailTestThrottle

_HOST = r"^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$|^[0-9A-Fa-f:.]+$"
_HOST_WORDS = "Write the name or address of a host, such as mail.example.org, without port."
_PRINTABLE = r"^[\x20-\x7e]+$"
_PRINTABLE_WORDS = "Letters, digits and signs of ASCII only: the login of SMTP knows no others."


class MailServerWriteSerializer(serializers.Serializer[Any]):
    """A mail server as typed in."""

    host = serializers.RegexField(_HOST, max_length=253, error_messages={"invalid": _HOST_WORDS})
    port = serializers.IntegerField(min_value=1, max_value=65_535)
    security = serializers.ChoiceField(choices=get_args(MailSecurity))
    user = serializers.RegexField(
        r"^[\x21-\x7e]+$", max_length=254, required=False,
        error_messages={"invalid": f"{_PRINTABLE_WORDS} It has no blanks."},
        help_text="Leave it out where the server asks for no login.",
    )  # fmt: skip
    password = serializers.RegexField(
        _PRINTABLE, max_length=256, write_only=True, required=False, trim_whitespace=False,
        error_messages={"invalid": _PRINTABLE_WORDS},
        help_text="Leave it out to keep the stored one, for the same server and user.",
    )  # fmt: skip
    from_address = serializers.EmailField(
        max_length=254, help_text="Who mail is from, such as alerts@example.org."
    )


class MailTestRequestSerializer(serializers.Serializer[Any]):
    """Who gets the test message."""

    to = serializers.EmailField(max_length=254)


class MailSettingsView(APIView):
    """The mail server of this installation."""

    token_scopes = scopes(get="read", put="person", delete="person")

    @extend_schema(operation_id="mail_settings_retrieve", responses=MailSettings)
    def get(self, request: Request) -> Response:
        """Return where mail goes out; the server's address to the owner only."""
        return Response(mail_settings(user=person(request)))

    @extend_schema(
        operation_id="mail_settings_update",
        request=MailServerWriteSerializer,
        responses=MailSettings,
    )
    def put(self, request: Request) -> Response:
        """Store the mail server, its password encrypted; it counts from the next mail on.

        The owner only. Nothing is sent: test it afterwards.
        """
        sent, user = body_of(MailServerWriteSerializer, request), person(request)
        changes = cast("MailChanges", {"user": "", "password": None, **sent.validated_data})
        mail_server_set(user=user, changes=changes)
        return Response(mail_settings(user=user))

    @extend_schema(operation_id="mail_settings_destroy", responses={204: None})
    def delete(self, request: Request) -> Response:
        """Forget the stored mail server. The owner only."""
        mail_server_forget(user=person(request))
        return Response(status=204)


class MailTestView(APIView):
    """One message, to see whether the mail server takes it."""

    token_scopes = scopes(post="person")
    throttle_classes = (MailTestThrottle,)

    @extend_schema(
        operation_id="mail_settings_test", request=MailTestRequestSerializer, responses=MailTest
    )
    def post(self, request: Request) -> Response:
        """Send a test message and return what the mail server said; the owner only."""
        sent = body_of(MailTestRequestSerializer, request)
        return Response(mail_test(user=person(request), to=sent.validated_data["to"]))
