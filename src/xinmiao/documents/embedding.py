"""TrueType fonts embedded so that the text of a PDF can be read back exactly.

Owns one correction of reportlab: the table that leads from glyphs back to characters. reportlab
writes code points beyond the BMP with five digits, which readers take for another character; here
they are UTF-16 surrogate pairs, in blocks of at most 100 entries as the PDF reference asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import SUBSETN, TTFont

_BLOCK = 100
_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def unicode_map(subset: Sequence[int]) -> str:
    """Return the ToUnicode table of a subset: position in the subset to character (PDF 32000-1, 9.10.3)."""
    entries = [
        f"<{position:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>"
        for position, code in enumerate(subset)
        if code
    ]
    parts = [_HEAD]
    for start in range(0, len(entries), _BLOCK):
        block = entries[start : start + _BLOCK]
        parts += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*parts, _TAIL])


class EmbeddedFont(TTFont):  # type: ignore[misc] # reportlab carries no types
    """A TrueType font cut down to the characters used, with a true way back to them."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, asciiReadable=False, shapable=False)

    def addObjects(self, doc: Any) -> None:  # noqa: N802 -- reportlab's name
        """Add the subsets to `doc`, then put the true tables in place of reportlab's."""
        subsets = [list(subset) for subset in self.state[doc].subsets]
        super().addObjects(doc)
        base = (self.face.name + self.face.subfontNameX).decode("ascii")
        for number, subset in enumerate(subsets):
            key = f"toUnicodeCMap:{SUBSETN(number).decode('ascii')}+{base}"
            doc.idToObject[key].content = unicode_map(subset)
