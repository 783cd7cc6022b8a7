"""Instruments of the system: added from a provider, refilled, removed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from apps.accounts.models import User
from apps.core.errors import ConflictError, FieldProblem
from apps.instruments.errors import BadParameterError, UnknownSymbolError
from apps.instruments.intervals import SECONDS
from apps.instruments.kinds import REFRESH_PANEL
from apps.instruments.mappers import instrument_from_row
from apps.instruments.models import DailyFeed, InstrumentRow
from apps.instruments.store import actions_replace, bars_delete, holds_clear
from apps.instruments.types import PROVIDER_SYMBOL, Instrument
from apps.jobs.services import job_submit
from apps.jobs.types import JobInfo
from apps.providers.asking import has_provider, matches_fetch
from apps.providers.fallback import AllProvidersFailedError
from apps.providers.shared.base import ProviderMatch
from apps.refresh.kinds import BACKFILL, REFRESH
from apps.refresh.starter import STARTER, Suggestion

HERE: Final = "here"
"""In a search's answer the place of what needs no provider."""
_SYMBOL: Final = re.compile(PROVIDER_SYMBOL)


@dataclass(frozen=True, slots=True)
class Added:
    """An instrument that is now here, and the job that fills it, if it needs one."""

    instrument: Instrument
    job: JobInfo | None


def instrument_add(*, user: User, symbol: str, provider: str = "") -> Added:
    """Make a provider's instrument one of the system's and fill it with its history.

    Parameters
    ----------
    user : User
        Whose job the backfill is.
    symbol : str
        Our own symbol, as the search gives it.
    provider : str, optional
        The provider to ask first; by default the one that knows the symbol first. `here` for an
        instrument that came with the demo and was removed: no provider is asked, it comes back with
        its bars.

    Raises
    ------
    ConflictError
        `symbol_is_private`: the person has an uploaded instrument of that symbol.
    UnknownSymbolError, AllProvidersFailedError
        No provider knows it, or none answered.
    """
    wanted = _symbol(symbol)
    _refuse_shadowing(user, wanted)
    row = InstrumentRow.objects.filter(symbol=wanted, owner=None).first()
    if row is not None and row.active and row.provider and row.last_bar:
        return Added(instrument_from_row(row), None)
    if row is not None and _is_put_away(row) and provider in {"", HERE}:
        return _brought_back(row, user)
    match = _match(wanted, "" if provider == HERE else provider)
    with transaction.atomic():
        row = _made(match)
        job = _backfill([wanted], user.pk)
    return Added(instrument_from_row(row), job)


def _is_put_away(row: InstrumentRow) -> bool:
    return not row.active and not row.provider and row.last_bar is not None


def _brought_back(row: InstrumentRow, user: User) -> Added:
    with transaction.atomic():
        row.active = True
        row.save(update_fields=["active"])
        job = job_submit(kind=REFRESH_PANEL.name, params={}, owner_id=user.pk)
    return Added(instrument_from_row(row), job)


def starter_add(*, user: User) -> JobInfo:
    """Add the suggested instruments, in one job; those that are here already stay as they are."""
    if not any(has_provider(one.asset_class) for one in STARTER):
        raise AllProvidersFailedError(())
    with transaction.atomic():
        for one in STARTER:
            _refuse_shadowing(user, one.symbol)
            _made(one)
        return _backfill([one.symbol for one in STARTER], user.pk)


def instrument_refresh(*, user: User, instrument: Instrument) -> JobInfo:
    """Ask the providers for an instrument's newest bars, as a job.

    Raises
    ------
    ConflictError
        `not_from_a_vendor`: its bars were uploaded, or came with the demo.
    """
    if instrument.owner_id is not None or not instrument.provider:
        raise ConflictError(
            f"The bars of {instrument.symbol} do not come from a provider, so nobody can be asked "
            "for newer ones. Upload a file, or add the symbol from a provider in live mode.",
            code="not_from_a_vendor",
        )
    if not instrument.active:
        raise ConflictError(
            f"{instrument.symbol} was removed. Add it again first.", code="instrument_removed"
        )
    return job_submit(kind=REFRESH.name, params={"symbols": [instrument.symbol]}, owner_id=user.pk)


def instrument_refound(instrument: Instrument) -> Instrument:
    """Make room for a provider's history: bars of another origin are deleted first."""
    if DailyFeed.objects.filter(instrument_id=instrument.id).exists():
        return instrument
    with transaction.atomic():
        bars_delete(instrument_ids=[instrument.id], intervals_s=[SECONDS["1d"]])
        actions_replace(instrument_id=instrument.id, rows=())
        holds_clear(instrument_id=instrument.id)
        row = InstrumentRow.objects.select_for_update().get(pk=instrument.id)
        row.first_bar = row.last_bar = None
        row.simulated = False
        row.save(update_fields=["first_bar", "last_bar", "simulated"])
    return instrument_from_row(row)


def _symbol(text: str) -> str:
    symbol = text.strip().upper()
    if not _SYMBOL.fullmatch(symbol):
        raise BadParameterError(
            "symbol", "must be letters, digits and . - = ^ _ only, at most 32, such as BRK.B."
        )
    return symbol


def _refuse_shadowing(user: User, symbol: str) -> None:
    if InstrumentRow.objects.filter(symbol=symbol, owner=user).exists():
        message = f"You uploaded an instrument called {symbol}, which would hide this one."
        raise ConflictError(
            f"{message} Delete it, or upload it under another symbol.",
            code="symbol_is_private",
            errors=[FieldProblem("symbol", message)],
        )


def _match(symbol: str, provider: str) -> ProviderMatch:
    found = matches_fetch(text=symbol, only=provider)
    for match in found.matches:
        if match.symbol.upper() == symbol:
            return match
    if found.tried or not found.asked:
        raise AllProvidersFailedError(found.tried)
    raise UnknownSymbolError(symbol)


def _made(offered: ProviderMatch | Suggestion) -> InstrumentRow:
    """Return the row of what a provider reported; of concurrent makers one makes it."""
    fields = {
        "name": offered.name[:120] or offered.symbol,
        "asset_class": offered.asset_class,
        "exchange": offered.exchange[:40],
        "currency": offered.currency[:8],
        "calendar": offered.calendar or "24/5",
        "provider": offered.provider,
        "active": True,
    }
    row, created = InstrumentRow.objects.get_or_create(
        symbol=offered.symbol.upper(), owner=None,
        defaults={**fields, "source": offered.provider, "has_ohlc": True},
    )  # fmt: skip
    if not created and (not row.active or not row.provider):
        for name, value in fields.items():
            setattr(row, name, value)
        row.save(update_fields=list(fields))
    return row


def _backfill(symbols: Sequence[str], owner_id: int) -> JobInfo:
    return job_submit(kind=BACKFILL.name, params={"symbols": list(symbols)}, owner_id=owner_id)
