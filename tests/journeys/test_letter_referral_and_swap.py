"""Matters of a week in the real program by keyboard: a letter, a referral out that comes back, a swap of duty."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import ALT, CTRL, Person, cheap_means
from journeys.steps import growth_file_page
from journeys.week_desk import MONDAY, duty_begins, to_task, week_begins
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.features.duty.page import DutyPage
from xinmiao.features.letter_box.page import LetterPage, LettersPage
from xinmiao.features.letter_box.records import LetterState
from xinmiao.features.referrals.page import ReferralOutPage
from xinmiao.features.referrals.records import OutState
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName

KEY = Qt.Key
STUDENT = "赵小禾"
LETTER = "我晚上总是睡不着，不知道可以找谁说。"
COLLEAGUE, PASSWORD = "吴老师", "some more plain words"
ANSWER = "谢谢你写信。中午十二点半到一点，可以来坐一坐。"


def begin(start: Start, school: SignedInSchool) -> Person:
    """Sign in to a school with one child."""
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 1, 2026)))
    school.run(roster.add_student.bind({"name": STUDENT, "class_id": class_id, "number_in_class": 1}, {}))
    school.lock()
    person = start(cheap_means(FrozenClock()))
    person.sign_in(FOUNDER_PASSWORD)
    return person


def test_a_letter_is_entered_answered_and_closed_by_keyboard(start: Start, school: SignedInSchool) -> None:
    person = begin(start, school)
    person.go_to("nav_today")
    while person.focus.objectName() != "nav_letters":
        person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    person.settle()
    assert isinstance(person.page, LettersPage)
    box_was_opened(person)
    letter_is_entered(person)
    page = person.page
    assert isinstance(page, LetterPage)
    assert page.view is not None
    code = page.view.reply_code
    assert code
    assert LETTER in person.words(page)
    letter_is_answered_and_closed(person, page)
    person.press(KEY.Key_Left, ALT)
    person.settle()
    assert isinstance(person.page, LettersPage)
    assert [(view.reply_code, view.state) for view in person.page.letters.shown_records()] == [
        (code, LetterState.CLOSED)
    ]


def box_was_opened(person: Person) -> None:
    """One letter lay in it."""
    person.press(KEY.Key_O, CTRL)
    person.find("letters", QWidget)
    person.settle()
    person.go_to("letters")
    person.type("1")
    person.press(KEY.Key_S, CTRL)
    page = person.page
    assert isinstance(page, LettersPage)
    person.wait(lambda: page.openings.count() == 1)
    person.settle()


def letter_is_entered(person: Person) -> None:
    """Without a name: the program gives a code."""
    person.press(KEY.Key_N, CTRL)
    person.find("words", QWidget)
    person.settle()
    person.go_to("words")
    person.type(LETTER)
    person.press(KEY.Key_S, CTRL)
    person.settle()
    assert "请填写此项。" in person.words(person.page)  # what it is about is asked for; nothing typed is lost
    person.go_to("topic")
    person.press(KEY.Key_Down)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: isinstance(person.page, LetterPage) and person.page.view is not None)
    person.settle()


def letter_is_answered_and_closed(person: Person, page: LetterPage) -> None:
    """On the board, then closed: how it is answered is asked for before it is saved."""
    person.press(KEY.Key_Return, CTRL)
    person.find("answer", QWidget)
    person.settle()
    person.go_to("answer")
    person.type(ANSWER)
    person.press(KEY.Key_S, CTRL)
    person.settle()
    assert page.sheet.asking
    person.go_to("answered_how", back=True)
    person.press(KEY.Key_Down)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.view is not None and page.view.state is LetterState.ANSWERED)
    person.settle()
    assert ANSWER in person.words(page)
    choose_by_keyboard(person, page, "close")
    person.find("closing", QWidget)
    person.go_to("closing")
    person.type("已上墙")
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: page.view is not None and page.view.state is LetterState.CLOSED)


def choose_by_keyboard(person: Person, page: QWidget, name: str) -> None:
    """Tab to the menu of the page, open it, go down to an entry, press Enter."""
    person.settle()
    person.go_to("header_more")
    button = person.find("header_more", QPushButton, page)
    person.press(KEY.Key_Space)
    menu = button.menu()
    person.wait(menu.isVisible)
    for _entry in menu.actions():
        active = menu.activeAction()
        if active is not None and active.objectName() == f"action_{name}":
            break
        person.qtbot.keyClick(menu, KEY.Key_Down)
    person.qtbot.keyClick(menu, KEY.Key_Return)
    person.settle()


def test_a_referral_out_is_signed_and_answered_by_keyboard(start: Start, school: SignedInSchool) -> None:
    person = begin(start, school)
    person.press(KEY.Key_K, CTRL)
    person.type("zxh")
    person.wait(lambda: person.found() == [STUDENT])
    person.press(KEY.Key_Return)
    growth_file_page(person)
    person.press_enter_at("refer_out")
    page = out_page(person)
    for name, words in (
        ("agency_name", "虚构市第三医院"),
        ("facts", "近三周每晚睡不到四小时，上课常常睡着。"),
        ("advice", "建议由监护人陪同到医院看一看睡眠。"),
    ):
        person.go_to(name)
        person.type(words)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: state(page) is OutState.ADVISED)
    # the likeliest step is under Ctrl+Enter
    person.settle()
    person.press(KEY.Key_Return, CTRL)
    out_page(person)
    person.go_to("who")
    person.type("母亲")
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: state(page) is OutState.SIGNED)
    # what the hospital said is written before anybody told of the visit
    choose_by_keyboard(person, page, "step_answered")
    out_page(person)
    person.go_to("source")
    person.press(KEY.Key_1)
    person.go_to("filter_revisit")
    person.press(KEY.Key_Space)
    person.press(KEY.Key_S, CTRL)
    person.wait(lambda: state(page) is OutState.ANSWERED)
    person.settle()
    person.press(KEY.Key_P, CTRL)
    person.wait(lambda: person.focus.objectName() == "print_purpose")


def out_page(person: Person) -> ReferralOutPage:
    """Wait until the page of the referral asks."""
    person.wait(lambda: isinstance(person.page, ReferralOutPage) and person.page.sheet.asking)
    person.settle()
    page = person.page
    assert isinstance(page, ReferralOutPage)
    return page


def state(page: ReferralOutPage) -> OutState | None:
    """Return where the referral stands."""
    return None if page.view is None else page.view.state


def test_a_swap_of_duty_is_asked_and_agreed_by_keyboard(start: Start, school: SignedInSchool) -> None:
    duty_begins(school, COLLEAGUE, PASSWORD)
    desk = week_begins(start, school)
    person = desk.person
    page = duty_by_keyboard(person)
    grid = page.week.grid
    person.go_to(grid.objectName())
    shift = next(shift for shift in map(page.desk.shift, grid.places.blocks) if shift and shift.person == "周老师")
    for _key in range((shift.day - MONDAY).days):
        person.press(KEY.Key_Right)
    for _row in range(20):
        if grid.scene.current == shift.id:
            break
        person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    person.find("shift_panel", QWidget)
    person.press_enter_at("shift_swap")
    person.settle()
    person.press(KEY.Key_S, CTRL)
    person.settle()
    assert page.sheet.asking  # whom, it asks
    person.go_to("asked_id")
    person.press(KEY.Key_Down)
    person.press(KEY.Key_S, CTRL)
    person.wait(page.sheet.isHidden)
    person.settle()

    # the colleague agrees at his own sign-in
    person.press(KEY.Key_L, CTRL)
    person.sign_in(PASSWORD, COLLEAGUE)
    to_task(desk, "换班申请")
    person.press_enter_at("swap_agree")
    person.settle()
    assert "换班申请" not in person.words(person.page)
    page = duty_by_keyboard(person)
    person.wait(lambda: (now := page.desk.shift(shift.id)) is not None and now.person == COLLEAGUE)


def duty_by_keyboard(person: Person) -> DutyPage:
    """Down the navigation to the duty roster, Enter."""
    if person.page.objectName() != "page_today":
        person.press(KEY.Key_1, ALT)
        person.settle()
    person.go_to("nav_today")
    while person.focus.objectName() != "nav_duty":
        person.press(KEY.Key_Down)
    person.press(KEY.Key_Return)
    person.settle()
    page = person.page
    assert isinstance(page, DutyPage)
    person.wait(lambda: bool(page.week.grid.places.blocks))
    return page
