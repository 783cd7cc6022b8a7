"""``./sightline doctor``: every problem with its fix; exit 1 when there is one."""

from collections.abc import Callable, Iterator

from launcher.checks import diagnoses
from launcher.errors import LauncherError, obstacle
from launcher.layout import Layout
from launcher.terminal import paint, say

Check = Callable[[Layout], str]

CHECKS: dict[str, Check] = {
    "Python": diagnoses.python_version,
    "Data folder": diagnoses.data_folder,
    "Disk": diagnoses.disk,
    "Secrets": diagnoses.secrets,
    "Settings": diagnoses.settings,
    "Running product": diagnoses.running_product,
    "Port": diagnoses.port,
    "Requirement locks": diagnoses.requirement_locks,
    "Virtual environment": diagnoses.virtual_environment,
    "PyTorch": diagnoses.torch,
    "Node": diagnoses.node,
    "Front end": diagnoses.frontend_build,
    "Redis": diagnoses.redis,
    "Database": diagnoses.database,
    "Spark": diagnoses.spark,
    "Other addresses": diagnoses.other_addresses,
    "Product's own checks": diagnoses.product_checks,
}


def doctor(layout: Layout) -> int:
    """Run every check; one that finds a problem does not stop the others."""
    problems = list(_examine(layout))
    if not problems:
        say(paint("No problem found.", "green"))
        return 0
    say(paint(f"{len(problems)} problem{'s' if len(problems) > 1 else ''} found.", "red"))
    return 1


def _examine(layout: Layout) -> Iterator[LauncherError]:
    for name, check in CHECKS.items():
        try:
            found = _checked(check, layout)
        except LauncherError as problem:
            say(f"  {paint('!!', 'red')} {name}: {problem.sentence}")
            yield problem
        else:
            say(f"  {paint('ok', 'green')} {name}: {found}")


def _checked(check: Check, layout: Layout) -> str:
    try:
        return check(layout)
    except OSError as error:
        raise obstacle(error) from error
