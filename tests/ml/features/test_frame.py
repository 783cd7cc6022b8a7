import numpy as np
import pytest

from ml.features.frame import LONGEST, NAMES, feature_frame
from tests.ml.panels import business_days, names, random_walks

DAYS = 300


@pytest.fixture
def closes(rng):
    return random_walks(rng, DAYS, 3)


def test_rows_are_grouped_by_symbol_and_complete_after_the_longest_window(closes):
    frame = feature_frame(names(3), business_days(DAYS), closes)
    assert len(frame) == 3 * DAYS
    assert frame.values.shape == (3 * DAYS, len(NAMES))
    for index in range(3):
        usable = frame.usable[frame.rows_of(index)]
        assert not usable[:LONGEST].any()
        assert usable[LONGEST:].all()


def test_a_missing_day_removes_the_row_and_fills_nothing(closes):
    closes[150, 1] = np.nan
    frame = feature_frame(names(3), business_days(DAYS), closes)
    rows = frame.rows_of(1)
    assert rows.stop - rows.start == DAYS - 1
    assert business_days(DAYS)[150] not in frame.dates[rows]


def test_own_features_do_not_depend_on_other_symbols(closes):
    own = feature_frame(names(3), business_days(DAYS), closes)
    closes[:, 2] *= np.linspace(1.0, 2.0, DAYS)
    other = feature_frame(names(3), business_days(DAYS), closes)
    columns = [place for place, name in enumerate(NAMES) if not name.startswith("market")]
    rows = own.rows_of(0)
    np.testing.assert_array_equal(own.values[rows][:, columns], other.values[rows][:, columns])


def test_prices_in_another_currency_give_the_same_features(closes):
    dollars = feature_frame(names(3), business_days(DAYS), closes)
    yen = feature_frame(names(3), business_days(DAYS), closes * 128.0)
    np.testing.assert_allclose(dollars.values, yen.values, atol=1e-9)


def test_the_market_is_the_mean_of_the_pool_only(closes):
    alone = feature_frame(names(2), business_days(DAYS), closes[:, :2])
    pooled = feature_frame(names(3), business_days(DAYS), closes, pool=names(2))
    np.testing.assert_array_equal(alone.values, pooled.values[: 2 * DAYS])
    assert pooled.pooled(names(2)).sum() == 2 * DAYS


def test_market_features_are_the_last_known_ones_on_a_day_the_pool_does_not_trade(rng):
    dates = np.arange("2010-01-04", "2011-01-04", dtype="datetime64[D]")
    closes = random_walks(rng, dates.size, 2)
    weekend = ~np.is_busday(dates)
    closes[weekend, 0] = np.nan
    frame = feature_frame(names(2), dates, closes, pool=("S00",))
    rows = frame.rows_of(1)
    market = NAMES.index("market_momentum_21d")
    values = frame.values[rows, market]
    saturdays = np.flatnonzero(weekend)[60::2]
    np.testing.assert_array_equal(values[saturdays], values[saturdays - 1])


def test_a_constant_price_is_not_usable(closes):
    closes[:, 0] = 50.0
    frame = feature_frame(names(3), business_days(DAYS), closes)
    assert not frame.usable[frame.rows_of(0)].any()


def test_an_empty_symbol_has_no_rows(closes):
    closes[:, 0] = np.nan
    frame = feature_frame(names(3), business_days(DAYS), closes)
    assert frame.rows_of(0) == slice(0, 0)


@pytest.mark.parametrize("bars", [0, 1, 2, 3, 4, 5, 20, 61])
def test_a_symbol_of_a_few_bars_leaves_the_others_their_features(bars: int) -> None:
    dates, closes = business_days(300), random_walks(np.random.default_rng(8), 300, 2)
    closes[: 300 - bars, 1] = np.nan
    both = feature_frame(("A", "B"), dates, closes, pool=("A",))
    alone = feature_frame(("A",), dates, closes[:, :1], pool=("A",))
    assert (both.symbol == 1).sum() == bars
    np.testing.assert_array_equal(both.values[both.symbol == 0], alone.values)
    assert not both.usable[both.symbol == 1].any()


def test_who_closes_before_the_market_does_not_know_its_close_of_that_day():
    closes = random_walks(np.random.default_rng(3), DAYS, 3)
    given = {"pool": ("S00", "S01"), "early": ("S02",)}
    before = feature_frame(names(3), business_days(DAYS), closes, **given)
    closes[-1, :2] *= 0.5
    after = feature_frame(names(3), business_days(DAYS), closes, **given)
    rows = before.rows_of(2)
    np.testing.assert_array_equal(before.values[rows], after.values[rows])
    late = feature_frame(names(3), business_days(DAYS), closes, pool=given["pool"])
    market = late.names.index("market_momentum_1d")
    np.testing.assert_array_equal(after.values[rows][1:, market], late.values[rows][:-1, market])
    assert (late.values[rows][-1] != after.values[rows][-1]).any()


def test_days_on_which_only_others_trade_change_nothing_of_a_pool():
    closes = random_walks(np.random.default_rng(5), DAYS, 2)
    days = business_days(DAYS)
    alone = feature_frame(names(2), days, closes)
    every = np.arange(days[0], days[-1] + 1)
    wide = np.full((every.size, 3), np.nan)
    wide[np.searchsorted(every, days), :2] = closes
    wide[:, 2] = random_walks(np.random.default_rng(6), every.size, 1)[:, 0]
    beside = feature_frame(names(3), every, wide, pool=names(2))
    for place in range(2):
        np.testing.assert_array_equal(
            beside.values[beside.rows_of(place)], alone.values[alone.rows_of(place)]
        )
