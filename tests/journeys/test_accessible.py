"""Every page of the program as a person without a mouse, with a screen reader, or with a small screen meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollBar,
    QWidget,
)

from journeys.conftest import Start
from journeys.driver import Person
from journeys.marked_school import MarkedSchool, fill
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.furnishing import pages_for
from xinmiao.kernel.feature import PageEntry
from xinmiao.kernel.tasks import Target
from xinmiao.ui.display import Display

ALLOWED_ENGLISH = re.compile(
    r"(?:/[\w.-]+)+|\b(?:Ctrl|Alt|Shift|Enter|Esc|Del|Tab|Home|End|Left|Right|Page Up|Page Down|Up|Down|kB|MB"
    r"|GB|PDF|Excel|Word|WPS|USB|xlsx?|ods|csv|txt|json|QZ\w+|English|SHA|ID|F\d+|xinmiao|E-[A-Z]+)\b"
)
"""Keys, kinds of files, marks of the test, codes, folders: words that are the same in Chinese."""
ENGLISH = re.compile(r"[A-Za-z]{2,}")
INTERACTIVE = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView)


@pytest.fixture
def marked(school: SignedInSchool) -> MarkedSchool:
    """Give a school with something on every page, locked."""
    made = fill(school)
    school.lock()
    return made


@pytest.fixture
def founder(start: Start, marked: MarkedSchool) -> Person:
    """Sign in as the counsellor."""
    person = start()
    person.sign_in(FOUNDER_PASSWORD, "周老师")
    return person


def shown(person: Person, marked: MarkedSchool) -> Iterator[tuple[str, QWidget]]:
    """Go through every page the founder may open."""
    entries = pages_for(person.page.context.actor)
    assert entries
    for entry in entries:
        person.bench.open(Target(entry.name, _record(entry, marked)))
        person.wait(partial(_is_in_front, person, entry))
        person.settle()
        person.settle()  # a bar that appears lays a table out once more
        if entry.name == "counselling_note":
            person.find("free_text", QPlainTextEdit)
        yield entry.name, person.page


def _is_in_front(person: Person, entry: PageEntry) -> bool:
    return person.page.accessibleName() == str(entry.label)


def _record(entry: PageEntry, marked: MarkedSchool) -> str:
    return {"student": marked.own_student, "counselling_note": marked.case}.get(entry.name, "")


def test_every_control_has_a_name_and_every_word_is_chinese(founder: Person, marked: MarkedSchool) -> None:
    found = [problem for name, _page in shown(founder, marked) for problem in spoken_problems(name, founder.shell)]
    assert sorted(set(found)) == []


def test_nothing_is_cut_off_at_1366_in_small_and_large_letters(founder: Person, marked: MarkedSchool) -> None:
    found = [problem for name, page in shown(founder, marked) for problem in layout_problems(name, page)]
    founder.bench.top_bar.display_wanted.emit(Display(large=True))  # the entry of the menu
    founder.settle()
    large = [problem for name, page in shown(founder, marked) for problem in layout_problems(f"{name} large", page)]
    assert sorted({*found, *large}) == []


def test_tab_reaches_every_control_of_every_page(founder: Person, marked: MarkedSchool) -> None:
    found = []
    for name, page in shown(founder, marked):
        founder.in_front()
        page.setFocus()
        unreached = wanted_by_tab(page) - walked_by_tab(founder)
        found += [f"{name}: {_called(widget)}" for widget in unreached]
    assert sorted(found) == []


def test_the_wizard_and_the_lock_screen_speak_too(start: Start) -> None:
    person = start()
    person.find("wizard_next", QWidget)
    wizard = person.shell.wizard
    assert wizard is not None
    found = []
    for step in range(3):
        found += [*spoken_problems(f"step {step}", wizard), *layout_problems(f"step {step}", wizard)]
        if step == 1:
            person.fill("wizard_school_name", "虚构县第一中学")
            person.click("stage_junior")
        if step < 2:
            person.click("wizard_next")
    person.press(Qt.Key.Key_Escape)
    person.wait(lambda: person.shell.wizard is None)
    lock = person.shell.lock_screen
    found += [*spoken_problems("lock screen", lock), *layout_problems("lock screen", lock)]
    assert sorted(set(found)) == []


def visible(place: QWidget) -> list[QWidget]:
    """Return the widgets that are seen."""
    return [widget for widget in place.findChildren(QWidget) if widget.isVisible()]


def spoken_problems(name: str, place: QWidget) -> list[str]:
    """Return controls without a name, and words that are English."""
    found = []
    for widget in visible(place):
        internal = widget.objectName().startswith("qt_") or isinstance(widget, (QScrollBar, QHeaderView))
        if isinstance(widget, INTERACTIVE) and not internal and not _said(widget):
            found.append(f"{name}: {_called(widget)} has no name")
        for text in (_words(widget), widget.accessibleName(), widget.toolTip()):
            english = ENGLISH.findall(ALLOWED_ENGLISH.sub(" ", text))
            if english and not widget.property("verbatim"):
                found.append(f"{name}: {_called(widget)} says {english} in {text!r}")
    return found


def _said(widget: QWidget) -> str:
    inside = isinstance(widget.parentWidget(), (QComboBox, QLineEdit))  # a part of another control
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "") or "-" * inside


def layout_problems(name: str, place: QWidget) -> list[str]:
    """Return bars that scroll sideways, and words that have less room than they need."""
    found = []
    for widget in visible(place):
        if isinstance(widget, QAbstractScrollArea) and widget.horizontalScrollBar().isVisible():
            found.append(f"{name}: {_called(widget)} scrolls sideways")
        has, needs = _room(widget)
        if has < needs:
            found.append(f"{name}: {_called(widget)} {_words(widget)!r} has {has} of {needs} px")
    return found


def _room(widget: QWidget) -> tuple[int, int]:
    """Return how many pixels a text has and needs: in width, or in height where it breaks into lines."""
    if isinstance(widget, QLabel) and widget.text():
        if widget.wordWrap():
            return widget.height(), widget.heightForWidth(widget.width()) - 1
        return widget.width(), widget.sizeHint().width() - 1
    if isinstance(widget, (QPushButton, QCheckBox)):
        words = widget.text().replace("&", "")
        return widget.contentsRect().width(), widget.fontMetrics().horizontalAdvance(words)
    return 0, 0


def wanted_by_tab(page: QWidget) -> set[QWidget]:
    """Return the enabled controls that take the keyboard by Tab; of buttons that exclude one another, the chosen."""
    return {
        widget
        for widget in visible(page)
        if isinstance(widget, INTERACTIVE)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget, (QHeaderView, QScrollBar))
        and not _other_of_a_group(widget)
        and not widget.objectName().startswith("qt_")
    }


def _other_of_a_group(widget: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive() and not widget.isChecked()  # type: ignore[attr-defined]  # a button


def walked_by_tab(person: Person) -> set[QWidget]:
    """Press Tab until the keyboard comes round; return where it was."""
    seen: list[QWidget] = []
    for _step in range(200):
        here = QApplication.focusWidget()
        if here is None or seen.count(here) > 1:
            break
        seen.append(here)
        person.press(Qt.Key.Key_Tab)
    return set(seen)


def _words(widget: QWidget) -> str:
    if isinstance(widget, (QLabel, QAbstractButton)):
        return widget.text()
    if isinstance(widget, QLineEdit):
        return widget.placeholderText()
    return widget.placeholderText() if isinstance(widget, QPlainTextEdit) else ""


def _called(widget: QWidget) -> str:
    around = widget.parentWidget()
    return f"{type(widget).__name__} {widget.objectName() or (around.objectName() if around else '')!r}"
