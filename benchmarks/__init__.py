"""Benchmarks: what the program costs beside other programs, and how that grows; `make bench` runs them all."""
