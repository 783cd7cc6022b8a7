"""One currency for several instruments: prices are converted with known rates, or refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from apps.instruments.errors import MixedCurrenciesError, ThinRatesError
from apps.instruments.selectors.rates import rate_at, rate_names
from apps.instruments.types import Instrument

LEAST: Final = 3
"""Moments with every rate, below which a refusal names the rates and not the history."""


@dataclass(frozen=True, slots=True, eq=False)
class Converted:
    """Prices (T, N) in one currency; NaN where a price or its rate is unknown."""

    currency: str
    prices: NDArray[np.float64]


def currencies_of(instruments: Sequence[Instrument]) -> dict[str, list[str]]:
    """Return the symbols by currency, in the order in which the currencies come."""
    found: dict[str, list[str]] = {}
    for one in instruments:
        found.setdefault(one.currency, []).append(one.symbol)
    return found


def one_currency(
    *, instruments: Sequence[Instrument], asked: str = "", convertible: bool = True
) -> str:
    """Return the currency asked for, else the one that all instruments share.

    `convertible` says whether the question can name a currency: only then is that advised.

    Raises
    ------
    MixedCurrenciesError
        There are several and nobody said which is meant.
    """
    if asked:
        return asked
    found = currencies_of(instruments)
    if len(found) <= 1:
        return next(iter(found), "")
    target = next(code for code in found if code)
    raise MixedCurrenciesError(
        f"The symbols are in several currencies: {_listed(found)}. {_advice(found, target)}"
        if convertible
        else f"The symbols are in several currencies: {_listed(found)}. Choose symbols of one "
        "currency: prices are not converted here.",
        currencies=found,
        missing=(),
    )


def _advice(found: Mapping[str, Sequence[str]], target: str) -> str:
    rates = ", ".join(rate_names(found, target))
    return (
        "Choose symbols of one currency, or have the prices converted: the parameter currency "
        f"names one of them, and its rates are needed ({rates} for {target})."
    )


def converted(
    *,
    prices: NDArray[np.float64],
    instruments: Sequence[Instrument],
    moments: NDArray[np.int64],
    currency: str = "",
    interval: str = "1d",
    user_id: int | None,
    least: int = LEAST,
) -> Converted:
    """Return prices in one currency, each by the rate of its own moment.

    Parameters
    ----------
    prices : ndarray of shape (T, N)
        Each column in its instrument's currency.
    instruments : sequence of Instrument
        The N columns.
    moments : ndarray of shape (T,)
        Starts of the bars, int64 microseconds.
    currency : str, optional
        Which; by default the one they share.
    interval : str
        Of the bars.
    user_id : int, optional
        Whose private rates count too.
    least : int
        Moments that need every rate.

    Raises
    ------
    MixedCurrenciesError
        Naming the currencies, and the rates that are not known or known too seldom.
    """
    target = one_currency(instruments=instruments, asked=currency)
    found = currencies_of(instruments)
    asked_rates = {
        code: rate_at(
            base=code, quote=target, moments=moments, interval=interval, user_id=user_id
        )
        for code in found
    }  # fmt: skip
    rates = {code: rate for code, rate in asked_rates.items() if rate is not None}
    if missing := [code for code in found if code not in rates]:
        raise _unknown(found, target, missing)
    table = np.column_stack([rates[one.currency] for one in instruments])
    _require_days(table, found, target, least)
    return Converted(target, prices * table)


def _require_days(
    table: NDArray[np.float64], found: dict[str, list[str]], target: str, least: int
) -> None:
    days = int(np.isfinite(table).all(axis=1).sum())
    if days < min(least, len(table)):
        names = rate_names([code for code in found if code != target], target)
        raise ThinRatesError(names, currencies=found, days=days, of=len(table))


def _unknown(
    found: dict[str, list[str]], target: str, missing: Sequence[str]
) -> MixedCurrenciesError:
    names = rate_names(missing, target)
    hint = " or ".join((names[0], f"{target}{missing[0]}")) if names else ""
    help_ = (
        f" Add {hint} from a provider, or upload its daily closes under that symbol;"
        if hint
        else ""
    )
    return MixedCurrenciesError(
        f"The symbols are in {_listed(found)}, and there is no rate of "
        f"{', '.join(code or 'an unknown currency' for code in missing)} in {target} here."
        f"{help_} or choose symbols of one currency.",
        currencies=found,
        missing=names,
    )


def _listed(found: dict[str, list[str]]) -> str:
    parts = (f"{code or 'no known currency'} ({', '.join(found[code][:5])})" for code in found)
    return ", ".join(parts)
