"""How many rows of a kind one person may have, held also when many requests come at once."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from apps.core.errors import ConflictError


def person_lock(user_id: int) -> None:
    """Let one transaction of a person at a time past this point; call inside of it.

    SQLite's transactions are IMMEDIATE, so one of them writes at a time anyway. On PostgreSQL the
    person's row is locked without its key: rows that refer to it can still be inserted, and two
    transactions that have done so do not wait for each other.
    """
    people = get_user_model().objects.select_for_update(no_key=True)
    people.values_list("pk").get(pk=user_id)


def require_room(*, user_id: int, rows: QuerySet[Any], most: int, what: str, code: str) -> None:
    """Refuse another row of a person who has as many as one may have.

    Parameters
    ----------
    user_id : int
        Whose row it would be.
    rows : QuerySet
        The person's rows that count.
    most : int
        How many there may be.
    what : str
        Their name in the plural, such as "alert rules".
    code : str
        Of the problem.
    """
    person_lock(user_id)
    if rows.count() >= most:
        raise ConflictError(
            f"There are {most} {what} already, as many as one person may have. Delete one first.",
            code=code,
        )
