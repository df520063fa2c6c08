"""The invented room's light plans: opened for left-behind children, in every state, some copied, some empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from xinmiao.features.light_plans import operations as light_plans
from xinmiao.features.light_plans.records import Group, LightContent, LightOpening, OpeningPreview, SheetRow
from xinmiao.features.light_plans.records.periods import term_of
from xinmiao.features.roster.records import StudentLine

Run = Callable[[Any], Any]

_MOST = 150
_ASKED = 5
"""One sheet of so many is not handed in."""
_SITUATIONS = (
    "父母在外务工，跟外婆生活，作业拖到很晚",
    "住校，周末回姑姑家，平时话少",
    "和爷爷同住，早上常迟到",
    "母亲今年外出，情绪有些低落，饭量减少",
    "独自在家的时间多，手机用得晚",
)
_STRENGTHS = ("跑步好，愿意帮同学", "画画好，做事细心", "会照顾弟弟，答应的事会做到", "爱唱歌，和同桌处得好")
_GOALS = ("每周与父母通话两次", "一周迟到不超过一次", "在班里有一个常来往的同学", "晚上十点前放下手机")
_MEASURES = ("班主任每周谈一次", "安排同桌结对", "与外出父母约定固定通话时间", "生活老师晚上提醒")
_COPIED = LightContent("该生表现良好，各方面正常", "学习认真", "继续努力", "多关心", "多鼓励", "", "林老师", None)


def invent_light_plans(run: Run, today: date) -> None:
    """Open light plans for this term; a part comes in by workbooks, a part of that is checked."""
    period = term_of(today)
    preview: OpeningPreview = run(light_plans.preview_light_plans.bind(LightOpening(Group.LEFT_BEHIND, period)))
    chosen = preview.wanted[:_MOST]
    run(light_plans.open_light_plans.bind(period, tuple(line.id for line in chosen)))
    rows = tuple(_row(line, number, today) for number, line in enumerate(chosen) if number % _ASKED)
    run(light_plans.take_over_workbook.bind(period, rows, "林老师"))
    ready = [line.id for line in run(light_plans.list_light_plans.bind(period)) if line.to_check]
    if ready:
        run(light_plans.check_light_plans.bind(tuple(ready[: len(ready) * 2 // 3])))


def _row(line: StudentLine, number: int, today: date) -> SheetRow:
    content = _COPIED if number % 25 in {3, 7} else _content(number, today)
    return SheetRow("林老师", number, line.class_label, str(line.number_in_class or ""), line.name, content)


def _content(number: int, today: date) -> LightContent:
    """Return words of their own: where the same sentence comes again, another detail stands in it."""
    return LightContent(
        situation=f"{_SITUATIONS[number % 5]}；{number % 7 + 2}岁起由亲属照料，本学期谈过{number // 5 + 1}次。",
        strengths=_STRENGTHS[number % 4],
        goal=f"{_GOALS[number % 4]}。",
        measure_1=_MEASURES[number % 4],
        measure_2=_MEASURES[(number + 1) % 4],
        measure_3=_MEASURES[(number + 2) % 4] if number % 3 else "",
        responsible="林老师",
        review_on=today + timedelta(days=-3 if number % 11 == 0 else 40),
    )
