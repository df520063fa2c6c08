"""Forms made from fields: every kind of editor, marks, changes, large pastes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

import gallery
import gallery_people
from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import Text
from xinmiao.ui.forms.choice_editors import ComboEditor, SegmentEditor, TickEditor
from xinmiao.ui.forms.date_editors import CalendarPopup, DayEditor
from xinmiao.ui.forms.form import Form, NoEditor, editor_for
from xinmiao.ui.forms.text_editors import LineEditor, NumberEditor, WordsEditor

Shown = Callable[..., QWidget]
KEY = Qt.Key


@pytest.fixture
def form(shown: Shown) -> Form:
    """Give a form with all fields in their order."""
    page = QWidget()
    made = Form(gallery_people.TALK, parent=page)
    layout = QVBoxLayout(page)
    for name in made.model.names:
        layout.addWidget(made.row(name))
    shown(page, width=700, height=800)
    return made


def line(form: Form, name: str) -> QLineEdit:
    return gallery.child(form.editor(name), QLineEdit, name)


def retype(qtbot: QtBot, field: QLineEdit, words: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, KEY.Key_Delete)
    qtbot.keyClicks(field, words)


def test_every_kind_of_field_has_its_editor() -> None:
    expected = {
        "topic": LineEditor,
        "day": DayEditor,
        "minutes": NumberEditor,
        "form": SegmentEditor,
        "source": ComboEditor,
        "told": TickEditor,
        "words": WordsEditor,
    }
    for name, kind in expected.items():
        editor = editor_for(gallery_people.TALK.field(name))
        assert type(editor) is kind
        editor.deleteLater()


def test_a_reference_needs_an_editor_of_the_page(shown: Shown) -> None:
    class Visit(RecordSpec):
        record = "visit"
        label = Text("Visit")
        file = DataFile.SCHOOL
        student_id = ReferenceField(label=Text("Student"), record="student")

    window = shown()
    with pytest.raises(NoEditor):
        Form(Visit(), parent=window)
    own = LineEditor(gallery_people.Talk.topic)
    form = Form(Visit(), editors={"student_id": own}, parent=window)
    assert form.editor("student_id") is own


def test_values_go_in_and_come_out(form: Form) -> None:
    values = {
        "topic": "睡眠 𠮷",
        "day": date(2026, 11, 23),
        "noticed": datetime(2026, 11, 23, 10, 5).astimezone(),
        "minutes": 45,
        "form": gallery_people.Manner.GROUP,
        "source": gallery_people.Source.PEER,
        "told": False,
        "words": "一行\n\n  两行",
    }
    form.set_values(values)
    assert form.values() == values
    assert (form.dirty, form.problems()) == (False, {})


def test_an_empty_form_is_clean_and_says_what_is_missing(form: Form) -> None:
    form.set_values({})
    assert not form.dirty
    assert set(form.values().values()) == {None}
    assert {name: str(words) for name, words in form.problems().items()} == dict.fromkeys(
        ("topic", "day", "form"), "Please fill this in."
    )


def test_check_marks_fields_and_goes_to_the_first(form: Form) -> None:
    form.set_values({"topic": "Sleep"})
    assert not form.check()
    assert form.row("day").error() == "Please fill this in."
    assert form.row("topic").error() == ""
    assert line(form, "day").hasFocus()


def test_a_mark_goes_when_the_field_is_mended(qtbot: QtBot, form: Form) -> None:
    form.set_values({})
    form.check()
    retype(qtbot, line(form, "topic"), "Sleep")
    assert (form.row("topic").error(), form.row("day").error()) == ("", "Please fill this in.")


def test_problems_from_elsewhere_are_shown(form: Form) -> None:
    form.set_values({})
    form.show_problems({"words": Text("This name is taken.")})
    assert form.row("words").error() == "This name is taken."
    assert form.editor("words").focusProxy() is QApplication.focusWidget()
    form.clear_problems()
    assert form.row("words").error() == ""


def test_dirty_is_told_and_taken_back(qtbot: QtBot, form: Form) -> None:
    form.set_values({"topic": "Sleep"})
    told: list[bool] = []
    form.dirty_changed.connect(told.append)
    topic = line(form, "topic")
    topic.setFocus()
    topic.end(False)  # noqa: FBT003 -- Qt's signature
    with qtbot.waitSignal(form.changed):
        qtbot.keyClicks(topic, "y")
    qtbot.keyClick(topic, KEY.Key_Backspace)
    assert told == [True, False]
    form.fill({"topic": "Rest"})
    form.mark_saved()
    assert told == [True, False, True, False]


def test_no_is_not_the_same_as_nothing(qtbot: QtBot, form: Form) -> None:
    form.set_values({})
    box = form.editor("told").focusProxy()
    assert box is not None
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Space)
    qtbot.keyClick(box, KEY.Key_Space)
    assert (form.values()["told"], form.dirty) == (False, True)


def test_dates_are_understood_as_typed(qtbot: QtBot, form: Form) -> None:
    form.set_values({})
    day = line(form, "day")
    understood = gallery.child(form.editor("day"), QLabel, "day_understood")
    retype(qtbot, day, "2026.11.23")
    assert (form.values()["day"], understood.text()) == (date(2026, 11, 23), "2026-11-23 Mon")
    line(form, "topic").setFocus()
    assert (day.text(), understood.text()) == ("2026-11-23", "Mon")
    retype(qtbot, day, "today")
    today = form.values()["day"]
    qtbot.keyClick(day, KEY.Key_Up)
    assert form.values()["day"] == today + timedelta(days=1)
    qtbot.keyClick(day, KEY.Key_Down)
    assert form.values()["day"] == today


def test_a_date_that_is_none_is_marked_and_counts_as_a_change(qtbot: QtBot, form: Form) -> None:
    form.set_values({"topic": "Sleep", "form": gallery_people.Manner.ALONE})
    retype(qtbot, line(form, "day"), "13-45")
    assert form.dirty
    assert str(form.problems()["day"]) == "Please type a date such as 2026-11-23."
    assert line(form, "day").text() == "13-45"


def test_the_calendar_opens_and_picks(qtbot: QtBot, form: Form) -> None:
    form.set_values({"day": date(2026, 11, 23)})
    day = line(form, "day")
    day.setFocus()
    qtbot.keyClick(day, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = gallery.child(form.editor("day"), CalendarPopup)
    qtbot.waitUntil(popup.isVisible)
    assert popup.calendar.selectedDate() == QDate(2026, 11, 23)
    view = gallery.child(popup.calendar, QWidget, "qt_calendar_calendarview")
    qtbot.keyClick(view, KEY.Key_Right)
    qtbot.keyClick(view, KEY.Key_Return)
    assert (form.values()["day"], popup.isVisible()) == (date(2026, 11, 24), False)


def test_a_moment_is_typed_in_local_time(qtbot: QtBot, form: Form) -> None:
    form.set_values({})
    retype(qtbot, line(form, "noticed"), "2026-11-23 9:05")
    assert form.values()["noticed"].isoformat() == "2026-11-23T09:05:00+08:00"
    line(form, "topic").setFocus()
    assert line(form, "noticed").text() == "2026-11-23 09:05"


def test_numbers_are_typed_and_counted(qtbot: QtBot, form: Form) -> None:
    form.set_values({})
    minutes = line(form, "minutes")
    retype(qtbot, minutes, "45")
    qtbot.keyClick(minutes, KEY.Key_Up)
    assert form.values()["minutes"] == 46
    retype(qtbot, minutes, "4x")
    assert str(form.problems()["minutes"]) == "Please type a whole number."
    retype(qtbot, minutes, "500")
    assert str(form.problems()["minutes"]) == "Please type a number from 5 to 180."


def test_choices_by_mouse_and_keyboard(qtbot: QtBot, form: Form) -> None:
    form.set_values({})
    qtbot.mouseClick(gallery.child(form.editor("form"), QPushButton, "segment_parent"), Qt.MouseButton.LeftButton)
    combo = gallery.child(form.editor("source"), QComboBox)
    combo.setFocus()
    qtbot.keyClick(combo, KEY.Key_Down)
    qtbot.keyClick(combo, KEY.Key_Down)
    assert (form.values()["form"], form.values()["source"]) == (
        gallery_people.Manner.PARENT,
        gallery_people.Source.TUTOR,
    )
    assert form.dirty


def test_the_counter_appears_near_the_limit(qtbot: QtBot, form: Form) -> None:
    form.set_values({"words": "字" * 100})
    counter = gallery.child(form.editor("words"), QLabel, "words_counter")
    assert not counter.isVisible()
    area = gallery.child(form.editor("words"), QPlainTextEdit)
    area.setFocus()
    form.fill({"words": "字" * 170})
    assert (counter.isVisible(), counter.text()) == (True, "170 of 200 characters")
    form.fill({"words": "字" * 201})
    assert counter.property("type") == "error"


def test_a_paste_of_100_kb_is_kept_and_told(qtbot: QtBot, form: Form) -> None:
    form.set_values({"topic": "Sleep", "day": date(2026, 11, 23), "form": gallery_people.Manner.ALONE})
    pasted = "睡眠\r\n" * 25_000
    QApplication.clipboard().setText(pasted)
    area = gallery.child(form.editor("words"), QPlainTextEdit)
    area.setFocus()
    qtbot.keyClick(area, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.values()["words"] == ("睡眠\n" * 25_000).strip()
    assert str(form.problems()["words"]) == "This is 74999 characters; at most 200 fit."
    qtbot.keyClick(area, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert form.values()["words"] is None
    topic = line(form, "topic")
    topic.setFocus()
    qtbot.keyClick(topic, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert str(form.problems()["topic"]) == "The pasted text was too long and was cut; please shorten it."


def test_tab_leaves_a_many_line_field(qtbot: QtBot, form: Form) -> None:
    area = gallery.child(form.editor("words"), QPlainTextEdit)
    area.setFocus()
    qtbot.keyClick(area, KEY.Key_Tab)
    assert not area.hasFocus()
    assert area.toPlainText() == ""


def test_every_editor_has_a_name_for_screen_readers(form: Form) -> None:
    for name in form.model.names:
        proxy = form.editor(name).focusProxy()
        assert proxy is not None
        assert proxy.accessibleName() == str(gallery_people.TALK.field(name).label)
