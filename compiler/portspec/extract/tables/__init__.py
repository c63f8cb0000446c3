"""Tables: the shapes of table that state ports, and how the best reading of one is chosen."""
