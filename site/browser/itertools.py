"""Stands in for itertools: Brython's has no `pairwise`."""


def pairwise(values):
    """Return each value with the next."""
    return zip(values, values[1:])
