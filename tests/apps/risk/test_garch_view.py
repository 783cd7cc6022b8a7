"""`GET /risk/garch`: a job, by the road that workers take."""

import pytest

from apps.jobs.models import Job

URL = "/api/v1/risk/garch"


@pytest.mark.parametrize("model", ["garch", "gjr", "egarch"])
@pytest.mark.parametrize("distribution", ["normal", "t"])
def test_it_fits_and_forecasts_five_days(demo, worker, alice_api, model, distribution) -> None:
    query = {"symbol": "spx.ohlc", "model": model, "distribution": distribution, "period": "5y"}
    response = alice_api.get(URL, query)
    body = response.json()
    assert response.status_code == 200, body
    names = [parameter["name"] for parameter in body["parameters"]]
    assert names[:3] == ["mu", "omega", "alpha"]
    assert ("nu" in names) == (distribution == "t")
    assert ("gamma" in names) == (model != "garch")
    assert len(body["conditional_volatility"]) == body["observations"]
    assert [step["step"] for step in body["forecast"]] == [1, 2, 3, 4, 5]
    times = [step["target_time"] for step in body["forecast"]]
    assert times == sorted(times)
    assert times[0] > body["as_of"]
    assert all(0.002 < step["volatility"] < 0.05 for step in body["forecast"])
    assert body["simulated"] is False
    assert body["calendar_factor"] == 252


def test_without_a_worker_it_is_202_with_the_job(demo, alice_api) -> None:
    response = alice_api.get(URL, {"symbol": "SPX.OHLC"}, HTTP_PREFER="wait=0")
    assert response.status_code == 202
    assert response["Location"] == f"/api/v1/jobs/{response.json()['id']}"


def test_asking_twice_makes_one_job(demo, alice_api) -> None:
    for _ in range(2):
        alice_api.get(URL, {"symbol": "SPX.OHLC"}, HTTP_PREFER="wait=0")
    assert Job.objects.count() == 1


def test_bad_input_starts_no_job(demo, alice_api) -> None:
    assert alice_api.get(URL, {"symbol": "NOPE"}).status_code == 404
    assert alice_api.get(URL, {"symbol": "SPX.OHLC", "model": "arch"}).status_code == 400
    short = alice_api.get(URL, {"symbol": "SPX.OHLC", "period": "6mo"})
    assert (short.status_code, short.json()["code"]) == (422, "insufficient_history")
    assert Job.objects.count() == 0
