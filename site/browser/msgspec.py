"""Stands in for msgspec, which is written in C: values with named fields that are compared and hashed by content."""


class Struct:
    """A value; its fields are the annotated names of its class and of those before it."""

    __struct_fields__ = ()

    def __init_subclass__(cls, **_):
        own = {name: cls.__dict__.get(name, REQUIRED) for name in cls.__dict__.get("__annotations__", {})}
        cls.__struct_fields__ = (*cls.__struct_fields__, *own)
        cls._defaults = {**getattr(cls, "_defaults", {}), **own}

    def __init__(self, **given):
        for name, default in self._defaults.items():
            if name in given:
                value = given.pop(name)
            elif default is REQUIRED:
                raise TypeError(f"Missing required argument '{name}'")
            else:
                value = default.make() if isinstance(default, Default) else default
            self.__dict__[name] = value
        if given:
            raise TypeError(f"Unexpected keyword argument '{next(iter(given))}'")

    def _content(self):
        return tuple([self.__dict__[name] for name in self.__struct_fields__])

    def __eq__(self, other):
        return type(self) is type(other) and self._content() == other._content()

    def __hash__(self):
        return hash(self._content())

    def __lt__(self, other):
        return self._content() < other._content()


class structs:
    """What is done to values."""

    @staticmethod
    def replace(value, **changes):
        """Return a value like another one, but for some fields."""
        fields = {name: value.__dict__[name] for name in value.__struct_fields__}
        return type(value)(**{**fields, **changes})


class Default:
    """A default that is made anew for each value."""

    def __init__(self, make):
        self.make = make


def field(default=None, default_factory=None, **_):
    """Return what stands for a field's default."""
    return Default(default_factory) if default_factory else default


def Meta(**_):
    """Return nothing: values were checked where they were made."""


REQUIRED = object()


class UnsetType:
    """The kind of `UNSET`."""


UNSET = UnsetType()
"""Stands for a field that is not given."""
