"""Features are computed, checked and looked at."""

import re

from playwright.sync_api import expect

from tests.browser.helpers.person import Person

DONE_MS = 120_000


def test_a_run_is_followed_checked_and_kept(person: Person) -> None:
    person.visit("/pipelines?universe=KO,PEP", "Pipelines")
    person.page.get_by_role("button", name="Run", exact=True).click()
    expect(person.page).to_have_url(re.compile("run="))
    log = person.page.get_by_role("list", name="Log of the run")
    expect(log).to_contain_text("Read bars", timeout=DONE_MS)
    table = person.table("Alignment by feature")
    expect(table.get_by_role("row", name=re.compile("RSI"))).to_contain_text(
        "aligned", timeout=DONE_MS
    )
    expect(person.panel("Alignment")).to_contain_text("agree in every one of 18 columns")
    expect(person.table("Anomalies").get_by_role("row").nth(1)).to_contain_text(
        re.compile("KO|PEP")
    )
    person.page.reload()
    expect(person.table("Alignment by feature")).to_be_visible(timeout=DONE_MS)
    expect(person.table("Earlier runs").get_by_role("row").nth(1)).to_contain_text("polars")


def test_a_run_is_cancelled_kept_through_a_reload_and_tried_again(person: Person) -> None:
    person.visit("/pipelines?universe=AAPL,MSFT,JPM,XOM,KO,PEP,JNJ,PG", "Pipelines")
    person.page.get_by_role("button", name="Run", exact=True).click()
    run = person.panel("Run")
    run.get_by_role("button", name="Cancel").click()
    expect(run).to_contain_text("cancelled", timeout=DONE_MS)
    person.page.reload()
    expect(person.page.get_by_role("list", name="Log of the run")).to_contain_text("cancelled")
    run.get_by_role("button", name="Retry").click()
    expect(person.table("Alignment by feature")).to_be_visible(timeout=DONE_MS)


def test_a_feature_is_previewed_with_its_definition(person: Person) -> None:
    person.visit("/pipelines?symbol=KO&feature=rsi_14", "Pipelines")
    preview = person.panel("Preview")
    expect(preview.get_by_role("figure", name="RSI (14, Wilder) of KO")).to_be_visible()
    expect(preview).to_contain_text("New Concepts in Technical Trading Systems")
    preview.get_by_label("Feature").select_option("drawdown")
    expect(person.page).to_have_url(re.compile("feature=drawdown"))


def test_spark_is_offered_or_says_what_it_lacks(person: Person) -> None:
    person.visit("/pipelines", "Pipelines")
    spark = person.page.get_by_role("radio", name="Apache Spark")
    expect(spark).to_be_visible()
    if spark.is_disabled():
        expect(person.panel("Compute features")).to_contain_text(re.compile("PySpark|Java"))


def test_unusual_bars_are_marked_on_the_chart(person: Person) -> None:
    person.visit("/symbols/KO?range=All&interval=1d", "KO")
    with person.page.expect_response(re.compile("/features/anomalies")) as answered:
        person.page.get_by_role("button", name=re.compile("Indicators")).click()
        person.page.get_by_label("Unusual bars").check()
    assert answered.value.json()["anomalies"]
    expect(person.page).to_have_url(re.compile("anomalies=true"))
