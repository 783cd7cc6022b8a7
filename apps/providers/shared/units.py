"""Providers' words for money: prices are kept in the main unit, never in pence or cents."""

from apps.core.currencies import Unit, UnknownCurrencyError, unit_parse
from apps.providers.shared.base import ProviderAnswerError


def provider_unit(provider: str, text: str) -> Unit:
    """Return the unit that a provider quotes in: GBp -> GBP by the hundred; usd -> USD.

    Raises
    ------
    ProviderAnswerError
        The text is no currency: prices of an unknown unit are not stored.
    """
    try:
        return unit_parse(text)
    except UnknownCurrencyError as error:
        raise ProviderAnswerError(
            provider,
            f"It quotes in a unit that is not known here: {error}.",
            fix="Choose another provider for this symbol.",
            retryable=False,
        ) from error


def currency_code(text: str) -> str:
    """Return the currency behind a provider's word for it, empty where it is none."""
    try:
        return unit_parse(text).currency
    except UnknownCurrencyError:
        return ""  # a search still shows the match; its prices are refused when they come
