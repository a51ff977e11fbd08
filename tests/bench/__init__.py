"""Benchmarks: ratios between two things measured in the same run, since machines differ and drift."""
