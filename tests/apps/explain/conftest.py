"""Fixtures of data quality, shared."""

from tests.apps.data_quality import conftest as data_quality

# Pytest finds fixtures by the names of this module.
make_series = data_quality.make_series
own_folders = data_quality.own_folders
