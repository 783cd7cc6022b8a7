"""The first steps: each as far as the rows say, for the owner alone."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson
import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.mail.servers import STORED_BACKEND
from apps.accounts.models import MailServer, User
from apps.accounts.provider_keys import provider_key_set
from apps.core.clock import now
from apps.instruments.models import InstrumentRow, Watchlist, WatchlistItem
from apps.providers.notes import note_success
from launcher.backups.known import remember
from launcher.layout import Layout

URL = "/api/v1/setup"
NAMES = ["account", "symbols", "provider_key", "mail", "upload", "second_factor", "backup"]


@pytest.fixture(autouse=True)
def fresh(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND, settings.PROVIDER_KEYS = STORED_BACKEND, {}
    settings.DATA_DIR = tmp_path


def steps(api: Any) -> dict[str, dict[str, Any]]:
    return {one["name"]: one for one in api.get(URL).json()["steps"]}


def states(api: Any) -> dict[str, str]:
    return {name: one["state"] for name, one in steps(api).items()}


def test_a_fresh_installation_has_its_owner_and_nothing_else(alice_api: Any) -> None:
    found = states(alice_api)
    assert list(found) == NAMES
    assert found.pop("account") == "done"
    assert set(found.values()) == {"open"}


def test_others_and_strangers_see_nothing(
    alice_api: Any, charlie_api: Any, anonymous_api: Any
) -> None:
    assert charlie_api.get(URL).json() == {"steps": []}
    assert anonymous_api.get(URL).status_code == 401


def test_symbols_count_once_their_bars_are_here(alice: User, alice_api: Any) -> None:
    watched = Watchlist.objects.create(owner=alice, name="Mine")
    rows = [
        InstrumentRow.objects.create(
            symbol=symbol, name=symbol, asset_class="stock", exchange="XNYS", currency="USD"
        )
        for symbol in ("AAA", "BBB")
    ]
    for place, row in enumerate(rows):
        WatchlistItem.objects.create(watchlist=watched, instrument=row, position=place)
    assert states(alice_api)["symbols"] == "attention"
    InstrumentRow.objects.filter(symbol="AAA").update(last_bar=date(2024, 1, 2))
    step = steps(alice_api)["symbols"]
    assert (step["state"], step["detail"]) == ("done", "1 of 2 watched symbols have daily bars.")


def test_a_key_counts_once_a_provider_took_it(alice: User, alice_api: Any) -> None:
    provider_key_set(user=alice, provider="polygon", secret="pk_1234567890")
    step = steps(alice_api)["provider_key"]
    assert (step["state"], "not tested yet" in step["detail"]) == ("attention", True)
    note_success("polygon")
    assert states(alice_api)["provider_key"] == "done"


def test_mail_counts_once_a_test_message_was_taken(alice_api: Any, settings: Any) -> None:
    MailServer.objects.create(
        host="mail.example.org", port=25, security="none", secret="lost", set_at=now()
    )
    assert "cannot be read" in steps(alice_api)["mail"]["detail"]
    typed = {"host": "mail.example.org", "port": 25, "security": "none", "from_address": "a@b.org"}
    alice_api.put("/api/v1/settings/mail", typed, format="json")
    assert states(alice_api)["mail"] == "attention"
    MailServer.objects.update(tested_at=now())
    assert states(alice_api)["mail"] == "done"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    assert steps(alice_api)["mail"]["detail"] == "Set in the environment."


def test_uploads_and_second_factor(alice: User, alice_api: Any) -> None:
    InstrumentRow.objects.create(
        symbol="MINE", name="Mine", asset_class="other", exchange="", currency="USD", owner=alice
    )
    Authenticator.objects.create(user=alice, type=Authenticator.Type.TOTP, data={})
    found = states(alice_api)
    assert (found["upload"], found["second_factor"]) == ("done", "done")


def test_the_backup_is_known_by_the_mark_of_its_command(alice_api: Any, tmp_path: Path) -> None:
    step = steps(alice_api)["backup"]
    assert step["command"] == f"./sightline backup FILE --data {tmp_path}"
    layout = Layout(tmp_path, tmp_path)
    remember(layout, tmp_path / "b.tar.gz")
    step = steps(alice_api)["backup"]
    assert step["state"] == "done"
    assert step["at"] is not None
    mark = tmp_path / "run" / "last-backup.json"
    old = f"{now() - timedelta(days=31):%Y-%m-%d %H:%M:%S} UTC"
    mark.write_bytes(orjson.dumps({"file": "b.tar.gz", "made_at": old}))
    assert states(alice_api)["backup"] == "attention"
    for damaged in (b"", b"[]", b'{"file": 1}', b'{"file": "b", "made_at": "yesterday"}'):
        mark.write_bytes(damaged)
        assert states(alice_api)["backup"] == "open"


def test_it_asks_few_queries(alice_api: Any) -> None:
    alice_api.get(URL)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        alice_api.get(URL)
    # Two for the session, one for the owner, one a step that has rows, one more for keys.
    assert len(queries) <= 11, [one["sql"][:80] for one in queries]
