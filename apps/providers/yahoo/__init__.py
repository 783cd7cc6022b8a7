"""Yahoo by the library yfinance: history, quotes, search and the streaming socket."""
