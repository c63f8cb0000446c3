"""The firewall builder: a page that makes firewall texts for a reader's own hosts, by the modules that `emit` uses."""

from collections.abc import Collection, Iterator, Sequence

from portspec.artifact import Artifact
from portspec.writers.firewall import meets, own
from portspec.writers.firewall.lowering.allow import FIELDS, SERVICES
from portspec.writers.firewall.lowering.options import SPECIAL
from portspec.writers.site.builder.bundle import engine
from portspec.writers.site.builder.data import release_data
from portspec.writers.site.release import USUAL, Release, called
from portspec.writers.site.template import render
from portspec.writers.site.words import Words


def builder(histories: Collection[Sequence[Release]], words: Words) -> Iterator[Artifact]:
    """Yield the page, the engine that it loads, and what it knows about each release of the products' histories."""
    names = sorted(own(), key=lambda each: (each not in USUAL, each))
    forms = {each: [option for option in SPECIAL if meets(each, option)] for each in names}
    named = {FIELDS[way]: tuple(each) for way, each in SERVICES.items()}
    titles = {each: called(each) for each in names}
    yield render("builder", "firewall.md", words, histories=histories, forms=forms, titles=titles, named=named)
    yield engine()
    yield from (release_data(each) for history in histories for each in history)
