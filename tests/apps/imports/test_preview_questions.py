"""POST /uploads/preview: what a file leaves open is asked, and the answer settles it."""

from pathlib import Path

from rest_framework.test import APIClient

from tests.apps.imports.conftest import Upload, send

FILE = Path("fixtures/uploads/dec3_only.csv").read_bytes()
PREVIEW = "/api/v1/uploads/preview"


def test_an_open_decimal_mark_is_asked_and_can_be_answered(
    upload: Upload, alice_api: APIClient
) -> None:
    asked = send(alice_api, FILE, PREVIEW).json()
    assert (asked["needs"], asked["decimal"]) == (["decimal"], None)
    assert asked["two_ways"] == {"line": 2, "reason": "1,085"}
    answered = send(alice_api, FILE, PREVIEW, mapping='{"decimal": ","}').json()
    assert (answered["needs"], answered["decimal"]) == ([], ",")
    assert upload(FILE, mapping='{"decimal": ","}').json()["accepted"] == 2
    bars = alice_api.get("/api/v1/history", {"symbol": "MINE", "period": "max"}).json()["bars"]
    assert [bar["close"] for bar in bars] == [1.09, 1.094]
