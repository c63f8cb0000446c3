"""Extraction reads claims from a document: `extract` is the stage's one verb."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice, tee, zip_longest

import msgspec

from portspec.claims import Reading
from portspec.document import Block, Code, Document, Heading, Item, List, Paragraph, Table, Text, shown_when
from portspec.extract.account import account
from portspec.extract.commands import listed, read_commands
from portspec.extract.commands.conclusion import conclude
from portspec.extract.context.chosen import choices_of
from portspec.extract.context.flattened import unflatten, whole_text
from portspec.extract.context.footnotes import notes_of
from portspec.extract.context.headers import concepts
from portspec.extract.context.outline import outlined
from portspec.extract.context.paragraphs import sentences, whole
from portspec.extract.context.records import recorded
from portspec.extract.context.terms import termed
from portspec.extract.ends.holders import holders_in
from portspec.extract.ends.routes import Signs, chained, leads_on
from portspec.extract.grammar.lexer import tokens
from portspec.extract.grammar.mentions import mentions
from portspec.extract.grammar.port_expression import explains_ports
from portspec.extract.grammar.spans import says_only_ports
from portspec.extract.language.masked import masked
from portspec.extract.language.vocabulary import words
from portspec.extract.page import Page
from portspec.extract.running.coded import rows_coded, sentences_coded
from portspec.extract.running.headings import qualify_title, title_with_ports
from portspec.extract.running.hosted import held
from portspec.extract.running.lists import holds_numbers, read_list
from portspec.extract.running.notes import add_commands, read_note
from portspec.extract.running.prose import read_sentences, sentences_with_ports
from portspec.extract.running.sequel import follow, stand_above
from portspec.extract.running.ticked import ticked
from portspec.extract.running.unbounded import tell_dynamic, tell_selected, tell_unbounded
from portspec.extract.running.unported import sentences_against, sentences_of_rows
from portspec.extract.scope import scope
from portspec.extract.tables.candidates import read_table
from portspec.extract.tables.cells import are_of_another_script
from portspec.findings import Report


def extract(document: Document, report: Report) -> Reading:
    """Return what a document says about ports, with the accounting of its rows."""
    page = walk(document, report)
    totals = account(page).totals
    masked.cache_clear()  # of the texts of this page: no other asks for them
    claimed, reported = totals["claimed"], totals["reported"]
    return Reading(
        claims=tuple(page.claims),
        roles=tuple(page.roles.values()),
        notes=tuple(page.notes),
        commands=tuple(each.claim for each in page.commanded),
        rows=page.rows,
        unread=page.unread,
        tables=page.tables,
        numbers=totals.total(),
        claimed=claimed,
        reported=reported,
        aside=totals.total() - claimed - reported,
    )


def walk(document: Document, report: Report) -> Page:
    """Return a document's page after all its blocks were read, in their order."""
    blocks = tuple(termed(outlined(document.blocks, document.source.text), document.source.text))
    page = Page(
        document=document,
        report=report,
        footnotes=notes_of(blocks, document.source.text),
        choices=choices_of(blocks),
        shown=tuple(shown_when(document)),
    )
    page.holders = holders_in(_running(blocks))
    names = chained(block.text.folded for block in blocks if isinstance(block, Heading))
    page.section.signs = Signs(ends=names)
    for block in blocks:
        if isinstance(block, Paragraph):
            page.section.learn(block)
    read = unflatten(msgspec.structs.replace(document, blocks=blocks), report)
    ahead = tee(chain.from_iterable(recorded(each, document) for each in read))
    for each, below in zip_longest(ahead[0], islice(ahead[1], 1, None)):
        _take(each, page, below)
    read_sentences(page)
    conclude(page)
    return page


