"""Benchmarks: one file a row of the performance table, all measured by the same harness."""
