"""Foreign files: kinds of files that are no page of Markdown or HTML, and how each becomes one."""

from pathlib import PurePath

_OFFICE = "Open it, and save it as a web page (HTML)."
_PDF = "Give the document that it was made from, or export it as HTML."
_SHEET = "Save the sheet as a web page (HTML), or make it a table of Markdown."
_UNPACK = "Unpack it, and give the page in it."
_PAGE = "Give a page of Markdown or HTML."
BY_SUFFIX = {
    **dict.fromkeys((".adoc", ".asciidoc"), ("AsciiDoc", "Convert it to HTML, with `asciidoctor` for instance.")),
    ".rst": ("reStructuredText", "Convert it to HTML, with `docutils` for instance."),
    **dict.fromkeys((".csv", ".tsv"), ("a file of values with separators", _SHEET)),
    **dict.fromkeys((".doc", ".docx", ".odt", ".rtf"), ("a word processor's document", _OFFICE)),
    **dict.fromkeys((".xls", ".xlsx", ".ods"), ("a spreadsheet", _SHEET)),
    **dict.fromkeys((".ppt", ".pptx", ".odp"), ("a presentation", _OFFICE)),
    ".pdf": ("a PDF", _PDF),
    ".json": ("JSON", "Give the page that it was compiled from."),
}
"""The kinds of files by the end of their names, with what to do."""
BY_BEGIN = {
    b"%PDF-": ("a PDF", _PDF),
    b"{\\rtf": ("a word processor's document", _OFFICE),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("an office document", _OFFICE),
    b"PK\x03\x04": ("an archive or an office document", "Save the document as a web page (HTML)."),
    b"\x1f\x8b": ("compressed", _UNPACK),
    b"\x7fELF": ("a program", _PAGE),
    b"\x89PNG\r\n\x1a\n": ("an image", _PAGE),
}
"""The same by their first bytes."""


def foreign(data: bytes, path: str) -> tuple[str, str] | None:
    """Return what kind of file this is and what to do with it, or None where it may be a page."""
    suffix = PurePath(path).suffix.lower()
    begun = next((said for begin, said in BY_BEGIN.items() if data.startswith(begin)), None)
    return BY_SUFFIX.get(suffix) or begun
