"""Stands in for functools, of which little is needed; the real one loads half of the standard library."""


class cached_property:
    """A property that is reckoned once, and then kept in the object."""

    def __init__(self, reckon):
        self.reckon = reckon

    def __set_name__(self, _, name):
        self.name = name

    def __get__(self, value, _=None):
        value.__dict__[self.name] = found = self.reckon(value)
        return found


def cache(function):
    """Return the function that keeps what it has returned."""
    kept = {}

    def found(*given):
        if given not in kept:
            kept[given] = function(*given)
        return kept[given]

    return found


def lru_cache(*_, **__):
    """Return a decorator that changes nothing: what it would keep is quickly made anew."""
    return lambda function: function


def total_ordering(cls):
    """Add the comparisons that follow from `<` and `==`."""
    # Called by name, since `<` itself turns to `>` where Brython finds that added.
    cls.__le__ = lambda one, other: one.__lt__(other) or one == other
    cls.__gt__ = lambda one, other: other.__lt__(one)
    cls.__ge__ = lambda one, other: not one.__lt__(other)
    return cls
