"""`manage.py load_demo`: real daily history for the demo, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from apps.accounts.services import demo_user_ensure
from apps.instruments.selectors import panel_folder
from apps.instruments.services.demo import DemoFixturesError, demo_load, demo_watchlist


class Command(BaseCommand):
    """Load the demo data; does nothing when they are there."""

    help = "Load the demo data from fixtures/demo; does nothing when they are there."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = demo_load()
        except DemoFixturesError as error:
            raise CommandError(str(error)) from error
        panel_folder()
        self.stdout.write("Demo data loaded." if done else "Demo data are there already.")
        if settings.DEMO_LOGIN and demo_watchlist(owner_id=demo_user_ensure().pk):
            self.stdout.write("Made the demo user's watchlist.")
