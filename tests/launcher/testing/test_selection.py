"""Which tests the second database runs: the plugin is loaded as the suite loads it."""

import pytest

from tests.launcher.testing.collected import collected

SAMPLE = """
import pytest

@pytest.fixture
def alice(db):
    pass

def test_without_a_database():
    pass

@pytest.mark.parametrize("case", [1, 2, 3])
def test_of_a_view(db, case):
    pass

class TestOne:
    @pytest.mark.parametrize("case", [1, 2])
    def test_of_a_view(self, alice, case):
        pass

@pytest.mark.every_case
@pytest.mark.parametrize("case", [1, 2, 3])
def test_of_statements(db, case):
    pass

@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("case", [1, 2])
def test_of_locks(case):
    pass

@pytest.mark.faults
@pytest.mark.parametrize("case", [1, 2])
def test_of_kills(case):
    pass

@pytest.mark.django_db
def test_marked():
    pass

@pytest.mark.one_database
@pytest.mark.every_case
@pytest.mark.django_db(transaction=True)
def test_of_numbers():
    pass
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Names of the sample's tests that are left, with the settings of the suite."""
    return [*collected(tmp_path_factory.mktemp("sample"), SAMPLE, "-p", "tests.selection")]


def test_one_case_of_each_database_test_is_kept(kept: list[str]) -> None:
    assert [name for name in kept if "view" in name] == [
        "test_of_a_view[1]",
        "TestOne::test_of_a_view[1]",
    ]
    assert "test_marked" in kept


@pytest.mark.parametrize(
    ("test", "cases"), [("test_of_statements", 3), ("test_of_locks", 2), ("test_of_kills", 2)]
)
def test_cases_that_databases_treat_differently_are_all_kept(kept, test, cases) -> None:
    assert sum(name.startswith(test) for name in kept) == cases


def test_what_says_nothing_about_a_database_is_left_out(kept: list[str]) -> None:
    assert {"test_without_a_database", "test_of_numbers"}.isdisjoint(kept)
