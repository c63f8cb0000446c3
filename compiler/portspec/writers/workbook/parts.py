"""The parts of a workbook that say which parts it has and how it looks (ISO/IEC 29500, parts 1 and 2)."""

from collections.abc import Sequence
from datetime import date

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
MAIN = f'{_XML}<{{tag}} xmlns="{_SHEETS}" xmlns:r="{_OFFICE}">{{inner}}</{{tag}}>'
"""A part in the language of spreadsheets."""
_ENDINGS = (
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
_FONT = '<sz val="11"/><name val="Calibri"/><family val="2"/>'
_STYLES = (
    f'<fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
)


def content_types(sheets: Sequence[str]) -> str:
    """Return the media type of each part; `sheets` are the paths of the sheets below `xl`."""
    types = {
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "xl/workbook.xml": f"{_KIND}.sheet.main+xml",
        "xl/styles.xml": f"{_KIND}.styles+xml",
        "xl/sharedStrings.xml": f"{_KIND}.sharedStrings+xml",
        **{f"xl/{path}": f"{_KIND}.worksheet+xml" for path in sheets},
    }
    parts = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in types.items())
    return f'{_XML}<Types xmlns="{_PACKAGE}/content-types">{_ENDINGS}{parts}</Types>'


def relations(sheets: Sequence[str]) -> str:
    """Return what the workbook refers to: its sheets, as `rId1` and so on, the styles and the texts."""
    targets = [("worksheet", path) for path in sheets]
    targets += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return _relations([(f"{_OFFICE}/{kind}", path) for kind, path in targets])


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{path}"/>'
        for number, (kind, path) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def properties(title: str, comments: str, created: date) -> str:
    """Return what is known of the whole file; the texts are escaped already."""
    time = f"{created.isoformat()}T00:00:00Z"
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:description>{comments}</dc:description>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{time}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{time}</dcterms:modified></cp:coreProperties>'
    )


FIXED = {
    "_rels/.rels": _relations(
        [
            (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ]
    ),
    "xl/styles.xml": MAIN.format(tag="styleSheet", inner=_STYLES),
}
"""Those that are the same in every workbook: how the rest is found, and its letters, which are bold in headers."""
