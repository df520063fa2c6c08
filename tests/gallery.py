"""A picture book of the components, with invented people: to look at, and to be painted by a test.

`python tests/gallery.py FOLDER` leaves pictures of every theme and scale.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QPropertyAnimation, Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gallery_people import TALK, Manner, Source, entries, pupil_columns, pupils
from gallery_week import week_page
from xinmiao.kernel.texts import Text
from xinmiao.ui import icons, theme
from xinmiao.ui.actions import Action
from xinmiao.ui.forms.form import Form
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.timeline import TimelineView
from xinmiao.ui.widgets.buttons import Button, HoldToShow, IconButton, LinkButton, MenuButton
from xinmiao.ui.widgets.chips import Chip, Filter, FilterBar, StatusChip
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.inputs import PasswordField, SearchField
from xinmiao.ui.widgets.labels import BigNumber
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import Banner, EmptyState, StatusLine
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.stepper import Stepper
from xinmiao.ui.widgets.surfaces import Card, PageColumn
from xinmiao.ui.widgets.three_valued import PRESENT, ThreeValued

W = TypeVar("W", bound=QWidget)
WINDOW = (1366, 768)


def child(parent: QWidget, kind: type[W], name: str = "") -> W:
    """Return the child of a kind, by its objectName where one is given."""
    found = parent.findChild(kind, name) if name else parent.findChild(kind)
    if found is None:
        raise LookupError(kind, name)
    return found


def _nothing() -> None:
    return


def _actions() -> tuple[Action, ...]:
    return (
        Action("print", Text("打印名单"), _nothing, icon="printer"),
        Action("archive", Text("归档"), _nothing, "Ctrl+E", "archive"),
    )


def buttons_card() -> QWidget:
    """Return every button."""
    card = Card("按钮", "每页只有一个主要操作")
    row = QHBoxLayout()
    row.addWidget(Button("写记录", role="primary", icon="plus", keys="Ctrl+N", name="primary"))
    row.addWidget(Button("打印", icon="printer", name="secondary"))
    row.addWidget(Button("取消", role="quiet", name="quiet"))
    row.addWidget(Button("作废", role="danger", icon="trash-2", name="danger"))
    off = Button("保存", role="primary", name="off")
    off.setEnabled(False)
    row.addWidget(off)
    row.addStretch(1)
    card.add(row)
    row = QHBoxLayout()
    row.addWidget(MenuButton("更多", name="more"))
    row.addWidget(IconButton("refresh-cw", "重新读取", name="reload"))
    row.addWidget(LinkButton("查看 3 份草稿", name="link"))
    row.addWidget(HoldToShow("139 0000 1234", "139····1234", "母亲电话", name="phone"))
    row.addStretch(1)
    card.add(row)
    return card


def states_card() -> QWidget:
    """Return chips, filters and segments."""
    card = Card("状态与筛选")
    row = QHBoxLayout()
    for word, tone in (
        ("一般关注", "calm"),
        ("重点关注", "watch"),
        ("高度关注", "warn"),
        ("紧急", "alarm"),
        ("已签名", "accent"),
        ("草稿", ""),
    ):
        row.addWidget(StatusChip(word, tone))
    row.addStretch(1)
    card.add(row)
    filters = FilterBar(
        [Filter("all", "全部", 42), Filter("note", "辅导", 18), Filter("home", "家校", 9), Filter("mentor", "导师")]
    )
    filters.choose({"note"})
    card.add(filters)
    segments = SegmentedControl([("day", "日"), ("week", "周"), ("month", "月")], "范围")
    segments.set_value("week")
    card.add(segments)
    numbers = QHBoxLayout()
    numbers.addWidget(BigNumber("4.2", "小时，本周辅导"))
    numbers.addWidget(BigNumber("7", "件要做的", token="accent"))
    numbers.addStretch(1)
    card.add(numbers)
    return card


def messages_card() -> QWidget:
    """Return banners, the stepper and an empty state."""
    card = Card("提示")
    card.add(Stepper(["学校", "账户", "恢复单", "完成"]))
    step = Stepper(["学校", "账户", "恢复单", "完成"])
    step.set_current(2)
    card.add(step)
    card.add(Banner("info", "这份名单是 11 月 20 日导入的。"))
    card.add(Banner("warning", "7 天没有备份到别的磁盘。", "请插上备份盘。", button="现在备份"))
    card.add(Banner("error", "磁盘已满，没有保存。", "请腾出空间后再保存，写的字都在。（E-FULL）", button="再试一次"))
    card.add(Banner("crisis", "危机处置进行中。", "还没有告知监护人。", button="打开", dismissible=False))
    empty = EmptyState("这里放辅导记录。写下第一次谈话，时间线就从这里开始。", "写记录", icon="notebook-pen")
    empty.setMinimumHeight(180)
    card.add(empty)
    return card


def form_card(parent: QWidget) -> tuple[QWidget, Form]:
    """Return a form laid out by hand."""
    form = Form(TALK, parent=parent)
    card = Card("一次谈话")
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(16)
    places = {
        "topic": (0, 0, 1, 2), "day": (1, 0, 1, 1), "noticed": (1, 1, 1, 1), "form": (2, 0, 1, 1),
        "source": (2, 1, 1, 1), "minutes": (3, 0, 1, 1), "told": (3, 1, 1, 1), "words": (4, 0, 1, 2),
    }  # fmt: skip
    for name, (row, column, rows, columns) in places.items():
        grid.addWidget(form.row(name), row, column, rows, columns)
    card.add(grid)
    return card, form


def fill(form: Form) -> None:
    """Put invented values into the form, with mistakes to be marked."""
    form.set_values(
        {"topic": "睡眠与作息", "form": Manner.ALONE, "source": Source.TUTOR, "told": True, "words": "她说" * 95}
    )
    day = form.editor("day").focusProxy()
    if day is not None:
        day.setProperty("text", "11-23")
    minutes = form.editor("minutes").focusProxy()
    if minutes is not None:
        minutes.setProperty("text", "四十")
    form.show_problems(form.problems())


def inputs_card() -> QWidget:
    """Return search, password and three-valued items."""
    card = Card("风险项与输入")
    thought = ThreeValued("意念", name="thought")
    thought.set_value(PRESENT, "上周说过不想醒来，没有具体想法")
    for words, item in (("意念", thought), ("计划", ThreeValued("计划", name="plan"))):
        card.add(item.row(words))
    card.add(FieldRow("找学生", SearchField("姓名、拼音、班级、学号")))
    password = PasswordField("密码")
    password.line.setText("四个词语 就好")
    card.add(FieldRow("密码", password, "至少 12 个字符，或 4 个词", required=True))
    line = StatusLine()
    line.say("已保存 10:52")
    card.add(line)
    return card


def components() -> QWidget:
    """Return every small component on one sheet."""
    sheet = QWidget()
    sheet.setProperty("look", "surface")
    sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    columns = QHBoxLayout(sheet)
    columns.setContentsMargins(24, 24, 24, 24)
    columns.setSpacing(24)
    left, right = QVBoxLayout(), QVBoxLayout()
    for column in (left, right):
        column.setSpacing(16)
        columns.addLayout(column, 1)
    card, form = form_card(sheet)
    fill(form)
    for widget in (buttons_card(), states_card(), card):
        left.addWidget(widget)
    for widget in (inputs_card(), messages_card()):
        right.addWidget(widget)
    left.addStretch(1)
    right.addStretch(1)
    sheet.resize(1366, 1040)
    return sheet


def _page(*parts: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("look", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    page.resize(*WINDOW)
    return page


def _detail() -> QWidget:
    detail = QWidget()
    column = QVBoxLayout(detail)
    column.setContentsMargins(12, 0, 24, 16)
    head = PageHeader(
        "王芳",
        "七(2)班 · 女 · 13 岁 · 导师 刘老师",
        Action("new", Text("写记录"), _nothing, icon="pen-line"),
        _actions(),
    )
    head.set_chips([Chip("重点关注", "watch")])
    head.show_back()
    column.addWidget(head)
    timeline = TimelineView()
    timeline.set_entries(entries(60))
    column.addWidget(timeline, 1)
    return detail


def student_page() -> QWidget:
    """Return list and detail: a table beside a student's timeline."""
    header = PageHeader(
        "学生", "全校 300 名学生", Action("new", Text("添加学生"), _nothing, icon="user-plus"), _actions()
    )
    header.add_widget(SearchField("姓名、拼音、班级、学号"))
    table = RecordTable(pupil_columns(), "学生名单", type_ahead=lambda row: row.pinyin)
    table.set_rows(pupils(300))
    table.set_actions(_actions())
    listing = QWidget()
    column = QVBoxLayout(listing)
    column.setContentsMargins(24, 0, 12, 16)
    filters = FilterBar(
        [Filter("all", "全部", 300), Filter("raised", "重点关注", 90), Filter("unseen", "本学期未联系", 75)],
        exclusive=True,
    )
    column.addWidget(filters)
    column.addWidget(table)
    split = ListDetail(listing, _detail(), width=600)
    page = _page(header, split)
    split.setSizes([600, 766])
    table.select("s000002")
    return page


