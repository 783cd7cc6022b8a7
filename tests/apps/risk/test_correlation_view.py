"""`GET /risk/correlation`."""

import numpy as np
import pytest

URL = "/api/v1/risk/correlation"


def test_it_is_the_matrix_of_the_period(demo, alice_api) -> None:
    body = alice_api.get(URL, {"symbols": "KO,PEP,AAPL", "period": "1y"}).json()
    assert body["symbols"] == ["KO", "PEP", "AAPL"]
    matrix = np.array(body["matrix"])
    np.testing.assert_array_equal(np.diag(matrix), 1.0)
    np.testing.assert_allclose(matrix, matrix.T)
    assert matrix[0, 1] > 0.7
    assert body["observations"] == 252
    assert body["simulated"] is False


def test_pairs_use_the_days_they_share(demo, alice_api) -> None:
    body = alice_api.get(URL, {"symbols": "KO,PEP,QUAL", "period": "max"}).json()
    overlap = np.array(body["overlap"])
    assert overlap[0, 1] > overlap[0, 2] > 0
    assert body["observations"] == overlap.min()


def test_doubles_and_case_do_not_matter(demo, alice_api) -> None:
    body = alice_api.get(URL, {"symbols": " ko, KO ,pep"}).json()
    assert body["symbols"] == ["KO", "PEP"]


@pytest.mark.parametrize("symbols", ["", ",", ",".join(f"S{n}" for n in range(101))])
def test_none_or_too_many_symbols_are_400(demo, alice_api, symbols) -> None:
    response = alice_api.get(URL, {"symbols": symbols})
    assert response.status_code == 400
    assert response.json()["errors"][0]["field"] == ("symbols[0]" if symbols == "," else "symbols")


def test_the_parameter_is_needed(alice_api) -> None:
    assert alice_api.get(URL).status_code == 400


def test_an_unknown_symbol_is_404(demo, alice_api) -> None:
    assert alice_api.get(URL, {"symbols": "KO,NOPE"}).json()["code"] == "unknown_symbol"


def test_too_few_days_are_422(demo, alice_api) -> None:
    response = alice_api.get(URL, {"symbols": "KO,PEP", "period": "5d"})
    assert (response.status_code, response.json()["code"]) == (422, "insufficient_history")


def test_an_etag_saves_the_work(demo, alice_api) -> None:
    query = {"symbols": "KO,PEP"}
    tag = alice_api.get(URL, query)["ETag"]
    assert alice_api.get(URL, query, HTTP_IF_NONE_MATCH=tag).status_code == 304
