"""A folder of CSV files as a provider: one file of daily bars for each symbol.

`<folder>/AAPL.csv` holds the bars as they traded, `<folder>/actions/AAPL.csv` its splits and
dividends (date, kind, value), and `<folder>/instruments.csv` says what the symbols are (symbol,
name, asset_class, currency, exchange). The last two may be missing.
"""
