"""The grammar of port text: which numbers and transports a text states, and which of its numbers are no ports."""
