"""How often a provider may still be called, counted in the database for all processes together.

Each limit is a bucket whose tokens come back one period after they were spent, so that in no span
of that length there are more calls than the provider allows. The calls are kept in the database,
not in Redis: a day's quota outlives a restart of the bundled one.
"""

from datetime import UTC, datetime
from time import sleep
from typing import Final

from django.db import transaction

from apps.core.clock import now
from apps.instruments.types import MICROSECOND
from apps.providers.answers import Quota
from apps.providers.models import ProviderCalls
from apps.providers.shared.base import CallLimit, ProviderLimitError

PATIENCE_S: Final = 1.5
"""Of a provider that wants a second between two calls, the second one waits."""
_WORDS: Final = {1: "second", 60: "minute", 3_600: "hour", 86_400: "day"}


class Budget:
    """The calls of one provider.

    Parameters
    ----------
    provider : str
        Its name.
    limits : tuple of CallLimit
        All of them hold at once.
    """

    def __init__(self, provider: str, limits: tuple[CallLimit, ...]) -> None:
        self._provider = provider
        self._limits = limits

    def spend(self) -> None:
        """Take one call, after a short wait if that is all it needs.

        Raises
        ------
        ProviderLimitError
            A limit is reached; it says when a call comes back.
        """
        try:
            self._take()
        except ProviderLimitError as error:
            if error.retry_after_s is None or error.retry_after_s > PATIENCE_S:
                raise
            sleep(error.retry_after_s)
            self._take()

    def _take(self) -> None:
        with transaction.atomic():
            ProviderCalls.objects.get_or_create(pk=self._provider)
            row = ProviderCalls.objects.select_for_update().get(pk=self._provider)
            moment = _now_us()
            self._check(row.moments_us, moment)
            longest = max((limit.period_s for limit in self._limits), default=0)
            row.moments_us = [*_since(row.moments_us, moment, longest), moment]
            row.save(update_fields=["moments_us"])

    def quotas(self) -> tuple[Quota, ...]:
        """Return how much of each limit is used now."""
        row = ProviderCalls.objects.filter(pk=self._provider).first()
        moments: list[int] = row.moments_us if row else []
        moment = _now_us()
        return tuple(
            _quota(limit, _since(moments, moment, limit.period_s)) for limit in self._limits
        )

    def _check(self, moments: list[int], moment: int) -> None:
        for limit in self._limits:
            spent = _since(moments, moment, limit.period_s)
            if len(spent) >= limit.calls:
                back = spent[-limit.calls] + limit.period_s * MICROSECOND
                raise ProviderLimitError(
                    self._provider,
                    f"Its {limit.calls} calls a {_period(limit.period_s)} are used up.",
                    fix=f"The next one is free at {_moment(back):%Y-%m-%d %H:%M:%S} UTC.",
                    retry_after_s=(back - moment) / MICROSECOND,
                )


def _quota(limit: CallLimit, spent: list[int]) -> Quota:
    back = _moment(spent[0] + limit.period_s * MICROSECOND) if spent else None
    return Quota(limit.calls, limit.period_s, len(spent), back)


def _since(moments: list[int], moment: int, period_s: int) -> list[int]:
    return [one for one in moments if one > moment - period_s * MICROSECOND]


def _period(seconds: int) -> str:
    return _WORDS.get(seconds, f"{seconds} seconds")


def _now_us() -> int:
    return int(now().timestamp() * MICROSECOND)


def _moment(microseconds: int) -> datetime:
    return datetime.fromtimestamp(microseconds / MICROSECOND, UTC)
