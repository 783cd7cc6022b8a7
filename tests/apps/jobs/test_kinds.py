"""Slots are counted in UTC, so neither summer time nor a jumping clock repeats one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.jobs import kinds
from apps.jobs.kinds import JobKind, Periodic

DAILY = Periodic(every_s=86_400, offset_s=22 * 3_600)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("moment", "slot"),
    [
        ("2026-03-29T21:59:59+00:00", "2026-03-28T22:00:00+00:00"),
        ("2026-03-29T22:00:00+00:00", "2026-03-29T22:00:00+00:00"),
        ("2026-03-30T00:30:00+02:00", "2026-03-29T22:00:00+00:00"),
        ("2026-10-25T02:30:00+01:00", "2026-10-24T22:00:00+00:00"),
    ],
)
def test_a_slot_starts_at_its_hour_in_utc(moment: str, slot: str) -> None:
    assert DAILY.slot(datetime.fromisoformat(moment)) == datetime.fromisoformat(slot)


@given(moment=MOMENTS, every_s=st.integers(1, 10**6), offset_s=st.integers(0, 10**6))
def test_a_slot_holds_its_moment(moment: datetime, every_s: int, offset_s: int) -> None:
    slot = Periodic(every_s, offset_s).slot(moment)
    assert slot <= moment < slot + timedelta(seconds=every_s)
    assert (slot.timestamp() - offset_s) % every_s == 0


def test_the_key_names_kind_and_slot() -> None:
    kind = JobKind("tests.daily", "tests.daily", periodic=DAILY)
    moment = datetime(2026, 1, 2, 3, tzinfo=UTC)
    assert kind.slot_key(moment) == "tests.daily:2026-01-01T22:00:00Z"


def test_a_kind_without_a_period_has_no_slot() -> None:
    with pytest.raises(ValueError, match="not periodic"):
        JobKind("tests.x", "tests.x").slot_key(datetime(2026, 1, 1, tzinfo=UTC))


def test_unknown_kinds_raise() -> None:
    with pytest.raises(kinds.UnknownKindError):
        kinds.get("tests.unknown")


def test_every_kind_of_the_product_is_called_something_people_understand() -> None:
    """New kinds name themselves where they are declared, so no screen shows a raw name."""
    raw = [kind.name for kind in kinds.all_kinds() if "." in kind.name and not kind.title]
    assert [name for name in raw if not name.startswith(("faults.", "test"))] == []


def test_a_kind_that_is_gone_is_still_called_something() -> None:
    assert kinds.title_of("quality.deep_check") == "Deep check (quality)"
    assert kinds.title_of("gone") == "Gone"
