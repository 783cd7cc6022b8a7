"""`GET` and `POST /market/clock`."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from apps.instruments.market_clock import market_now
from apps.jobs import kinds
from apps.jobs.models import Job
from apps.jobs.services import job_submit
from apps.refresh.models import MarketReplay
from celery_worker.schedule import submit_due

URL = "/api/v1/market/clock"


@pytest.fixture
def owner_api(alice: Any, alice_api: Any) -> Any:
    """Alice owns the installation: she signed up first."""
    return alice_api


def test_it_says_where_the_replay_stands(replay: MarketReplay, owner_api: Any) -> None:
    body = owner_api.get(URL).json()
    assert body["mode"] == "replay"
    assert body["now"] == "2021-12-28T21:00:00Z"
    assert (body["session"], body["start"], body["end"]) == (
        "2021-12-28", "2021-12-28", "2022-12-28",
    )  # fmt: skip
    assert body["playing"] is True
    assert body["ended"] is False


def test_a_live_market_is_now_and_cannot_be_set(db: None, settings: Any, owner_api: Any) -> None:
    settings.MARKET_REPLAY = False
    assert owner_api.get(URL).json()["mode"] == "live"
    refused = owner_api.post(URL, {"action": "pause"}, format="json")
    assert refused.status_code == 409
    assert refused.json()["code"] == "not_replayed"


def test_pause_play_and_speed(replay: MarketReplay, owner_api: Any) -> None:
    assert owner_api.post(URL, {"action": "pause"}, format="json").json()["playing"] is False
    body = owner_api.post(URL, {"action": "play", "seconds_per_session": 5}, format="json").json()
    assert (body["playing"], body["seconds_per_session"]) == (True, 5)


def test_a_step_submits_the_next_session_once(replay: MarketReplay, owner_api: Any) -> None:
    owner_api.post(URL, {"action": "step"}, format="json")
    body = owner_api.post(URL, {"action": "step"}, format="json").json()
    jobs = Job.objects.filter(kind="market.session")
    assert [job.params for job in jobs] == [{"session": "2021-12-29"}]
    assert body["waits_for"] == "Play the next session"


@pytest.mark.parametrize(
    ("to", "kind", "session"),
    [
        ("2022-06-19", "market.session", "2022-06-17"),  # a Sunday
        ("2021-12-28", None, None),
    ],
)
def test_a_date_leads_to_its_last_session(
    replay: MarketReplay, owner_api: Any, to: str, kind: str | None, session: str | None
) -> None:
    assert owner_api.post(URL, {"action": "seek", "to": to}, format="json").status_code == 200
    jobs = Job.objects.filter(kind__startswith="market.")
    assert [(job.kind, job.params["session"]) for job in jobs] == (
        [(kind, session)] if kind else []
    )


def test_an_earlier_date_goes_back(play: Any, owner_api: Any) -> None:
    play("2022-01-03")
    owner_api.post(URL, {"action": "seek", "to": "2021-12-30"}, format="json")
    assert Job.objects.get(kind="market.rewind").params == {"session": "2021-12-30"}


def test_the_end_offers_to_start_again(replay: MarketReplay, owner_api: Any) -> None:
    MarketReplay.objects.update(position="2022-12-28T21:00:00Z")
    assert owner_api.get(URL).json()["ended"] is True
    refused = owner_api.post(URL, {"action": "step"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (409, "replay_ended")
    assert "28 December 2021" in refused.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"action": "seek", "to": "2023-01-03"}, 422, "outside_replay"),
        ({"action": "seek"}, 400, "invalid"),
        ({"action": "play", "to": "2022-01-03"}, 400, "invalid"),
        ({"action": "rewind"}, 400, "invalid"),
        ({"action": "play", "seconds_per_session": 0}, 400, "invalid"),
    ],
)
def test_bad_wishes_are_refused(
    replay: MarketReplay, owner_api: Any, body: Any, status: int, code: str
) -> None:
    answer = owner_api.post(URL, body, format="json")
    assert answer.status_code == status
    if status == 422:
        assert answer.json()["code"] == code


def test_others_may_look_and_not_touch(
    replay: MarketReplay, alice: Any, bob_api: Any, anonymous_api: Any
) -> None:
    assert bob_api.get(URL).status_code == 200
    refused = bob_api.post(URL, {"action": "pause"}, format="json")
    assert (refused.status_code, refused.json()["code"]) == (403, "owner_only")
    assert anonymous_api.get(URL).status_code == 401


def test_the_scheduler_plays_a_session_when_it_is_due(replay: MarketReplay) -> None:
    moved = replay.moved_at
    assert not _played(moved + timedelta(seconds=59))
    assert _played(moved + timedelta(seconds=60)) == ["2021-12-29"]
    assert _played(moved + timedelta(seconds=90)) == ["2021-12-29"]  # it waits for the first


def test_it_waits_until_what_follows_is_done(replay: MarketReplay) -> None:
    job = job_submit(kind="forecasts.issue", params={}, owner_id=None)
    late = replay.moved_at + timedelta(minutes=5)
    assert not _played(late)
    Job.objects.filter(pk=job.id).update(state="done")
    assert _played(late) == ["2021-12-29"]


def test_a_session_whose_job_was_lost_before_it_moved_the_clock_is_played_again(
    replay: MarketReplay,
) -> None:
    late = replay.moved_at + timedelta(minutes=5)
    _played(late)
    Job.objects.update(state="dead")
    assert _played(late) == ["2021-12-29", "2021-12-29"]


def test_it_does_not_wait_for_a_comparison_of_the_engines(
    replay: MarketReplay, owner_api: Any
) -> None:
    job_submit(kind="quality.align", params={}, owner_id=None)
    assert owner_api.get(URL).json()["waits_for"] is None
    assert _played(replay.moved_at + timedelta(minutes=5)) == ["2021-12-29"]


def test_a_paused_replay_stands_still(replay: MarketReplay) -> None:
    MarketReplay.objects.update(playing=False)
    assert not _played(replay.moved_at + timedelta(hours=1))


def _played(moment: Any) -> list[str]:
    # What runs by itself has run.
    wall = {
        kind.name: kind.slot_key(market_now() if kind.periodic.by_market else moment)
        for kind in kinds.periodic_kinds()
        if kind.periodic is not None
    }
    with time_machine.travel(moment, tick=False):
        submit_due(moment, moment, wall)
    rows = Job.objects.filter(kind="market.session").order_by("created_at")
    return [job.params["session"] for job in rows]


def test_a_moment_after_the_replays_present_is_the_future(
    replay: MarketReplay, owner_api: Any
) -> None:
    refused = owner_api.get("/api/v1/history?symbol=KO&as_of=2021-12-29")
    assert (refused.status_code, refused.json()["code"]) == (400, "invalid_input")
    assert "the market's present is 2021-12-28T21:00:00Z" in refused.json()["detail"]
    assert owner_api.get("/api/v1/history?symbol=KO&as_of=2021-12-28").status_code == 200


def test_what_the_replay_has_just_reached_may_be_asked_about_at_once(
    replay: MarketReplay, owner_api: Any
) -> None:
    owner_api.get(URL)
    assert market_now() == replay.position
    MarketReplay.objects.update(position="2021-12-29T21:00:00Z")
    assert owner_api.get("/api/v1/history?symbol=KO&as_of=2021-12-29").status_code == 200
