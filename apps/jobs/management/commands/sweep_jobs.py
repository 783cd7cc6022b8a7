"""Heal lost jobs without the scheduler: once, or in a loop."""

from argparse import ArgumentParser
from time import sleep
from typing import Any

from django.core.management.base import BaseCommand
from typing_extensions import override

from apps.jobs.leases.sweeper import sweep


class Command(BaseCommand):
    """`manage.py sweep_jobs [--every SECONDS]`."""

    help = "Notifies workers again of waiting jobs and revives jobs whose worker vanished."

    @override
    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--every", type=float, default=0.0, help="repeat after this many s")

    @override
    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            done = sweep()
            counts = f"revived {done.revived}, ended {done.ended}, enqueued {done.enqueued}"
            self.stdout.write(counts)
            if not options["every"]:
                return
            sleep(options["every"])
