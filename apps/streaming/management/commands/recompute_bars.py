"""Live bars against their ticks."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from typing_extensions import override

from apps.core.clock import now
from apps.instruments.types import MICROSECOND
from apps.streaming.bars.recompute import bars_recompute, streamed_instruments


class Command(BaseCommand):
    """Fold the kept ticks again, repair bars that are not their fold, and say how many."""

    help = "Compare live bars with the kept trades, bit for bit, and repair those that differ."

    @override
    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbol", nargs="?", default="", help="one symbol; all without")

    @override
    def handle(self, *args: Any, symbol: str, **options: Any) -> None:
        instruments = streamed_instruments(symbol.upper())
        if not instruments:
            raise CommandError(f"Nothing streams{' as ' + symbol if symbol else ''}.")
        now_us = int(now().timestamp() * MICROSECOND)
        for instrument in instruments:
            found = bars_recompute(instrument, now_us=now_us, check=lambda: None)
            self.stdout.write(
                f"{instrument[1]}: {found.bars} bars, {found.repaired} repaired,"
                f" {found.incomplete} with trades that are not kept"
            )
