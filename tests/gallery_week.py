"""The week grid's page of the picture book: an invented week of a counselling room."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from xinmiao.ui.week_grid import Block, GridDay, GridRow, WeekGrid

MONDAY = date(2026, 11, 23)
PERIODS = (
    (440, 470, "早读前", True),
    (480, 525, "第一节", False),
    (525, 535, "课间", True),
    (535, 580, "第二节", False),
    (600, 645, "第三节", False),
    (655, 700, "第四节", False),
    (700, 790, "午休", True),
    (800, 845, "第五节", False),
    (855, 900, "第六节", False),
    (910, 970, "课后", True),
    (1110, 1200, "晚自习", False),
)
ROWS = tuple(GridRow(*period) for period in PERIODS)
_HEADS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def days(count: int = 5) -> tuple[GridDay, ...]:
    """Return the days of the week; Wednesday has an exam, the weekend is closed."""
    made = []
    for place in range(count):
        day = MONDAY + timedelta(days=place)
        note = {2: "期中考试", 5: "休息"}.get(place, "")
        made.append(GridDay(day, _HEADS[place], f"{day:%m-%d}", note, closed=place >= 5, today=place == 0))
    return tuple(made)


def blocks() -> tuple[Block, ...]:
    """Return own lessons, appointments in every state, and three things at once."""
    tuesday, friday = MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)
    return (
        Block("lesson", MONDAY, 480, 525, "心理课 七(2)", "单周", "graduation-cap", "", behind=True, movable=False),
        Block("booked", MONDAY, 605, 645, "李同学 第2次", "辅导室", "calendar-clock", "accent", "已约"),
        Block("came", MONDAY, 700, 740, "王同学", "辅导室", "circle-check", "calm", "到访"),
        Block("cancelled", tuesday, 535, 580, "陈同学", "辅导室", "x", "", "取消", faint=True),
        Block("open", tuesday, 800, 845, "赵同学", "沙盘室", "circle-alert", "warn", "待确认"),
        Block("one", friday, 910, 970, "团体：情绪", "活动室", "users", "accent", "已约"),
        Block("two", friday, 915, 950, "家长来访", "辅导室", "users", "watch", "已约"),
        Block("three", friday, 950, 990, "值班", "辅导室", "flag", "calm", "值班"),
    )


def week_page() -> QWidget:
    """Return the week with a block in focus."""
    grid = WeekGrid("一周预约")
    grid.resize(1366, 768)
    grid.set_days(days())
    grid.set_rows(ROWS)
    grid.set_blocks(blocks())
    grid.set_now(MONDAY, 745)
    grid.select("booked")
    return grid
