"""Secrets never reach a log line."""

import pytest

from apps.core.redact import HIDDEN, redact_event, redacted


@pytest.mark.parametrize(
    "text",
    [
        "GET https://www.alphavantage.co/query?function=X&apikey=S3CRET&symbol=IBM",
        "HTTPStatusError for url 'https://api.polygon.io/v2/aggs?apiKey=S3CRET'",
        "Authorization: Bearer S3CRET",
        '{"api_key": "S3CRET"}',
        "X-Session-Token: S3CRET",
        "POLYGON_API_KEY=S3CRET",
        "password='S3CRET'",
    ],
)
def test_a_secret_inside_a_text_is_hidden(text: str) -> None:
    assert "S3CRET" not in redacted(text)
    assert HIDDEN in redacted(text)


def test_the_rest_of_a_text_stays() -> None:
    text = "alphavantage: answered 503 to /query?function=TIME_SERIES_DAILY&symbol=IBM"
    assert redacted(text) == text
    assert redacted("q?apikey=abc&symbol=IBM") == f"q?apikey={HIDDEN}&symbol=IBM"


def test_a_field_whose_name_says_secret_is_hidden_whole() -> None:
    event = {"event": "key_set", "api_key": "S3CRET", "session_token": "S3CRET", "symbol": "IBM"}
    logged = redact_event(None, "info", dict(event))
    assert logged == {**event, "api_key": HIDDEN, "session_token": HIDDEN}


def test_numbers_and_traces_pass_through() -> None:
    assert redact_event(None, "info", {"event": "x", "tokens": 3}) == {"event": "x", "tokens": 3}
