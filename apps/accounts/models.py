"""People and what proves them, their display settings, and keys of data providers."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from typing_extensions import override

from apps.core.quota import Bound


class User(AbstractUser):
    """A person; the demo person may sign in from this machine only."""

    is_demo = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return self.get_username()


class OwnerClaim(models.Model):
    """The one row that says who signed up as the owner; its only key lets nobody claim twice."""

    per_person: ClassVar = Bound(1, "cannot")

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    user = models.OneToOneField("accounts.User", models.CASCADE, null=True, related_name="+")
    claimed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="accounts_one_owner_claim")]

    @override
    def __str__(self) -> str:
        return f"claim of user {self.user_id}"


class UsedCode(models.Model):
    """A one-time code that was accepted, so that it is not accepted again while it is current."""

    per_person: ClassVar = Bound(100, "cannot")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=("user", "digest"), name="accounts_code_used_once")
        ]

    @override
    def __str__(self) -> str:
        return f"code of user {self.user_id}"


class DisplaySettings(models.Model):
    """How one person wants to see the screens."""

    per_person: ClassVar = Bound(1, "cannot")

    user = models.OneToOneField("accounts.User", models.CASCADE, related_name="+", primary_key=True)
    theme = models.CharField(max_length=8, default="system")
    palette = models.CharField(max_length=16, default="blue_orange")
    locale = models.CharField(max_length=16, default="en-US")
    timezone = models.CharField(max_length=64, default="UTC")
    hide_balances = models.BooleanField(default=False)
    hide_setup = models.BooleanField(default=False)
    tour_seen = models.BooleanField(default=False)

    @override
    def __str__(self) -> str:
        return f"display settings of user {self.pk}"


class ApiToken(models.Model):
    """A personal token; only its SHA-256 is stored."""

    per_person: ClassVar = Bound(50, "refused")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=8)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-pk")

    @override
    def __str__(self) -> str:
        return self.name


class SocketTicket(models.Model):
    """A proof for one socket, good once and for half a minute; only its SHA-256 is stored.

    It is derived from the session or token that asked for it, and ends with that.
    """

    per_person: ClassVar = Bound(20, "oldest_go")

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    session_key = models.CharField(max_length=40, default="", blank=True)
    token = models.ForeignKey("accounts.ApiToken", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(token__isnull=False, session_key="")
                    | (Q(token__isnull=True) & ~Q(session_key=""))
                ),
                name="accounts_ticket_has_one_parent",
            )
        ]

    @override
    def __str__(self) -> str:
        return f"ticket of user {self.user_id}"


class MailServer(models.Model):
    """The one mail server of the installation, its password encrypted by `FIELD_KEYS`."""

    per_person: ClassVar = Bound(1, "cannot")

    THE_ONE = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ONE)
    host = models.CharField(max_length=253)
    port = models.PositiveIntegerField()
    security = models.CharField(max_length=8)
    user = models.CharField(max_length=254, blank=True, default="")
    secret = models.TextField(help_text="Fernet token; never leaves the server.")
    from_address = models.CharField(max_length=254)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")
    # Of the last test message that the server took; empty since a change or a refusal.
    tested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="accounts_one_mail_server")]

    @override
    def __str__(self) -> str:
        return f"mail server {self.host}"


class ProviderKey(models.Model):
    """The installation's key of a data provider, encrypted by `FIELD_KEYS`."""

    per_person: ClassVar = Bound(20, "cannot")

    provider = models.CharField(max_length=32, primary_key=True)
    secret = models.TextField(help_text="Fernet token; never leaves the server.")
    last_four = models.CharField(max_length=4)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+")

    @override
    def __str__(self) -> str:
        return f"key of {self.provider}"
