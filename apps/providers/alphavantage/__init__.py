"""Alpha Vantage: history, quotes and search, 25 calls a day without a plan."""
