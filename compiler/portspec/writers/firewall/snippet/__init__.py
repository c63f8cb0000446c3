"""Snippet: what every dialect's files say about themselves, and how text from a page is made harmless."""
