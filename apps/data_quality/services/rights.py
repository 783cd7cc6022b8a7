"""Who may change what everybody sees."""

from apps.accounts.provider_keys import owns_installation
from apps.core.errors import ProblemError
from apps.data_quality.models import Finding


def require_change(*, finding: Finding, user_id: int) -> None:
    """Refuse all but the owner of the installation for shared prices; one's own are one's own.

    Raises
    ------
    ProblemError
        403 `owner_only`.
    """
    if finding.instrument.owner_id == user_id or owns_installation(user_id=user_id):
        return
    symbol = finding.instrument.symbol
    raise ProblemError(
        f"Everybody here shares the prices of {symbol}, and findings about them. Only the owner of "
        "this installation, who signed up first, repairs or dismisses them. Ask the owner, or "
        f"upload prices of your own under another symbol, such as {symbol[:26]}.MINE.",
        code="owner_only",
        status=403,
        title="Not allowed",
    )
