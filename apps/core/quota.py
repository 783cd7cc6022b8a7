"""How many rows of a kind one person may have, held also when many requests come at once.

Every model that refers to a person declares its bound as `per_person`; a test looks for those that
do not. What a person makes and may delete is refused past it; what the product writes down by
itself, such as what happened, gives way to newer rows.
"""

from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Model, QuerySet

from apps.core.errors import ConflictError

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Bound:
    """How many rows of a model one person may have.

    Parameters
    ----------
    most : int
        The number.
    past_it : {"refused", "oldest_go", "cannot"}
        What happens then; "cannot" where a key or the time for which rows live allows no more.
    """

    most: int
    past_it: Literal["refused", "oldest_go", "cannot"]


def keep_newest(*, user_id: int, newest_first: QuerySet[Row], most: int) -> list[Row]:
    """Delete a person's rows beyond the newest ones; return what has gone.

    Call it after a row was added. Two that come at once wait for each other, so neither counts
    without the other's row.
    """
    with transaction.atomic():
        person_lock(user_id)
        gone = list(newest_first[most:])
        newest_first.order_by().filter(pk__in=[row.pk for row in gone]).delete()
    return gone


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
