"""Stands in for typing, of which only names are left once annotations are gone; the real one is long to load."""


class _Kind:
    """What takes types in brackets, and keeps them."""

    def __init__(self, arguments=()):
        self.arguments = arguments

    def __getitem__(self, arguments):
        return _Kind(arguments if isinstance(arguments, tuple) else (arguments,))


Annotated = Literal = _Kind()


class Protocol:
    """The base of what describes a module."""


def get_args(kind):
    """Return what stands in the brackets."""
    return kind.arguments


def cast(_, value):
    """Return the value."""
    return value


def TypeVar(name):
    """Return what stands for a type in annotations."""
    return name
