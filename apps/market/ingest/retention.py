"""How long ticks and second bars stay; longer bars stay for good."""

from dataclasses import dataclass
from typing import Final

from apps.market.models import Bar
from apps.market.store import ticks_prune

HOUR_US: Final = 3_600_000_000
MARGIN_US: Final = 600_000_000
"""Past the cut stay two of the longest live bars, so that none is ever refolded from a part."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Hours to keep; `second_bars_h` is never shorter than what a screen shows of them."""

    ticks_h: int
    second_bars_h: int

    @property
    def ticks_us(self) -> int:
        """How long ticks stay, in microseconds."""
        return self.ticks_h * HOUR_US

    def prune(self, now_us: int) -> int:
        """Delete what is older; return how many ticks went."""
        Bar.objects.filter(
            interval_s=1, timestamp_us__lt=now_us - self.second_bars_h * HOUR_US
        ).delete()
        return ticks_prune(before_us=now_us - self.ticks_us - MARGIN_US)
