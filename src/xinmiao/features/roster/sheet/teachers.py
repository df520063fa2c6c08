"""The name of one staff member in a cell: a mentor or a class teacher.

Owns the reading. Whom the name means is `staff_names`.
"""

from __future__ import annotations

import re

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.sheet.values import CellProblem, folded, parse_name
from xinmiao.kernel.texts import _

_BETWEEN_NAMES = re.compile(r"[、,;/]|和")
_TITLE = re.compile(r"(?<=..)(?:老师|教师)$")


def parse_staff_name(cell: Cell) -> str | None:
    """Read 王强 or 王强老师.

    Raises:
        CellProblem: several names, or no name.
    """
    name = parse_name(cell)
    if name is None:
        return None
    if sum(len(part.strip()) > 1 for part in _BETWEEN_NAMES.split(folded(cell))) > 1:
        raise CellProblem(_("Several names stand in “{value}”; only one can be taken.").format(value=name[:40]))
    return _TITLE.sub("", name)
