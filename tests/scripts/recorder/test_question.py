"""The recorder and the page spell a question in one way."""

from scripts.recorder.question import Question, get, post


# The page's test has the same lines: frontend/src/backend/preview/question.test.ts.
def test_it_spells_a_question_as_the_page_does() -> None:
    assert get("/risk", symbol="KO", period="5y").spelled == "GET /api/v1/risk?period=5y&symbol=KO"
    assert get("/instruments/BRK.B").spelled == "GET /api/v1/instruments/BRK.B"
    assert Question("/api/v1/correlation", {"symbols": "KO,PEP"}).spelled == (
        "GET /api/v1/correlation?symbols=KO,PEP"
    )
    asked = post("/pairs/adf", {"y": "KO", "log": True, "weights": {"b": 0.125, "a": 1}})
    assert asked.spelled == (
        'POST /api/v1/pairs/adf {"log":true,"weights":{"a":1,"b":0.125},"y":"KO"}'
    )


def test_values_are_written_as_javascript_writes_them() -> None:
    assert get("/pairs/analytics", log=True, threshold=2, left=None).query == {
        "log": "true",
        "threshold": "2",
    }
