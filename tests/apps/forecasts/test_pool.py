"""Who teaches: the stocks that are current together, and each up to where most of them end."""

import numpy as np
import pytest

from apps.forecasts import work
from apps.forecasts.models import Forecast, ModelVersion
from apps.forecasts.universe import early_closers, universe_system
from apps.instruments.models import InstrumentRow
from tests.apps.forecasts.conftest import POOL, Market, add_bars, add_instrument, context
from tests.ml.panels import business_days, random_walks

BEYOND = 500


@pytest.fixture
def farther(market: Market) -> InstrumentRow:
    """A stock whose data go on for two years after those of the three others."""
    count = len(market.dates) + BEYOND
    closes = random_walks(np.random.default_rng(7), count, 1)[:, 0]
    row = add_instrument("FAR")
    add_bars(row, business_days(count, str(market.dates[0])), closes)
    return row


def test_one_stock_that_goes_on_makes_no_other_history(market: Market, farther) -> None:
    universe = universe_system()
    assert universe.pool == (*POOL, "FAR")
    assert universe.until == market.rows[POOL[0]].last_bar


def test_it_is_asked_about_its_newest_bar_and_scored_with_the_pool_until_the_common_end(
    market: Market, farther
) -> None:
    models = {"models": ["random_walk", "ridge"]}
    work.train(context(models))
    whole = {row.kind: row for row in ModelVersion.objects.all()}
    assert whole["ridge"].last_bar == market.rows[POOL[0]].last_bar
    assert Forecast.objects.get(symbol="FAR", model="ridge").as_of.date() == farther.last_bar
    scored = {kind: row.scores[0]["skill"]["observations"] for kind, row in whole.items()}
    assert 4 * len(market.dates) > scored["ridge"] > 0
    assert scored["ridge"] == scored["random_walk"]


def test_what_comes_after_the_common_end_changes_no_model(market: Market, farther) -> None:
    models = {"models": ["ridge"]}
    work.train(context(models))
    before = ModelVersion.objects.get(kind="ridge")
    ModelVersion.objects.all().delete()
    start = farther.last_bar.replace(day=1)
    days = business_days(40, str(start))
    later = days[days > np.datetime64(farther.last_bar)]
    add_bars(farther, later, np.full(later.size, 1_000.0) + np.arange(later.size))
    work.train(context(models))
    after = ModelVersion.objects.get(kind="ridge")
    assert after.data_version != before.data_version
    assert after.scores == before.scores


def test_a_second_source_teaches_nothing_but_is_forecast(market: Market) -> None:
    copy = add_instrument("AAA.2", trains=False)
    add_bars(copy, market.dates, market.closes[:, 0])
    assert universe_system().pool == POOL
    work.train(context({"models": ["ridge"]}))
    assert Forecast.objects.filter(symbol="AAA.2", model="ridge").exists()


def test_of_stocks_that_ended_apart_the_current_one_counts(market: Market) -> None:
    InstrumentRow.objects.filter(symbol__in=POOL).update(trains=False)
    for symbol, cut in (("ONE", 400), ("TWO", 200), ("NOW", 0)):
        end = len(market.dates) - cut
        add_bars(add_instrument(symbol), market.dates[:end], market.closes[:end, 0])
    universe = universe_system()
    assert universe.pool == ("NOW",)
    assert str(universe.until) == str(market.dates[-1])


def test_seoul_closes_before_new_york_and_a_coin_after_it(market: Market) -> None:
    dates, closes = market.dates, market.closes
    for symbol, calendar in (("SEOUL", "XKRX"), ("BTC", "24/7")):
        add_bars(add_instrument(symbol, calendar=calendar, trains=False), dates, closes[:, 0])
    assert early_closers(universe_system()) == {"SEOUL"}
    InstrumentRow.objects.filter(symbol__in=POOL).update(trains=False)
    InstrumentRow.objects.filter(symbol__in=("BTC", "SEOUL")).update(trains=True)
    assert universe_system().pool == ("BTC", "SEOUL")
    assert early_closers(universe_system()) >= {"SEOUL", *POOL}
