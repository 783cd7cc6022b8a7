"""Refusals of the market, each with its cause and its fix."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from apps.core.errors import BadRequestError, FieldProblem, NotFoundError, UnprocessableError

_SHOWN: Final = 5


class UnknownSymbolError(NotFoundError):
    """No instrument of that symbol that this person may see."""

    default_code = "unknown_symbol"
    default_title = "Unknown symbol"

    def __init__(self, symbol: str) -> None:
        super().__init__(
            f"There is no instrument {symbol[:40]!r}. Search for its name, or add it.",
            errors=[FieldProblem("symbol", "unknown symbol")],
        )


class InsufficientHistoryError(UnprocessableError):
    """Too few bars for what was asked."""

    default_code = "insufficient_history"
    default_title = "Too little history"

    def __init__(
        self,
        symbol: str,
        *,
        observations: int,
        needed: int,
        common: bool = False,
        limited_by: str = "",
        without: int = 0,
    ) -> None:
        found = "have {} bars in common" if common else "has {} bars here"
        # Nothing may mean a symbol without any history: no length of time would help it.
        fix = "Wait until its bars are fetched, ask for a time that has some"
        if observations:
            fix = "Ask for a longer time or shorter bars"
        if limited_by:
            fix = f"Without {limited_by} there are {without}: take it out, ask for a longer time"
        super().__init__(
            f"{symbol} {found.format(observations or 'no')}; {needed} are needed. "
            f"{fix}, or choose another symbol.",
            extra={"observations": observations, "needed": needed, "symbol": limited_by or symbol},
        )


class NothingUsableError(UnprocessableError):
    """Too few of several symbols can be used; each one's own refusal says why."""

    default_code = "nothing_usable"
    default_title = "Too few symbols can be used"

    def __init__(
        self, usable: Sequence[str], refused: Mapping[str, UnprocessableError], *, least: int
    ) -> None:
        codes = {error.code for error in refused.values()}
        left = f"Only {', '.join(usable)}" if usable else "None of the symbols"
        needed = f"; at least {least} are needed" if least > 1 else ""
        shown = [error.detail for error in list(refused.values())[:_SHOWN]]
        more = f"So it is with {len(refused) - _SHOWN} more." if len(refused) > _SHOWN else ""
        super().__init__(
            " ".join([f"{left} can be used{needed}.", *shown, *([more] if more else [])]),
            code=codes.pop() if len(codes) == 1 else "",
            extra={
                "skipped": [
                    {"symbol": symbol, "reason": error.detail} for symbol, error in refused.items()
                ]
            },
        )


class NonPositivePriceError(UnprocessableError):
    """A bar at or below zero where a return or a logarithm is needed."""

    default_code = "nonpositive_price"
    default_title = "Prices at or below zero"

    def __init__(self, symbol: str, *, moment: str, price: float, instead: str = "") -> None:
        fixes = ", ".join(["choose a time that begins later", *([instead] if instead else [])])
        super().__init__(
            f"{symbol} closed at {price:g} on {moment}. Returns across zero and logarithms of such "
            f"prices do not exist: {fixes}, or another symbol.",
            extra={"symbol": symbol, "timestamp": moment, "price": price},
        )


class TooFineError(UnprocessableError):
    """Bars that are shorter than the ones a person brought."""

    default_code = "interval_too_fine"

    def __init__(self, symbol: str, *, finest: str) -> None:
        super().__init__(
            f"The bars of {symbol} were uploaded at {finest}. Ask for {finest} or longer bars.",
            extra={"finest_interval": finest},
        )


class BadChoiceError(BadRequestError):
    """A parameter outside its allowed values."""

    default_code = "invalid_input"
    default_title = "Invalid input"

    def __init__(self, field: str, value: str, allowed: Iterable[str]) -> None:
        message = f"{value[:40]!r} is not one of: {', '.join(allowed)}."
        super().__init__(f"{field}: {message}", errors=[FieldProblem(field, message)])


class BadParameterError(BadRequestError):
    """A parameter that cannot be read or makes no sense."""

    default_code = "invalid_input"
    default_title = "Invalid input"

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}", errors=[FieldProblem(field, message)])


class MixedCurrenciesError(UnprocessableError):
    """Prices of several currencies that cannot be brought into one."""

    default_code = "mixed_currencies"
    default_title = "Several currencies"

    def __init__(
        self, detail: str, *, currencies: Mapping[str, Sequence[str]], missing: Iterable[str] = ()
    ) -> None:
        super().__init__(
            detail,
            errors=[FieldProblem("currency", "the symbols are in several currencies")],
            extra={
                "currencies": {code: list(symbols) for code, symbols in currencies.items()},
                "missing_rates": list(missing),
            },
        )


class ThinRatesError(MixedCurrenciesError):
    """Rates that are known on too few of the bars that symbols share."""

    def __init__(
        self,
        rates: Sequence[str],
        *,
        currencies: Mapping[str, Sequence[str]],
        days: int,
        of: int,
    ) -> None:
        have = "has a rate" if len(rates) == 1 else "have rates"
        super().__init__(
            f"{', '.join(rates)} {have} on {days} of the {of} bars that the symbols share; a "
            "price is converted by the rate of its own day only. Bring the rate's history up to "
            "that of the symbols, or choose symbols of one currency.",
            currencies=currencies,
            missing=rates,
        )
