"""The steps of an import as places of the tour: the columns, the trial run, the end.

Owns the small sheet that is imported; every visit brings students of its own.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import cast

from xinmiao.features.roster.page.importing import CHOOSE, COLUMNS, DONE, ROWS, ImportPage
from xinmiao.kernel.tasks import Target
from xinmiao.ui.workbench import Workbench

Condition = Callable[[], bool]

_HEADINGS = (
    *("姓名", "性别", "班级", "班内学号", "出生日期", "留守情况", "宿舍", "床号", "监护人", "关系", "联系电话"),
    *("实际照料人", "父母务工地", "导师"),
)
_GIVEN = ("小满", "小寒", "清明", "立夏", "白露")
_visits = count(1)


def choose(bench: Workbench) -> Iterator[Condition]:
    """Show the choice of a file."""
    bench.open(Target("roster_import"))
    yield lambda: bench.target == Target("roster_import")
    page = _page(bench)
    if page.step == DONE:
        page.done.again_wanted.emit()
    yield lambda: page.step == CHOOSE


def columns(bench: Workbench) -> Iterator[Condition]:
    """Show how the columns of a sheet are read."""
    yield from choose(bench)
    page = _page(bench)
    with tempfile.TemporaryDirectory() as folder:
        page.take_file(_sheet(Path(folder), next(_visits)))
        yield lambda: page.step == COLUMNS


def rows(bench: Workbench) -> Iterator[Condition]:
    """Show the trial run of the sheet whose columns were shown."""
    page = _page(bench)
    page.go_on()
    yield lambda: page.step == ROWS


def done(bench: Workbench) -> Iterator[Condition]:
    """Leave out what cannot be told apart, write the rest and show the end."""
    page = _page(bench)
    if page.state is not None:
        page.rows.exclude(page.state.undecided())
    page.go_on()
    yield lambda: page.step == DONE


def _page(bench: Workbench) -> ImportPage:
    return cast("ImportPage", bench.findChild(ImportPage))


def _sheet(folder: Path, visit: int) -> Path:
    path = folder / "转入学生名单.csv"
    family = "赵钱孙李周吴郑王"[visit % 8]
    number = 60 + 5 * visit
    lines: list[tuple[str | int, ...]] = [
        (
            *(f"{family}{given}", "女", "七(1)班", number + place, f"2014-0{place + 1}-1{visit % 10}", "2-双亲留守"),
            *("2-305", place + 1, f"{family}大山", "父亲", f"1390000{visit:02}{place:02}"),
            *(f"{family}奶奶", "长春", "李老师"),
        )
        for place, given in enumerate(_GIVEN)
    ]
    lines.append(("", "男", "七(1)班", number + 9))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([_HEADINGS, *lines])
    return path
