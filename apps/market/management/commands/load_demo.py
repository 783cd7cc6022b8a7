"""`manage.py load_demo`: real daily history for the demo, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from typing_extensions import override

from apps.accounts.services import demo_user_ensure
from apps.market.selectors import panel_folder
from apps.market.services.demo import demo_load, demo_watchlist


class Command(BaseCommand):
    """Load the demo data; does nothing when they are there."""

    help = "Load the demo data from fixtures/demo; does nothing when they are there."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        done = demo_load()
        panel_folder()
        self.stdout.write("Demo data loaded." if done else "Demo data are there already.")
        if settings.DEMO_LOGIN and demo_watchlist(owner_id=demo_user_ensure().pk):
            self.stdout.write("Made the demo user's watchlist.")
