"""Context: what the places around a table, a list or a sentence say of it, and which of them counts."""