def sheet_page() -> QWidget:
    """Return a page with a sheet over it."""
    column = PageColumn(reading_width=760)
    card, form = form_card(column)
    form.set_values({"topic": "睡眠与作息", "day": date(2026, 11, 23), "form": Manner.ALONE})
    column.add(card)
    page = _page(PageHeader("第 3 次辅导", "王芳 · 七(2)班"), column)
    sheet = SideSheet(page)
    content = QWidget()
    inner = QVBoxLayout(content)
    inner.setContentsMargins(24, 8, 24, 24)
    inner.setSpacing(16)
    quick = Form(TALK, ("topic", "day", "form", "words"), parent=content)
    for name in ("topic", "day", "form", "words"):
        inner.addWidget(quick.row(name))
    inner.addStretch(1)
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(Button("取消", role="quiet"))
    row.addWidget(Button("保存", role="primary", keys="Ctrl+S"))
    inner.addLayout(row)
    sheet.open_sheet("约下一次", content)
    return page


PAGES: dict[str, Callable[[], QWidget]] = {
    "components": components,
    "student": student_page,
    "sheet": sheet_page,
    "week": week_page,
}


def main(folder: Path) -> None:
    """Leave a picture of every page in every theme, and in the large size."""
    running = QApplication.instance()
    application = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    looks = [(name, 1.0) for name in theme.ThemeName] + [(theme.ThemeName.LIGHT, 1.25)]
    for name, scale in looks:
        theme.install(application, theme.Theme(name, scale))
        application.setWindowIcon(icons.app_icon())
        for page, build in PAGES.items():
            widget = build()
            widget.show()
            for _round in range(4):
                application.processEvents()
            for motion in widget.findChildren(QPropertyAnimation):
                motion.setCurrentTime(motion.duration())
            widget.grab().save(str(folder / f"{page}-{name.value}-{round(scale * 100)}.png"))
            widget.close()
            widget.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
