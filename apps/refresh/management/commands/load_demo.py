"""`manage.py load_demo`: real daily history for the demo, once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from typing_extensions import override

from apps.accounts.services import demo_user_ensure
from apps.instruments.selectors import panel_folder
from apps.instruments.services.demo import (
    demo_load,
    demo_was_whole,
    demo_watchlist,
)
from apps.instruments.services.demo_files import DemoFixturesError, replay_span
from apps.instruments.services.demo_levels import levels_write
from apps.instruments.signals import demo_opened
from apps.refresh.replay.playing import go_back
from apps.refresh.replay.position import replay_open


class Command(BaseCommand):
    """Load the demo data; does nothing when they are there."""

    help = "Load the demo data from fixtures/demo; does nothing when they are there."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        try:
            done = _load()
        except DemoFixturesError as error:
            raise CommandError(str(error)) from error
        panel_folder()
        self.stdout.write("Demo data loaded." if done else "Demo data are there already.")
        if settings.DEMO_LOGIN:
            self._welcome(demo_user_ensure().pk)

    def _welcome(self, demo_id: int) -> None:
        """Give the demo user what a first visit begins with."""
        if demo_watchlist(owner_id=demo_id):
            self.stdout.write("Made the demo user's watchlist.")
        if settings.DEMO_SAMPLES:
            demo_opened.send(demo_id)


def _load() -> bool:
    """Load all there is, or in a replay what had closed by where it stands."""
    if not settings.MARKET_REPLAY:
        return demo_load()
    replay = replay_open(replay_span())
    if demo_was_whole():
        # The market stood still before: what was made of later prices is not known here.
        go_back(replay.start)
        replay.refresh_from_db()
    levels_write(replay.position, replay.seconds_per_session)
    return demo_load(replay.position)
