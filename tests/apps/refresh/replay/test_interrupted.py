"""A move of the replay that is cut off anywhere and done again ends as one that was not."""

from typing import Any

import pytest

from apps.instruments.models import Bar, CorporateAction
from apps.jobs.models import Job
from apps.refresh.models import MarketReplay
from apps.refresh.replay import playing

DAY = "2022-03-09"  # over a dividend of NVIDIA


def _state() -> tuple[Any, ...]:
    bars = Bar.objects.values_list("instrument__symbol", "timestamp_us", "close")
    actions = CorporateAction.objects.values_list("instrument__symbol", "ex_date", "price_factor")
    kinds = Job.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return sorted(bars), sorted(actions), list(kinds), MarketReplay.objects.get().position


@pytest.mark.parametrize("place", ["move_to", "levels_write", "refresh_all", "publish"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_it_is_done_again(
    play: Any, monkeypatch: pytest.MonkeyPatch, place: str, after: bool
) -> None:
    real = getattr(playing, place)

    def cut_off(*args: Any) -> Any:
        if after:
            real(*args)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(playing, place, cut_off)
        with pytest.raises(KeyboardInterrupt):
            play(DAY)
    Job.objects.all().delete()  # what followed from the first attempt may be lost
    play(DAY)
    bars, actions, kinds, position = _state()
    assert position.date().isoformat() == DAY
    assert {"forecasts.train", "alerts.observe_daily", "quality.check"} <= set(kinds)
    assert len(bars) == len({(symbol, stamp) for symbol, stamp, _ in bars})
    again = play(DAY)
    assert sum(again.result.bars.values()) == 0
    assert _state()[:2] == (bars, actions)
