"""`manage.py load_demo`: real daily history for the demo, once."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand
from typing_extensions import override

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
        user = get_user_model().objects.filter(username=settings.DEMO_USERNAME).first()
        if user is not None and demo_watchlist(owner_id=user.pk):
            self.stdout.write("Made the demo user's watchlist.")
