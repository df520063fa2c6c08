"""Light plans at work, for tests: students of a priority group, sheets opened and filled by running operations."""

from __future__ import annotations

from datetime import date
from typing import Any

from schools import School
from xinmiao.features.light_plans import operations as light_plans
from xinmiao.features.light_plans.records import Group, LightContent, LightEntry, LightLine, LightOpening, LightWay
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import LeftBehind, Stage
from xinmiao.features.roster.sheet.classes import ClassName

PERIOD = "2026-1"
LEFT_BEHIND = LightOpening(Group.LEFT_BEHIND, PERIOD)


def content(name: str, **changes: Any) -> LightContent:
    """Return a sheet that is complete and in words of its own."""
    values: dict[str, Any] = {
        "situation": f"{name}跟外婆生活，周末常一个人在家，作业拖到很晚。",
        "strengths": "愿意帮同学，跑步好。",
        "goal": f"让{name}每周与父母通话两次。",
        "measure_1": "班主任每周与学生谈一次",
        "measure_2": "同桌结对",
        "responsible": "林老师",
        "review_on": date(2027, 1, 8),
    }
    return LightContent(**{**values, **changes})


OWN_WORDS = (
    {"situation": "跟外婆生活，作业拖到很晚。", "goal": "每周与父母通话两次。"},
    {"situation": "住校，周末回姑姑家，话少。", "goal": "在班里有一个常来往的同学。"},
    {"situation": "和爷爷同住，常迟到。", "goal": "一周迟到不超过一次。"},
    {"situation": "刚转学来，想家。", "goal": "熟悉班级，能说出三位朋友。"},
)


def school_of_left_behind(school: School, names: tuple[str, ...] = ("王芳", "李强", "张敏", "赵磊")) -> dict[str, str]:
    """Add students of 七年级2班, all left behind; return their ids by name."""
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    details = {"left_behind": LeftBehind.BOTH_PARENTS}
    return {
        name: school.run(
            roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number}, details)
        )
        for number, name in enumerate(names, 1)
    }


def opened(school: School, names: tuple[str, ...] = ("王芳", "李强", "张敏", "赵磊")) -> dict[str, LightLine]:
    """Open light plans for left-behind students; return the lines by name."""
    school_of_left_behind(school, names)
    preview = school.run(light_plans.preview_light_plans.bind(LEFT_BEHIND))
    school.run(light_plans.open_light_plans.bind(PERIOD, tuple(line.id for line in preview.wanted)))
    return lines(school)


def lines(school: School) -> dict[str, LightLine]:
    """Return the list by name."""
    return {line.student.name: line for line in school.run(light_plans.list_light_plans.bind(PERIOD))}


def entered(school: School, name: str, **changes: Any) -> LightLine:
    """Enter the sheet of a student as of today."""
    line = lines(school)[name]
    entry = LightEntry(content(name, **changes), "林老师", school.clock.today(), LightWay.PAPER)
    school.run(light_plans.enter_light_plan.bind(line.id, line.version, entry))
    return lines(school)[name]
