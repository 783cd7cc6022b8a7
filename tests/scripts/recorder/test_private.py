"""Nothing of an account and nothing of a machine is in a recording."""

import pytest

from scripts.recorder.private import Private
from scripts.recorder.product import RecordingError

private = Private(["box.example", ""], ["/home/ann", "/tmp"])


def test_the_account_is_replaced_and_secrets_are_emptied() -> None:
    answer = {"username": "ann", "email": "ann@example.com", "rows": [{"secret": "s3"}], "n": 1}
    assert private.cleaned(answer, "me") == {
        "username": "Preview",
        "email": "somebody@example.org",
        "rows": [{"secret": ""}],
        "n": 1,
    }


def test_addresses_are_replaced_wherever_they_stand() -> None:
    answer = [{"detail": "Sent to bo.li@mail.example.com."}]
    assert private.cleaned(answer, "GET /x") == [{"detail": "Sent to somebody@example.org."}]


def test_files_are_named_without_their_place() -> None:
    answer = [{"uri": "file:///home/ann/my-data/runs/a.parquet", "link": "/symbols/KO"}]
    assert private.cleaned(answer, "GET /x") == [
        {"uri": "file://DATA/a.parquet", "link": "/symbols/KO"}
    ]


@pytest.mark.parametrize("text", ["at box.example", "box.example:80"])
def test_what_names_the_machine_is_refused(text: str) -> None:
    with pytest.raises(RecordingError, match="GET /x"):
        private.cleaned({"rows": [{"detail": text}]}, "GET /x")
