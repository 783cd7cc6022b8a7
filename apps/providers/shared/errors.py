"""What an adapter may raise: each with provider, cause, fix and whether to try again."""


class ProviderError(Exception):
    """A provider did not give what was asked.

    Parameters
    ----------
    provider : str
        The adapter's name.
    cause, fix : str
        One sentence each, for a person.
    retryable : bool
        Whether the same call may succeed later.
    retry_after_s : float or None
        The wait that the provider asked for.
    """

    def __init__(
        self,
        provider: str,
        cause: str,
        *,
        fix: str = "",
        retryable: bool = True,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{provider}: {cause}")
        self.provider = provider
        self.cause = cause
        self.fix = fix
        self.retryable = retryable
        self.retry_after_s = retry_after_s


class ProviderLimitError(ProviderError):
    """The provider asked to slow down."""


class ProviderUnavailableError(ProviderError):
    """The provider could not be reached, or failed on its side."""


class ProviderAnswerError(ProviderError):
    """The answer is not of the expected shape; never to be read as "no data"."""


class ProviderRefusedError(ProviderError):
    """The provider refused the request; asking again the same way will not help."""


class ProviderUnknownSymbolError(ProviderRefusedError):
    """The provider knows no such symbol; another one may."""

    def __init__(self, provider: str, symbol: str) -> None:
        super().__init__(
            provider,
            f"It has no data for {symbol[:40]!r}.",
            fix="Check the symbol, or search for it by name.",
            retryable=False,
        )
