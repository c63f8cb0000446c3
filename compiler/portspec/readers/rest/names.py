"""The names of directives of reStructuredText by what they show; the others are containers of what stands in them."""

UNSEEN = frozenset(
    "class contents currentmodule date default-role footer header highlight image index meta module "
    "rst-class role sectnum section-numbering tabularcolumns target-notes thumbnail title toctree tocdepth".split()
)
"""Directives that show nothing, or a picture."""
CODE = frozenset(
    "blockdiag code code-block code-cell command-output console digraph doctest graph graphviz ipython math mermaid "
    "nwdiag parsed-literal plantuml productionlist prompt sourcecode terminal testcode testoutput uml".split()
)
SPOKEN = frozenset(
    "attention caution danger deprecated error hint important note replace seealso tip todo versionadded "
    "versionchanged versionremoved warning".split()
)
"""Directives whose text begins on their first line."""
NAMELESS = frozenset(
    "card-carousel compound container cssclass epigraph figure grid glossary highlights hlist "
    "pull-quote tab-set tabs".split()
)
"""Directives whose argument is not shown."""
