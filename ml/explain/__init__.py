"""Why a model forecasts what it does."""
