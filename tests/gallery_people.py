"""Invented people and records for the picture book and the tests of components."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from xinmiao.kernel.fields import BooleanField, ChoiceField, DateField, DateTimeField, IntegerField, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import Text
from xinmiao.kernel.timeline import TimelineEntry
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.widgets.chips import Chip


class Manner(StrEnum):
    """How a talk was held."""

    ALONE = "alone"
    GROUP = "group"
    PARENT = "parent"


class Source(StrEnum):
    """Who sent the student."""

    SELF = "self"
    TUTOR = "tutor"
    MENTOR = "mentor"
    PARENT = "parent"
    PEER = "peer"


class Talk(RecordSpec):
    """An invented record with a field of every kind."""

    record = "talk"
    label = Text("辅导记录")
    file = DataFile.COUNSELLING
    topic = TextField(label=Text("主题"), help=Text("一句话，列表里看得到"), required=True, max_length=40)
    day = DateField(label=Text("日期"), help=Text("可以写 11-23、今天、下周三"), required=True)
    noticed = DateTimeField(label=Text("发现时间"))
    minutes = IntegerField(label=Text("分钟"), minimum=5, maximum=180)
    form = ChoiceField(
        label=Text("形式"),
        choices=Manner,
        labels=((Manner.ALONE, Text("个别")), (Manner.GROUP, Text("团体")), (Manner.PARENT, Text("家长"))),
        required=True,
    )
    source = ChoiceField(
        label=Text("来源"),
        choices=Source,
        labels=(
            (Source.SELF, Text("自述")),
            (Source.TUTOR, Text("班主任")),
            (Source.MENTOR, Text("导师")),
            (Source.PARENT, Text("家长")),
            (Source.PEER, Text("同伴")),
        ),
    )
    told = BooleanField(label=Text("已说明保密及例外"))
    words = TextField(label=Text("自由书写"), multiline=True, max_length=200)


TALK = Talk()


@dataclass(frozen=True)
class Pupil:
    """An invented row."""

    id: str
    name: str
    pinyin: str
    class_name: str
    number: int
    last: date | None
    level: str


_NAMES = (
    ("王芳", "wang fang"), ("李㛃", "li jie"), ("曾子𠮷", "zeng ziji"), ("单一鸣", "shan yiming"),
    ("欧阳晓雨", "ouyang xiaoyu"), ("赵𬭎", "zhao hong"), ("孙䶮", "sun yan"), ("陈思远", "chen siyuan"),
    ("金顺姬", "jin shunji"), ("刘洋", "liu yang"),
)  # fmt: skip
_LEVELS = ("", "", "重点关注", "", "高度关注", "", "", "一般关注", "", "")
_TONES = {"一般关注": "calm", "重点关注": "watch", "高度关注": "warn"}


def pupils(count: int) -> list[Pupil]:
    """Return invented students."""
    start = date(2026, 11, 23)
    return [
        Pupil(
            f"s{number:06d}",
            _NAMES[number % 10][0],
            _NAMES[number % 10][1],
            f"七({number % 7 + 1})班",
            number % 45 + 1,
            None if number % 4 == 1 else start - timedelta(days=number % 60),
            _LEVELS[number % 10],
        )
        for number in range(count)
    ]


def pupil_columns() -> list[Column[Pupil]]:
    """Return the columns of a student list."""
    return [
        Column(
            "name", Text("姓名"), lambda row: row.name, width=150, strong=True, stretch=True,
            secondary=lambda row: f"{row.class_name} {row.number} 号", sort_key=lambda row: row.pinyin,
        ),
        Column("class", Text("班级"), lambda row: row.class_name, width=90),
        Column("number", Text("学号"), lambda row: row.number, width=70, align="right"),
        Column("last", Text("最近联系"), lambda row: row.last, width=120, show=_day),
        Column("level", Text("等级"), lambda row: row.level, width=120, chip=_level),
    ]  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else "未联系"


def _level(row: Pupil) -> Chip | None:
    return Chip(row.level, _TONES[row.level]) if row.level else None


_LONG = """睡眠有改善，愿意把作业计划写下来。和同桌的矛盾说开了一半，想再试一次；
下次带上两周的作息记录，一起看哪几天睡得好，是什么不一样。"""
_KINDS = (
    ("counselling", "辅导记录", "notebook-pen", "第 3 次 个别辅导", _LONG),
    ("home", "家校沟通", "phone", "电话 母亲", "母亲表示在家话少，周末愿意一起出门。"),
    ("mentor", "导师记录", "users", "十一月导师谈话", "上课比上月专注。"),
    ("warning", "预警等级", "flag", "调整为重点关注", ""),
)  # fmt: skip


def entries(count: int) -> list[TimelineEntry]:
    """Return an invented history."""
    now = datetime(2026, 11, 23, 2, 5, tzinfo=UTC)
    made = []
    for number in range(count):
        kind, label, icon, title, excerpt = _KINDS[number % 4]
        happened = now - timedelta(days=number * 2 // 3 * 3, minutes=45 * number % 300)
        recorded = happened + timedelta(days=3 if number % 5 == 1 else 0)
        state, tone = ("未签名", "watch") if number == 0 else ("", "calm")
        made.append(
            TimelineEntry(
                kind,
                Text(label),
                icon,
                happened,
                recorded,
                title,
                excerpt,
                "周老师",
                Target("note", str(number)),
                state,
                tone,
            )
        )
    return made
