"""`python -m portspec` is the command line."""

from portspec.cli import main

main()
