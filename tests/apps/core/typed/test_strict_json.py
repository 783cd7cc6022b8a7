"""What JSON is taken from others, on every way in."""

import orjson
import pytest
from rest_framework.test import APIClient

from apps.core.typed.strict_json import MOST_LEVELS, loads
from apps.imports.errors import FileProblemError
from apps.imports.reading.choice import choice_parse
from apps.realtime.requests import BadMessageError, parse

LIST, OBJECT = "[" * 900 + "]" * 900, '{"a":' * 900 + "1" + "}" * 900
TWICE = '{"name": "a", "name": "b"}'
JSON = "application/json"


@pytest.mark.parametrize("text", ["[1,-2.5e3]", '{"a":{"a":[]},"b":null}', "7", '"a"', "[]", "{}"])
def test_json_is_read(text: str) -> None:
    assert loads(text) == loads(text.encode()) == orjson.loads(text)


def test_the_deepest_that_is_taken() -> None:
    def nested(levels: int) -> str:
        return "[" * levels + "1" + "]" * levels

    assert loads(nested(MOST_LEVELS))
    with pytest.raises(orjson.JSONDecodeError, match="deeper than 64 levels"):
        loads(nested(MOST_LEVELS + 1))


@pytest.mark.parametrize("text", [TWICE, '[{"a": [{"\\u0061x": 1, "ax": 2}]}]'])
def test_a_name_that_is_given_twice_is_named(text: str) -> None:
    with pytest.raises(orjson.JSONDecodeError, match=r"'(name|ax)' is given twice in one object$"):
        loads(text)


def test_numbers_are_as_the_first_reading_has_them() -> None:
    assert loads(b'{"a": 0.1, "b": 18446744073709551615}') == {"a": 0.1, "b": 2**64 - 1}
    assert loads(b"[" + b"9" * 300 + b"]") == [float("9" * 300)]


@pytest.mark.django_db
@pytest.mark.parametrize("text", [LIST, OBJECT, TWICE], ids=["list", "object", "twice"])
@pytest.mark.parametrize(
    "path",
    ["/api/v1/watchlists", "/api/v1/portfolio/optimize", "/_allauth/app/v1/auth/login"],
)
def test_every_door_answers_with_the_cause(alice_api: APIClient, path: str, text: str) -> None:
    # With a key the body is written again, for its digest.
    answer = alice_api.post(path, text, content_type=JSON, headers={"Idempotency-Key": "k"})
    assert answer.status_code == 400, answer.content
    assert answer.json()["code"] == "parse_error"
    assert "64 levels" in answer.json()["detail"] or "'name' is given" in answer.json()["detail"]


@pytest.mark.parametrize("text", [LIST, OBJECT, TWICE], ids=["list", "object", "twice"])
def test_the_socket_and_the_mapping_of_a_file_refuse_it_too(text: str) -> None:
    with pytest.raises(BadMessageError):
        parse(text)
    with pytest.raises(FileProblemError, match=r"levels|twice"):
        choice_parse(text)