def _running(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the sentences of a page's paragraphs and items."""
    for block in blocks:
        texts = [item.text.folded for item in block.items] if isinstance(block, List) else []
        for text in (whole(block),) if isinstance(block, Paragraph) else texts:
            yield from (each for said in sentences(text) for each in held(said) or (said,))


def _take(block: Block, page: Page, below: Block | None = None) -> None:
    """Read one block in its section; it may lead to the one below."""
    match block:
        case Heading():
            page.section.leave(block.level)
            page.spoken.append((block, block.text.value.isdecimal() and _is_below_ports(page)))
            before = len(page.sentences)
            page.sentences.extend(title_with_ports(block, page.section))
            page.titled = range(before, len(page.sentences))
            page.section.enter(block)
            page.about = ()
        case Paragraph() if _is_of_numbers(block, page):
            _take(List(items=(Item(depth=0, text=whole_text(block)),)), page)
        case Paragraph():
            read_above = page.section.read
            page.spoken.append((block, False))
            page.section.add(block)
            above = page.about
            found = list(sentences_with_ports(block, page.section, above))
            leads = isinstance(below, Paragraph) or _holds_ports(below)
            page.sentences.extend(follow(found, block, page, leads=leads))
            page.sentences.extend(sentences_of_rows(whole_text(block), page.section, above))
            page.sentences.extend(sentences_against(whole_text(block), page.section, above))
            qualify_title(block, page)
            tell_unbounded(whole_text(block), page)
            tell_selected(whole_text(block), page)
            page.section.noted = not found and read_above and read_note(block, page)
        case Code():
            _take_code(block, page)
        case Table() | List():
            before = len(page.claims)
            ported = speaks_of_ports(block, page) or _is_told_of(block, page)
            read = _read(block, page)
            page.spoken.append((block if ported or not read else _of_ports(block, page), read or ported))
            page.tables += read and isinstance(block, Table)
            stand_above(page.claims[before:], page)
            if read:
                scope(page, list(dict.fromkeys(claim.role for claim in page.claims[before:] if claim.role)))
                page.section.read = True
                page.section.listed = isinstance(block, List)
            page.section.passed()
            tell_dynamic(_texts(block), page)
            if isinstance(block, List):
                _go_through(block, {each.start for each in page.written[before:]}, page, read=read)


def _texts(block: Table | List) -> list[Text]:
    """Return the items of a list, or the cells of a table, each once."""
    cells = {id(c): c.text for row in block.rows for c in row} if isinstance(block, Table) else {}
    return [item.text for item in block.items] if isinstance(block, List) else [*cells.values()]


def _holds_ports(block: Block | None) -> bool:
    """Tell whether a block is a list or a table with ports of its own."""
    if isinstance(block, List):
        return holds_numbers(block) or any(mentions(item.text.folded) for item in block.items)
    return isinstance(block, Table) and any(
        "port" in concepts(cell.text.folded) or mentions(cell.text.folded) for row in block.rows for cell in row
    )


def _is_told_of(block: Table | List, page: Page) -> bool:
    """Tell whether the numbers of a block are to be explained where nothing speaks of ports.

    A list goes on with another, or may be one of ports; a table has a column of high numbers that nobody reads, or no
    head of its own below rows of ports.
    """
    if isinstance(block, Table):
        return (page.section.read and not block.headers) or any(
            are_of_another_script([cell.text.value for cell in cells]) for cells in zip(*block.rows[1:], strict=True)
        )
    return page.section.listed or (page.section.is_of_ports() and holds_numbers(block))


def _go_through(block: List, stated: set[int], page: Page, *, read: bool) -> None:
    """Take what items say of the ports of others; some, that begin at places in `stated`, state ports themselves."""
    for item in block.items:
        page.sentences.extend(sentences_against(item.text, page.section))
        tell_unbounded(item.text, page)
        tell_selected(item.text, page)
    # An item that states ports is no label of what stands below it.
    silent = [item for item in block.items if not any(_begins(item) <= at < _ends(item) for at in stated)]
    for item in silent:
        page.sentences.extend(sentences_of_rows(item.text, page.section))
    for item in (each for each in silent if not read or each is block.items[-1]):
        page.section.add(said := Paragraph(text=item.text))
        qualify_title(said, page)


def _is_of_numbers(block: Paragraph, page: Page) -> bool:
    """Tell whether a paragraph is nothing but the numbers of ports, below what says what to do with them."""
    text = whole_text(block).folded
    numbers = text[:1].isdigit() and says_only_ports(tokens(text)) and not mentions(text)
    return numbers and page.section.judges()


def _is_below_ports(page: Page) -> bool:
    """Tell whether the heading above names ports."""
    return any(words("port.word").search(each.value) for each in page.section.titles()[:1])


def _begins(item: Item) -> int:
    return (item.term or item.text).start


def _ends(item: Item) -> int:
    return max(item.text.end, _begins(item) + 1)


def _take_code(block: Code, page: Page) -> None:
    """Read a block of code as the list of ports that it is, where ports are spoken of, or take its commands."""
    if (ports := listed(block, page)) and any(map(words("port.word").search, _said_above(page))):
        _take(ports, page)
        return
    if not read_commands(block, page):
        page.coded.extend((*sentences_coded(block, page), *rows_coded(block, page)))
    if page.section.noted:
        add_commands(block, page)


def _said_above(page: Page) -> Iterator[str]:
    """Yield the titles of a section and what it has said so far."""
    yield from (title.folded for title in page.section.titles())
    yield from map(whole, page.section.paragraphs)


def _of_ports(block: Table | List, page: Page) -> Table | List:
    """Return what of a block is about ports: of a table of facts, the rows that state some."""
    ways = page.tables_met[-1][1] if isinstance(block, Table) else ()
    return msgspec.structs.replace(block, rows=ways[0].rows, headers=0) if ways and ways[0].rows else block


def _read_list(block: List, page: Page) -> bool:
    """Read a list, whose items may show what the sign ">" means in them."""
    signs = page.section.signs
    if leads_on(item.text.folded for item in block.items):
        page.section.signs = msgspec.structs.replace(signs, arrows=True)
    read = read_list(ticked(block), page)
    page.section.signs = signs
    return read


def _read(block: Table | List, page: Page) -> bool:
    """Read a table or list into the page's claims; one that only explains what ports are, or shows some, is told."""
    since = page.counted()
    read = read_table(block, page) if isinstance(block, Table) else _read_list(block, page)
    found = page.claims[since.claims :]
    if explains_ports(each for claim in found for each in claim.ports):
        message = "These are the classes of all port numbers, not ports that are required; they are not in the spec"
    elif found and page.section.is_of_examples() and not any(claim.transports for claim in found):
        message = "These ports stand below a title of examples or links, without a transport; they are not in the spec"
    else:
        return read
    page.forget(since)
    texts = _texts(block)
    help = "If such a port or range is required, say so in a sentence elsewhere."
    page.say("PS206", message, help, texts[0], texts[-1])
    return False


def speaks_of_ports(block: Table | List, page: Page) -> bool:
    """Tell whether a header, the caption, the heading or the line right above a table or list names ports."""
    caption = block.caption if isinstance(block, Table) else None
    above = [caption or page.section.caption(), page.section.label(), *page.section.lead_in()[:1]]
    heads = {cell.text.folded for cell in block.rows[0]} if isinstance(block, Table) and block.rows else ()
    texts = (*heads, *(each.folded for each in (*above, *page.section.titles()[:1]) if each))
    return any(words("port.word").search(each) for each in texts)
