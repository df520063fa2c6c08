"""What a counsellor does in a week besides appointments, by mouse: a letter, a referral out, a swap of duty.

Owns the ways to the pages and through their forms; what is expected of them the journeys say.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from journeys.driver import Person
from journeys.steps import growth_file_page
from xinmiao.features.duty.page import DutyPage
from xinmiao.features.duty.records import ShiftView
from xinmiao.features.letter_box.page import LetterPage, LettersPage
from xinmiao.features.letter_box.records import LetterState
from xinmiao.features.referrals.page import ReferralOutPage, ReferralsPage
from xinmiao.features.referrals.records import OutState
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.chips import FilterBar
from xinmiao.ui.widgets.segmented import SegmentedControl

LETTER = "我晚上总是睡不着，不知道可以找谁说。"
ANSWER = "谢谢你写信。中午十二点半到一点，可以来坐一坐。"


def open_task(person: Person, words: str) -> None:
    """Click the task of Today in whose words these stand."""
    rows = [row for row in person.page.findChildren(QWidget, "task_row") if row.isVisible()]
    told = [f"{row.accessibleName()} {row.accessibleDescription()}" for row in rows]
    place = next((place for place, text in enumerate(told) if words in text), None)
    assert place is not None, f"{words} stands in none of {told}"
    person.click_on(rows[place])
    person.settle()


def letter_is_entered(person: Person) -> LetterPage:
    """One letter lay in the box, without a name."""
    person.click("nav_letters")
    person.settle()
    lists = person.page
    assert isinstance(lists, LettersPage)
    person.click_menu("header_more", "action_opening", lists)
    person.click_on(person.find("letters", QLineEdit))
    person.type("1")
    person.click("confirm_question")
    person.wait(lambda: lists.openings.count() == 1)
    person.click("button_new", lists)
    person.fill("words", LETTER)
    person.choose("topic", person.find("topic", QWidget).itemText(1))  # type: ignore[attr-defined]  # a combo
    person.click("confirm_question")
    person.wait(lambda: isinstance(person.page, LetterPage) and person.page.view is not None)
    return letter_page(person)


def letter_page(person: Person) -> LetterPage:
    """Return the letter in front."""
    person.settle()
    page = person.page
    assert isinstance(page, LetterPage)
    return page


def open_letter(person: Person) -> LetterPage:
    """Double-click the only letter of the box."""
    person.click("nav_letters")
    person.settle()
    lists = person.page
    assert isinstance(lists, LettersPage)
    if person.find("letter_side", SegmentedControl).value() != "letters":
        person.click("segment_letters", lists)
    open_row(person, lists.letters, "")
    person.wait(lambda: isinstance(person.page, LetterPage) and person.page.view is not None)
    return letter_page(person)


def open_referral(person: Person, name: str) -> None:
    """Double-click somebody's referral among those out of the room."""
    person.click("nav_referrals")
    person.settle()
    lists = person.page
    assert isinstance(lists, ReferralsPage)
    person.click("segment_out", lists)
    open_row(person, lists.out, name)
    person.wait(lambda: isinstance(person.page, ReferralOutPage))
    person.settle()


def open_row(person: Person, table: RecordTable[Any], words: str) -> None:
    """Double-click the row in which these words stand."""
    person.wait(lambda: table.count() > 0)
    person.click_row(table, words)
    place = table.visualRect(table.currentIndex()).center()
    person.qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.settle()


def letter_is_answered(person: Person) -> None:
    """On the board."""
    page = letter_page(person)
    person.click("button_answer", page)
    person.choose("answered_how", person.find("answered_how", QWidget).itemText(1))  # type: ignore[attr-defined]
    person.fill("answer", ANSWER)
    person.click("confirm_question")
    person.wait(lambda: page.view is not None and page.view.state is LetterState.ANSWERED)


def letter_is_closed(person: Person) -> None:
    """Nothing more is to be done."""
    page = letter_page(person)
    person.click_menu("header_more", "action_close", page)
    person.fill("closing", "已看到，来过一次。")
    person.click("confirm_question")
    person.wait(lambda: page.view is not None and page.view.state is LetterState.CLOSED)


def refer_out(person: Person, letters: str, name: str) -> ReferralOutPage:
    """From the student's page: agency, facts, advice."""
    person.click("search_box")
    person.type(letters)
    person.wait(lambda: person.found() == [name])
    person.press(Qt.Key.Key_Return)
    growth_file_page(person)
    person.click("refer_out")
    page = asking(person)
    person.fill("agency_name", "虚构市第三医院")
    person.fill("facts", "近三周每晚睡不到四小时，上课常常睡着。")
    person.fill("advice", "建议由监护人陪同到医院看一看睡眠。")
    person.click("confirm_referral")
    person.wait(lambda: standing(page) is OutState.ADVISED)
    return page


def take_step(person: Person, kind: str, press: tuple[str, ...] = (), **words: str) -> ReferralOutPage:
    """Do the next step: the button of the likeliest, or an entry of the menu."""
    page = person.page
    assert isinstance(page, ReferralOutPage)
    person.wait(lambda: page.view is not None and not page.sheet.asking)
    person.settle()
    if person.seen(f"button_step_{kind}", QPushButton, page) is not None:
        person.click(f"button_step_{kind}", page)
    else:
        person.click_menu("header_more", f"action_step_{kind}", page)
    asking(person)
    for name, text in words.items():
        person.fill(name, text)
    for name in press:
        bar = person.find(name, QWidget)
        assert isinstance(bar, (FilterBar, SegmentedControl))
        person.click_on(bar.findChildren(QPushButton)[0])
    person.click("confirm_referral")
    person.wait(lambda: standing(page) is OutState(kind))
    return page


def asking(person: Person) -> ReferralOutPage:
    """Wait until the page of the referral asks."""
    person.wait(lambda: isinstance(person.page, ReferralOutPage) and person.page.sheet.asking)
    person.settle()
    page = person.page
    assert isinstance(page, ReferralOutPage)
    return page


def standing(page: ReferralOutPage) -> OutState | None:
    """Return where the referral stands."""
    return None if page.view is None else page.view.state


def duty_page(person: Person) -> DutyPage:
    """Go to the duty roster."""
    person.click("nav_duty")
    person.settle()
    page = person.page
    assert isinstance(page, DutyPage)
    person.wait(lambda: bool(page.week.grid.places.blocks))
    return page


def shift_of(page: DutyPage, day: date) -> ShiftView:
    """Return the noon shift of a day, as the week in front shows it."""
    (found,) = (block.id for block in page.week.grid.places.blocks.values() if block.day == day)
    shift = page.desk.shift(found)
    assert shift is not None
    return shift


def open_shift(person: Person, page: DutyPage, day: date) -> None:
    """Double-click the noon shift of a day."""
    grid = page.week.grid
    shift = shift_of(page, day)
    places = grid.places
    grid.verticalScrollBar().setValue(round(places.scale.y_of(shift.starts)) - places.head)
    x = places.column(places.place_of(day)).center().x()
    y = places.top(places.scale.y_of((shift.starts + shift.ends) // 2))
    person.qtbot.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(x), round(y)))
    person.find("shift_panel", QWidget)
    person.settle()


def ask_swap(person: Person, day: date, colleague: str) -> None:
    """Ask a colleague to take the shift of a day, for nothing in return."""
    page = duty_page(person)
    open_shift(person, page, day)
    person.click("shift_swap")
    person.choose("asked_id", colleague)
    person.click("confirm_question")
    person.wait(page.sheet.isHidden)
    person.settle()
