"""The one look at a clock: what it says is printed, and stands in a file from then on."""

from datetime import date, datetime


def local_day() -> date:
    """Return the day of this machine's time zone."""
    return datetime.now().astimezone().date()
