"""What accounts connect to once the apps are loaded: the sign-in libraries' own signals."""

from apps.accounts import audit, first_steps, library_bounds
from apps.core.extension import setup


def connect() -> None:
    """Log what happens to accounts, bound what the libraries pile up, and add first steps."""
    audit.connect()
    library_bounds.connect()
    setup.register("account", first_steps.account_step)
    setup.register("mail", first_steps.mail_step)
    setup.register("second_factor", first_steps.second_factor_step)
    setup.register("backup", first_steps.backup_step)
