"""What a page of HTML, or a fragment, has more of than the parser can be given."""

from portspec.findings import Finding
from portspec.readers.budget import ELEMENTS, crowded, deep, spot
from portspec.source import Source


class BeyondError(Exception):
    """A page or fragment has elements too deep, or too many attributes of one."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return the finding about it; `base` is the offset of a fragment in its source."""
        raise NotImplementedError


class TooDeepError(BeyondError):
    """Elements are nested deeper than a page may have them."""

    def __init__(self, end: int) -> None:
        super().__init__(end)
        self.end = end
        """Where the first start tag ends that is too deep."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return PS104."""
        end = base + self.end
        return deep(source.place(max(source.text.rfind("<", base, end), base), end), ELEMENTS)


class CrowdedError(BeyondError):
    """An element has more attributes than it may have."""

    def __init__(self, start: int) -> None:
        super().__init__(start)
        self.start = start
        """Where the element begins."""

    def told(self, source: Source, base: int = 0) -> Finding:
        """Return PS134."""
        return crowded(spot(source, base + self.start))
