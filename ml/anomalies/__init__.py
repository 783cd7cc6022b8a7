"""Faults and oddities of price series, with what repairs them."""
