"""portspec: the documentation-driven compiler for network port requirements."""

__version__ = "0.1.0"
