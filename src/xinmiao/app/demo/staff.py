"""The invented staff: teachers without accounts, class teachers of every class, and mentors of most students."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xinmiao.features.roster import operations as roster
from xinmiao.features.staff import operations as staff
from xinmiao.kernel.operations import Bound

_SURNAMES = "陈吴郑冯褚卫蒋沈韩杨朱秦许何吕施孔曹严华金魏陶姜"
_GIVEN = ("敏", "国强", "丽华", "建军", "晓燕", "志明", "春梅", "海波", "静", "文斌", "秀英", "立新")
_DUTIES = ("语文", "数学", "英语", "物理", "体育", "音乐", "历史", "地理")
_MENTEES = 15
_ONE_IN = 8
"""One student in so many waits for a mentor."""


def invent_staff(run: Callable[[Bound[Any]], Any], today: date) -> None:
    """Enter the staff, give each class without a class teacher one, and most students a mentor."""
    members = []
    for number, surname in enumerate(_SURNAMES * 3):
        name = surname + _GIVEN[(number // 4 + number // len(_SURNAMES)) % len(_GIVEN)]
        values = {"name": name, "duties": _DUTIES[number % len(_DUTIES)], "phone": f"1000000{number:04d}"}
        members.append(run(staff.add_staff.bind(values)))
    free = iter(members)
    for line in run(roster.list_classes.bind()):
        if not line.teachers:
            run(roster.set_class_teacher.bind(line.id, next(free), today))
    lines = run(roster.list_students.bind())
    students = [line.id for place, line in enumerate(lines) if place % _ONE_IN]
    for place, member in enumerate(members):
        if mine := tuple(students[place * _MENTEES : (place + 1) * _MENTEES]):
            run(roster.assign_mentor.bind(mine, member, today))
