"""What a person types as an id, a name or a day: refused at once where it could not stand in the catalog."""

import re
from datetime import date

import click
import msgspec

from portspec.spec import Id


def an_id(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return an id as it is, or refuse it: ids stand in paths and addresses."""
    try:
        return None if value is None else msgspec.convert(value, Id)
    except (msgspec.ValidationError, UnicodeEncodeError) as error:
        raise click.BadParameter("use small letters and digits, with . - _ + between them") from error


def words(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return a name or title as it is, or refuse one that holds what no text of TOML could, or nothing."""
    if value is not None and not (value.strip() and value.isprintable()):
        raise click.BadParameter("give words that can be printed, on one line")
    return value


def _attributes(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str | None]:
    """Return names with their values: `NAME=VALUE`, `NAME` for an empty one, `NAME!` for one that is not set."""
    given: dict[str, str | None] = {}
    for each in values:
        name, equals, value = each.partition("=")
        if not re.fullmatch(r"\w[\w-]*!?", name) or (name.endswith("!") and equals):
            raise click.BadParameter(f"{each} is not NAME=VALUE, NAME or NAME!")
        given[name.rstrip("!")] = None if name.endswith("!") else value
    return given


attribute_option = click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="NAME[=VALUE]",
    callback=_attributes,
    help="Decide conditions of the page's markup: a name's value, or NAME! for one that is not set.",
)


def a_day(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return a date as ISO 8601 has it, or refuse it."""
    try:
        return None if value is None else date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise click.BadParameter(f"{value} is no date such as 2026-01-31") from error
