"""A forecast from every side, from the first start on."""

from playwright.sync_api import expect

from tests.browser.helpers.person import Person

FIRST_FORECAST_MS = 120_000


def test_a_forecast_is_drawn_with_its_skill_and_its_ranges(person: Person) -> None:
    person.page.goto("/forecasts?symbol=KO&model=ridge")
    fan = person.panel("KO: next 5 sessions")
    expect(fan).to_be_visible(timeout=FIRST_FORECAST_MS)
    expect(fan.locator("canvas").first).to_be_visible()
    expect(fan).to_contain_text("Real prices to 28 Dec 2022")
    expect(fan).to_contain_text("90% range")
    said = person.panel("Verdict")
    expect(said).to_contain_text("prices rose in")
    expect(said).to_contain_text("Diebold-Mariano")
    expect(said).to_contain_text("Forecasts tested (N)")
    expect(person.table("Forecast steps").get_by_role("row")).to_have_count(6)
    expect(person.panel("Coverage of the ranges")).to_contain_text("tested outcomes fell inside")


def test_the_explanation_adds_up(person: Person) -> None:
    person.page.goto("/forecasts?symbol=KO&model=ridge")
    why = person.panel("Why this forecast")
    expect(why).to_be_visible(timeout=FIRST_FORECAST_MS)
    expect(why).to_contain_text("adds up")
    expect(why).to_contain_text("unexplained 0.0000 pp")


def test_fewer_steps_are_a_choice_that_the_address_remembers(person: Person) -> None:
    person.page.goto("/forecasts?symbol=KO&model=random_walk")
    expect(person.panel("KO: next 5 sessions")).to_be_visible(timeout=FIRST_FORECAST_MS)
    person.choose("Steps ahead", "2")
    expect(person.panel("KO: next 2 sessions")).to_be_visible()
    person.page.reload()
    expect(person.table("Forecast steps").get_by_role("row")).to_have_count(3)


def test_models_are_compared_with_the_random_walk(person: Person) -> None:
    person.page.goto("/forecasts?symbol=KO&model=random_walk")
    board = person.table("Models compared")
    expect(board.get_by_role("row", name="Random walk")).to_be_visible(timeout=FIRST_FORECAST_MS)
    expect(person.table("Issued forecasts").get_by_role("row").nth(1)).to_contain_text(
        "not known yet"
    )


def test_minutes_of_a_streaming_symbol_are_forecast_and_labelled(person: Person) -> None:
    person.page.goto("/forecasts?symbol=BTCUSDT")
    fan = person.panel("BTCUSDT: next 5 minutes")
    expect(fan).to_be_visible(timeout=FIRST_FORECAST_MS)
    expect(fan).to_contain_text("SIMULATED")
