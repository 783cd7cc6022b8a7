"""TimescaleDB that was added to a database that is in use."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from typing_extensions import override

from apps.instruments.store.timescale import install


class Command(BaseCommand):
    """Turn the table of ticks into a hypertable; does nothing when it is one."""

    help = "Use TimescaleDB for ticks, when the extension was created after the first migration."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            done = install()
        if not done:
            raise CommandError(
                "This database has no timescaledb extension. As its owner, run"
                " CREATE EXTENSION timescaledb; and then this again."
            )
        self.stdout.write("Ticks are in a hypertable.")
