"""Estimators and models of volatility."""
