"""Backtests of value at risk: whether losses exceed it as often and as independently as it says."""
