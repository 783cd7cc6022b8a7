"""Fits of volatility models; only workers load this file and `arch` with it."""

from dataclasses import asdict
from typing import Any

from apps.core.clock import utc_iso
from apps.core.errors import UnprocessableError
from apps.instruments.calendars import next_sessions
from apps.instruments.selectors import instrument_get
from apps.jobs.types import JobContext, JobOutcome
from apps.risk.responses import day_text, points
from apps.risk.selectors import series_history
from apps.risk.types import ReturnHistory
from ml.errors import NumericError
from ml.series.annualise import annualise_volatility
from ml.volatility.garch import GarchFit, fit_garch

STEPS = 5


def garch(context: JobContext) -> JobOutcome:
    """Fit a GARCH, GJR or EGARCH model to a symbol's daily returns and forecast 1 to 5 days."""
    asked = context.params
    context.step("Read history")
    history = series_history(
        symbol=asked["symbol"], user_id=context.owner_id, period=asked["period"]
    )
    context.step("Fit the model", f"{asked['model']} on {history.sample.size} returns")
    fit = _fit(history, asked)
    context.step("Forecast")
    instrument = instrument_get(symbol=asked["symbol"], user_id=context.owner_id)
    targets = next_sessions(instrument, history.dates[-1].item(), STEPS)
    times = [utc_iso(target) for target in targets]
    return JobOutcome(_document(history, fit, asked["period"], times))


def _fit(history: ReturnHistory, asked: dict[str, Any]) -> GarchFit:
    try:
        return fit_garch(
            history.sample, model=asked["model"], distribution=asked["distribution"], steps=STEPS
        )
    except NumericError as error:
        raise UnprocessableError(
            f"{asked['model']} does not fit {asked['symbol']} over {asked['period']}: {error}. "
            "Choose a longer period or another model.",
            code="not_converged",
        ) from error


def _document(
    history: ReturnHistory, fit: GarchFit, period: str, times: list[str]
) -> dict[str, Any]:
    factor = history.periods_per_year
    return {
        "symbol": history.symbols[0],
        "model": fit.model,
        "distribution": fit.distribution,
        "as_of": day_text(history.dates[-1]),
        "period": period,
        "period_start": day_text(history.sample_dates[0]),
        "observations": fit.observations,
        "calendar_factor": factor,
        "source": history.source,
        "simulated": False,
        "standard_errors": "robust",
        "parameters": [asdict(parameter) for parameter in fit.parameters],
        "log_likelihood": fit.log_likelihood,
        "aic": fit.aic,
        "bic": fit.bic,
        "persistence": fit.persistence,
        "unconditional_volatility": fit.unconditional_volatility,
        "conditional_volatility": points(history.sample_dates[1:], fit.conditional_volatility),
        "forecast": [
            {
                "step": step,
                "target_time": time,
                "volatility": volatility,
                "volatility_annualised": annualise_volatility(volatility, factor),
            }
            for step, (time, volatility) in enumerate(
                zip(times, fit.forecast.tolist(), strict=True), start=1
            )
        ],
    }
