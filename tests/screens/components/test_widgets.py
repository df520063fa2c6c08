"""Small components by keyboard and mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

import gallery
from xinmiao.kernel.texts import Text
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.widgets.buttons import Button, HoldToShow, IconButton
from xinmiao.ui.widgets.chips import Filter, FilterBar, StatusChip
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.inputs import PasswordField, SearchField
from xinmiao.ui.widgets.labels import BigNumber, ElidedLabel
from xinmiao.ui.widgets.list_detail import ListDetail
from xinmiao.ui.widgets.messages import Banner, EmptyState, StatusLine
from xinmiao.ui.widgets.segmented import SegmentedControl
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.stepper import Stepper
from xinmiao.ui.widgets.three_valued import ASKED_NONE, NOT_ASKED, PRESENT, ThreeValued

Shown = Callable[..., QWidget]
LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def test_buttons_have_room_for_a_finger_and_a_name(qtbot: QtBot, shown: Shown) -> None:
    button, icon = Button("Save", role="primary", keys="Ctrl+S"), IconButton("x", "Close")
    shown(button, icon)
    assert button.height() >= 32
    assert (icon.width() >= 32, icon.height() >= 32) == (True, True)
    assert (button.accessibleName(), button.toolTip()) == ("Save", "Save (Ctrl+S)")
    assert (icon.accessibleName(), icon.toolTip()) == ("Close", "Close")


def test_a_button_does_its_thing_by_mouse_and_keyboard(qtbot: QtBot, shown: Shown) -> None:
    done: list[str] = []
    button = Button("Save", clicked=lambda: done.append("saved"))
    shown(button)
    qtbot.mouseClick(button, LEFT)
    qtbot.keyClick(button, KEY.Key_Space)
    assert done == ["saved", "saved"]


def test_focus_can_be_seen(qtbot: QtBot, shown: Shown) -> None:
    one, other = Button("One"), Button("Two")
    shown(one, other)
    other.setFocus()
    quiet = one.grab().toImage()
    one.setFocus()
    assert one.grab().toImage() != quiet


def test_a_number_is_shown_only_while_held(qtbot: QtBot, shown: Shown) -> None:
    phone = HoldToShow("13900001234", "139····1234", "Mother")
    shown(phone)
    with qtbot.waitSignal(phone.shown):
        qtbot.mousePress(phone, LEFT)
    assert phone.text() == "13900001234"
    qtbot.mouseRelease(phone, LEFT)
    assert phone.text() == "139····1234"
    phone.setFocus()
    qtbot.keyPress(phone, KEY.Key_Space)
    assert phone.text() == "13900001234"
    qtbot.keyRelease(phone, KEY.Key_Space)
    assert phone.text() == "139····1234"
    assert "13900001234" not in phone.accessibleName() + phone.toolTip()


def test_filters_are_switched_by_mouse_and_keyboard(qtbot: QtBot, shown: Shown) -> None:
    bar = FilterBar([Filter("a", "A", 3), Filter("b", "B"), Filter("c", "C")])
    shown(bar)
    chips = {name: gallery.child(bar, QPushButton, f"filter_{name}") for name in "abc"}
    seen: list[frozenset[str]] = []
    bar.changed.connect(seen.append)
    qtbot.mouseClick(chips["a"], LEFT)
    chips["a"].setFocus()
    qtbot.keyClick(chips["a"], KEY.Key_Right)
    assert chips["b"].hasFocus()
    qtbot.keyClick(chips["b"], KEY.Key_Space)
    assert seen == [{"a"}, {"a", "b"}]
    assert chips["a"].text() == "A  3"


def test_exactly_one_of_exclusive_filters_is_on(qtbot: QtBot, shown: Shown) -> None:
    bar = FilterBar([Filter("a", "A"), Filter("b", "B")], exclusive=True)
    shown(bar)
    assert bar.chosen() == {"a"}
    qtbot.mouseClick(gallery.child(bar, QPushButton, "filter_b"), LEFT)
    qtbot.mouseClick(gallery.child(bar, QPushButton, "filter_b"), LEFT)
    assert bar.chosen() == {"b"}


def test_filters_keep_what_is_on_when_they_are_renewed(qtbot: QtBot, shown: Shown) -> None:
    bar = FilterBar([Filter("a", "A", 1), Filter("b", "B", 1)])
    shown(bar)
    bar.choose({"b"})
    bar.set_filters([Filter("a", "A", 2), Filter("b", "B", 5)])
    assert bar.chosen() == {"b"}
    assert gallery.child(bar, QPushButton, "filter_b").text() == "B  5"
    bar.set_filters([Filter("b", "B"), Filter("c", "C")])
    assert bar.chosen() == {"b"}


def test_filters_go_on_in_the_next_line(qtbot: QtBot, shown: Shown) -> None:
    bar = FilterBar([Filter(str(number), f"A rather long filter {number}") for number in range(8)])
    window = shown(bar)
    window.resize(400, 500)
    qtbot.waitUntil(lambda: bar.heightForWidth(bar.width()) > 100)
    assert max(chip.geometry().right() for chip in bar.findChildren(QPushButton)) <= bar.width()


def test_segments_are_one_tab_stop_with_arrows_and_digits(qtbot: QtBot, shown: Shown) -> None:
    control = SegmentedControl([("day", "Day"), ("week", "Week"), ("month", "Month")], "Range")
    shown(control, QLineEdit())
    control.setFocus()
    with qtbot.waitSignal(control.changed):
        qtbot.keyClick(control, KEY.Key_Right)
    assert control.value() == "day"
    qtbot.keyClick(control, KEY.Key_Left)
    assert control.value() == "month"
    qtbot.keyClick(control, KEY.Key_2)
    assert (control.value(), control.accessibleDescription()) == ("week", "Week")
    qtbot.keyClick(control, KEY.Key_Delete)
    assert control.value() == "week"
    qtbot.mouseClick(gallery.child(control, QPushButton, "segment_week"), LEFT)
    assert control.value() == "week"


def test_an_optional_segment_can_be_taken_back(qtbot: QtBot, shown: Shown) -> None:
    control = SegmentedControl([("day", "Day"), ("week", "Week")], "Range", clearable=True)
    shown(control)
    week = gallery.child(control, QPushButton, "segment_week")
    qtbot.mouseClick(week, LEFT)
    assert control.value() == "week"
    qtbot.mouseClick(week, LEFT)
    assert control.value() == ""
    qtbot.keyClick(control, KEY.Key_1)
    qtbot.keyClick(control, KEY.Key_Backspace)
    assert control.value() == ""


def test_a_risk_item_starts_unasked_and_is_answered_by_digits(qtbot: QtBot, shown: Shown) -> None:
    item = ThreeValued("Thoughts", name="thoughts")
    shown(item)
    assert (item.value(), item.line.isVisible()) == (NOT_ASKED, False)
    item.setFocus()
    qtbot.keyClick(item.control, KEY.Key_2)
    assert (item.value(), item.words(), item.needs_words()) == (ASKED_NONE, "", False)
    qtbot.keyClick(item.control, KEY.Key_3)
    assert (item.value(), item.needs_words(), item.line.hasFocus()) == (PRESENT, True, True)
    with qtbot.waitSignal(item.changed):
        qtbot.keyClicks(item.line, "said so")
    assert (item.words(), item.needs_words()) == ("said so", False)
    item.control.setFocus()
    qtbot.keyClick(item.control, KEY.Key_1)
    assert (item.value(), item.words()) == (NOT_ASKED, "")


def test_a_field_shows_its_error_in_place_of_the_help(qtbot: QtBot, shown: Shown) -> None:
    line = QLineEdit()
    row = FieldRow("Name", line, "As in the passport", required=True)
    shown(row)
    calm = line.grab().toImage()
    row.set_error(Text("Please fill this in."))
    assert (row.error(), line.accessibleDescription()) == ("Please fill this in.", "Please fill this in.")
    assert line.grab().toImage() != calm
    row.set_error(None)
    assert (row.error(), line.accessibleDescription()) == ("", "As in the passport")
    assert line.grab().toImage() == calm


def test_the_search_field_waits_for_a_pause_and_esc_empties_it(qtbot: QtBot, shown: Shown) -> None:
    field = SearchField("Find", delay_ms=10)
    shown(field)
    field.setFocus()
    with qtbot.waitSignal(field.searched, check_params_cb=lambda words: words == "wf"):
        qtbot.keyClicks(field, "wf")
    qtbot.keyClick(field, KEY.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.go_down):
        qtbot.keyClick(field, KEY.Key_Down)
    with qtbot.waitSignal(field.returnPressed):
        qtbot.keyClick(field, KEY.Key_Return)


def test_a_password_is_hidden_until_asked_for(qtbot: QtBot, shown: Shown) -> None:
    field = PasswordField("Password")
    shown(field)
    field.setFocus()
    assert field.line.hasFocus()
    qtbot.keyClicks(field.line, "four words are fine")
    assert len(set(field.line.displayText())) == 1
    eye = next(action for action in field.line.actions() if action.objectName() == "show_password")
    eye.trigger()
    assert field.line.displayText() == "four words are fine"
    field.clear()
    assert (field.text(), field.line.echoMode()) == ("", QLineEdit.EchoMode.Password)


def test_caps_lock_is_told(qtbot: QtBot, shown: Shown) -> None:
    field = PasswordField("Password")
    shown(field)
    hint = gallery.child(field, QWidget, "caps_lock_hint")
    field.setFocus()
    qtbot.keyClick(field.line, KEY.Key_A)
    assert not hint.isVisible()
    qtbot.keyClick(field.line, "A", Qt.KeyboardModifier.ShiftModifier)
    assert not hint.isVisible()
    qtbot.keyClick(field.line, "a", Qt.KeyboardModifier.ShiftModifier)
    assert hint.isVisible()


def test_a_banner_says_what_to_do_and_does_it(qtbot: QtBot, shown: Shown) -> None:
    done: list[bool] = []
    banner = Banner("error", "The disk is full.", "Free some space.", button="Again", clicked=lambda: done.append(True))
    shown(banner)
    assert banner.accessibleName() == "The disk is full. Free some space."
    assert banner.property("tone") == "warn"
    assert banner.button is not None
    qtbot.mouseClick(banner.button, LEFT)
    with qtbot.waitSignal(banner.dismissed):
        qtbot.mouseClick(gallery.child(banner, IconButton, "banner_close"), LEFT)
    assert (done, banner.isVisible()) == ([True], False)


def test_a_line_goes_away_by_itself(qtbot: QtBot, shown: Shown) -> None:
    line = StatusLine(seconds=0.02)
    shown(line)
    line.say("Saved")
    assert line.text() == "Saved"
    qtbot.waitUntil(lambda: line.text() == "")


def test_an_empty_state_says_one_sentence_whole(qtbot: QtBot, shown: Shown) -> None:
    empty = EmptyState("Notes belong here. " * 6, "Write one")
    window = shown(empty)
    sentence = next(child for child in empty.findChildren(QWidget) if "Notes" in str(child.property("text")))
    assert sentence.height() >= sentence.heightForWidth(sentence.width())
    assert window.width() == 600


def test_long_words_are_shortened_and_told_in_the_hint(qtbot: QtBot, shown: Shown) -> None:
    line = ElidedLabel("A title that is much longer than the room there is for it on this page", "title")
    window = shown(line)
    window.resize(200, 100)
    qtbot.waitUntil(lambda: line.toolTip() == line.text())
    window.resize(1200, 100)
    qtbot.waitUntil(lambda: line.toolTip() == "")


def test_a_number_opens_what_is_behind_it(qtbot: QtBot, shown: Shown) -> None:
    number = BigNumber("7", "things to do")
    shown(number)
    link = gallery.child(number, QPushButton)
    with qtbot.waitSignal(number.opened):
        qtbot.mouseClick(link, LEFT)
    assert link.accessibleName() == "7 things to do"


def test_the_stepper_says_where_one_is(qtbot: QtBot, shown: Shown) -> None:
    stepper = Stepper(["School", "Account", "Done"])
    shown(stepper)
    first = stepper.grab().toImage()
    stepper.set_current(1)
    assert stepper.accessibleName() == "Step 2 of 3: Account"
    assert stepper.grab().toImage() != first


def test_a_status_has_a_word_and_an_icon(qtbot: QtBot, shown: Shown) -> None:
    chip = StatusChip("Urgent", "alarm")
    shown(chip)
    assert (chip.accessibleName(), chip.chip().icon_name) == ("Urgent", "octagon-alert")
    assert chip.grab().toImage().pixelColor(chip.width() // 2, 3) == theme.current().colour("alarm-soft")


def test_the_header_offers_its_actions(qtbot: QtBot, shown: Shown) -> None:
    done: list[str] = []
    new = Action("new", Text("Write"), lambda: done.append("new"))
    more = Action("archive", Text("Archive"), lambda: done.append("archive"), "Ctrl+E")
    header = PageHeader("Students", "300 students", new, (more,))
    shown(header)
    qtbot.mouseClick(gallery.child(header, QPushButton, "button_new"), LEFT)
    menu = gallery.child(header, QPushButton, "header_more").menu()
    menu.actions()[0].trigger()
    assert done == ["new", "archive"]
    header.set_actions(None)
    qtbot.waitUntil(lambda: header.findChild(QPushButton, "button_new") is None)


def test_the_width_of_the_list_is_remembered(qtbot: QtBot, shown: Shown) -> None:
    split = ListDetail(QWidget(), QWidget(), width=300)
    window = shown(split)
    window.resize(1200, 600)
    split.restore({"width": 410})
    assert split.state() == {"width": 410}
    split.restore({"width": "wide"})
    assert split.state() == {"width": 410}


def sheet_on(qtbot: QtBot, shown: Shown, *, ask_first: bool) -> tuple[SideSheet, QLineEdit, QLineEdit]:
    """Open a sheet with two fields over a page with one."""
    below = QLineEdit()
    window = shown(below)
    window.resize(900, 500)
    below.setFocus()
    sheet = SideSheet(window, ask_first=ask_first)
    content = QWidget()
    column = QVBoxLayout(content)
    first, last = QLineEdit(), QLineEdit()
    column.addWidget(first)
    column.addWidget(last)
    sheet.open_sheet("Appointment", content)
    qtbot.waitUntil(lambda: sheet.geometry().right() == window.width() - 1)
    return sheet, first, below


def test_a_sheet_takes_and_gives_back_the_keyboard(qtbot: QtBot, shown: Shown) -> None:
    sheet, first, below = sheet_on(qtbot, shown, ask_first=False)
    assert first.hasFocus()
    for _times in range(6):
        qtbot.keyClick(sheet.window().focusWidget(), KEY.Key_Tab)
        assert sheet.isAncestorOf(sheet.window().focusWidget())
    qtbot.keyClick(sheet.window().focusWidget(), KEY.Key_Backtab)
    assert sheet.isAncestorOf(sheet.window().focusWidget())
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.window().focusWidget(), KEY.Key_Escape)
    assert (sheet.isVisible(), below.hasFocus()) == (False, True)


def test_a_sheet_asks_before_it_closes(qtbot: QtBot, shown: Shown) -> None:
    sheet, first, _below = sheet_on(qtbot, shown, ask_first=True)
    qtbot.keyClicks(first, "half a sentence")
    with qtbot.waitSignal(sheet.close_asked):
        qtbot.keyClick(first, KEY.Key_Escape)
    assert (sheet.isVisible(), first.text()) == (True, "half a sentence")
    with qtbot.waitSignal(sheet.close_asked):
        veil = sheet.window().childAt(QPoint(20, 200))
        assert veil is not None
        qtbot.mouseClick(veil, LEFT)
    sheet.close_sheet()
    assert not sheet.isVisible()


def test_a_sheet_follows_the_size_of_its_page(qtbot: QtBot, shown: Shown) -> None:
    sheet, _first, _below = sheet_on(qtbot, shown, ask_first=False)
    sheet.window().resize(700, 650)
    qtbot.waitUntil(lambda: (sheet.geometry().right(), sheet.height()) == (699, 650))


def test_the_picture_is_not_empty(qtbot: QtBot, shown: Shown) -> None:
    chip = StatusChip("Calm", "calm")
    shown(chip)
    assert chip.grab().toImage() != QPixmap(chip.size()).toImage()
