"""Which tests run a second time, on PostgreSQL: those that meet the database, once each.

A test without a database says nothing about one, and the cases of a parametrised test send the
same statements with other values. So a plugin (`-p tests.selection`) keeps the first case of each
test that asks for the database. Tests marked `every_case`, and those with transactions of their
own, keep them all: their cases differ in statements, locks or in what the database refuses. Tests
marked `one_database` are left out: they need a database, but what they look at lies before it or
behind it, and their statements are sent by other tests.
`./sightline test --full` runs without this plugin.
"""

import pytest

_DATABASE = {"db", "transactional_db", "django_db_serialized_rollback"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep what a second database can answer differently."""
    seen: set[tuple[object, ...]] = set()
    kept: list[pytest.Item] = []
    left: list[pytest.Item] = []
    for item in items:
        wanted = _can_differ(item) and (_keeps_all_cases(item) or _is_new(item, seen))
        (kept if wanted else left).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left)


def _can_differ(item: pytest.Item) -> bool:
    return _meets_the_database(item) and item.get_closest_marker("one_database") is None


def _meets_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    marked = any(item.get_closest_marker(name) is not None for name in ("django_db", "faults"))
    return marked or not _DATABASE.isdisjoint(fixtures)


def _keeps_all_cases(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    transaction = mark is not None and bool(mark.kwargs.get("transaction"))
    fixtures = getattr(item, "fixturenames", ())
    marked = any(item.get_closest_marker(name) is not None for name in ("every_case", "faults"))
    return marked or transaction or "transactional_db" in fixtures


def _is_new(item: pytest.Item, seen: set[tuple[object, ...]]) -> bool:
    test = (item.path, getattr(item, "cls", None), getattr(item, "originalname", item.name))
    if test in seen:
        return False
    seen.add(test)
    return True
