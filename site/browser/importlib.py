"""Stands in for importlib, of which only this is needed."""

import sys


def import_module(name):
    """Return the module of this name."""
    __import__(name)
    return sys.modules[name]
