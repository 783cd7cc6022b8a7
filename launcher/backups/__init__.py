"""Backup, restore and what can be said of the state of a data folder."""
