"""Returns, bars, calendars and what else all rooms need of series."""
