"""Foreign files: kinds of files that no reader here reads, and how a page is made of each."""

from pathlib import PurePath

_OFFICE = "Open it, and save it as a web page (HTML)."
_PDF = "Give the document that it was made from, or export it as HTML; a PDF has no rows and columns to rely on."
_SHEET = "Save the sheet as CSV, or as a web page (HTML)."
_UNPACK = "Unpack it, and give the page in it."
_PICTURE = "Give the page that it shows, or write its rows as a table."
_TEXT = "Convert it to HTML, with `pandoc` for instance."
_SETTINGS = "Give the page that documents it, or write its ports as a table."
_PAGE = "Give a page of documentation."
BY_SUFFIX = {
    **dict.fromkeys((".doc", ".docm", ".odt", ".rtf", ".pages"), ("a word processor's document", _OFFICE)),
    **dict.fromkeys((".xls", ".xlsb", ".ods", ".numbers"), ("a spreadsheet", _SHEET)),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), ("a presentation", _OFFICE)),
    **dict.fromkeys((".vsd", ".vsdx", ".drawio", ".svg"), ("a drawing", _PICTURE)),
    **dict.fromkeys(
        (".bmp", ".gif", ".jpeg", ".jpg", ".png", ".tif", ".tiff", ".webp", ".ico"), ("an image", _PICTURE)
    ),
    **dict.fromkeys((".7z", ".bz2", ".gz", ".rar", ".tar", ".tgz", ".xz", ".zip", ".zst"), ("an archive", _UNPACK)),
    **dict.fromkeys((".epub", ".chm", ".mobi"), ("an electronic book", _UNPACK)),
    **dict.fromkeys((".mht", ".mhtml", ".webarchive"), ("a web archive", "Save the page as HTML alone.")),
    **dict.fromkeys((".eml", ".msg"), ("a message", "Save its text or its attachment.")),
    **dict.fromkeys((".mediawiki", ".wiki", ".creole", ".twiki"), ("a wiki's page", _TEXT)),
    ".org": ("Org", _TEXT),
    ".textile": ("Textile", _TEXT),
    ".typ": ("Typst", _TEXT),
    **dict.fromkeys((".tex", ".latex"), ("LaTeX", _TEXT)),
    ".man": ("a manual page", _TEXT),
    ".pdf": ("a PDF", _PDF),
    ".json": ("JSON", "Give the page that it was compiled from."),
    **dict.fromkeys((".yaml", ".yml"), ("YAML", _SETTINGS)),
    **dict.fromkeys((".toml", ".ini", ".cfg", ".conf", ".properties"), ("a file of settings", _SETTINGS)),
}
"""The kinds of files by the end of their names, with what to do; a format that is read has no entry."""
BY_BEGIN = {
    b"%PDF-": ("a PDF", _PDF),
    b"{\\rtf": ("a word processor's document", _OFFICE),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": ("an office document", _OFFICE),
    b"PK\x03\x04": ("an archive or an office document", "Save the document as a web page (HTML)."),
    b"PK\x05\x06": ("an empty archive", _UNPACK),
    b"\x1f\x8b": ("compressed", _UNPACK),
    b"BZh": ("compressed", _UNPACK),
    b"\xfd7zXZ\x00": ("compressed", _UNPACK),
    b"\x28\xb5\x2f\xfd": ("compressed", _UNPACK),
    b"7z\xbc\xaf\x27\x1c": ("an archive", _UNPACK),
    b"Rar!\x1a\x07": ("an archive", _UNPACK),
    b"\x7fELF": ("a program", _PAGE),
    b"\x89PNG\r\n\x1a\n": ("an image", _PICTURE),
    b"\xff\xd8\xff": ("an image", _PICTURE),
    b"GIF87a": ("an image", _PICTURE),
    b"GIF89a": ("an image", _PICTURE),
    b"II*\x00": ("an image", _PICTURE),
    b"MM\x00*": ("an image", _PICTURE),
    b"%!PS": ("a PostScript document", _PDF),
    b"SQLite format 3\x00": ("a database", _PAGE),
}
"""The same by their first bytes."""


def by_name(path: str) -> tuple[str, str] | None:
    """Return what kind of file one is by its name and what to do with it, or None where it may be a page."""
    return BY_SUFFIX.get(PurePath(path).suffix.lower())


def by_begin(data: bytes) -> tuple[str, str] | None:
    """Return the same by its first bytes."""
    return next((said for begin, said in BY_BEGIN.items() if data.startswith(begin)), None)
