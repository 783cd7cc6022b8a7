"""Start the first training; the launcher calls it after the processes are up."""

from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from apps.forecasts.services import demo_training_submit


class Command(BaseCommand):
    """Submit the system's training once per state of the daily data."""

    help = "Train the forecast models in the background; does nothing when that was asked already."

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        job = demo_training_submit()
        self.stdout.write(f"Training of the forecast models: {job.state} (job {job.id}).")
