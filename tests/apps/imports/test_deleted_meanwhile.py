"""An own instrument that is deleted while a file for it is being stored."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.imports import services
from apps.imports.services import upload_delete
from apps.instruments.models import Bar, InstrumentRow
from tests.apps.imports.conftest import Upload

MINUTES = """time,close
2024-01-02T10:00:00Z,10.5
2024-01-02T10:01:00Z,11.5
2024-01-02T10:02:00Z,11.0
"""


@pytest.mark.parametrize("step", ["store_spool", "store_longer"])
@pytest.mark.parametrize("first", [True, False])
def test_it_stays_deleted_and_the_upload_says_so(
    upload: Upload, alice: User, monkeypatch: pytest.MonkeyPatch, step: str, first: bool
) -> None:
    store = getattr(services, step)

    def deleted_first(*args: Any, **kwargs: Any) -> Any:
        if first:
            upload_delete(symbol="MINE", owner_id=alice.pk)
        stored = store(*args, **kwargs)
        if not first:
            upload_delete(symbol="MINE", owner_id=alice.pk)
        return stored

    monkeypatch.setattr(services, step, deleted_first)
    answer = upload(MINUTES)
    assert (answer.status_code, answer.json()["code"]) == (409, "instrument_deleted")
    assert not InstrumentRow.objects.filter(symbol="MINE").exists()
    assert not Bar.objects.exists()
    monkeypatch.setattr(services, step, store)
    assert upload(MINUTES).status_code == 200
