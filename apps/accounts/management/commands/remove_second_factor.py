"""The way back in for who lost the phone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q
from typing_extensions import override

from apps.accounts.models import User
from apps.accounts.second_factor import second_factor_remove


class Command(BaseCommand):
    """Turn a person's second factor off; the password alone lets them in again."""

    help = "Turn off the second factor of a user who has lost it; the recovery codes go too."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help="user name or e-mail")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        user = _find(options["name"])
        if not second_factor_remove(user=user):
            raise CommandError(f"{user} has no second factor. Nothing was changed.")
        self.stdout.write(f"{user} signs in with the password alone now.")


def _find(name: str) -> User:
    found = User.objects.filter(Q(username=name) | Q(email__iexact=name)).first()
    if found is None:
        known = ", ".join(User.objects.order_by("pk").values_list("username", flat=True)[:20])
        raise CommandError(f"There is no user {name!r}. There are: {known or 'none yet'}.")
    return found
