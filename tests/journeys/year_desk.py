"""A counsellor at a small school for the journeys of a case through the year: papers are saved and read back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QPlainTextEdit, QTableView, QWidget

from doubles import FrozenClock
from journeys.conftest import Start
from journeys.driver import Person, cheap_means
from journeys.steps import expect_preview
from signed_in import FOUNDER_PASSWORD, SignedInSchool
from xinmiao.app.demo.calendar import invent_calendar
from xinmiao.documents.raster import extract_text
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.records import Stage
from xinmiao.features.roster.sheet.classes import ClassName
from xinmiao.kernel.access import Role
from xinmiao.ui.widgets.chips import StatusChip

OWN, COLLEAGUE = "周老师", "吴老师"
COLLEAGUE_PASSWORD = "lantern beside the well"
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
STUDENT, OTHER = "赵小禾", "王宁"


@dataclass
class Desk:
    """Somebody at the program; the clock stands until it is moved."""

    person: Person
    clock: FrozenClock
    folder: Path

    def go(self, nav: str) -> None:
        """Click a page of the navigation."""
        self.person.click(f"nav_{nav}")
        self.person.settle()

    def today(self) -> str:
        """Go to Today and return what its rows say."""
        self.go("today")
        rows = self.person.page.findChildren(QWidget, "task_row")
        return "\n".join(f"{row.accessibleName()} {row.accessibleDescription()}" for row in rows if row.isVisible())

    def open_task(self, words: str) -> None:
        """Click the row of Today in whose words these stand."""
        rows = (row for row in self.person.page.findChildren(QWidget, "task_row") if row.isVisible())
        self.person.click_on(next(row for row in rows if words in row.accessibleName()))
        self.person.settle()

    def days_pass(self, days: int) -> None:
        """Let days go by; whoever works comes back to Today from elsewhere."""
        self.go("casework")
        self.clock.advance(days=days)
        self.go("today")

    def write(self, words: Mapping[str, str], under: QWidget | None = None) -> None:
        """Click fields one after the other and write into them, in place of what stands there."""
        for name, text in words.items():
            field = self.person.find(name, QWidget, under)
            self.person.click_on(field)
            assert isinstance(field, (QLineEdit, QPlainTextEdit)), name
            field.selectAll()
            self.person.type(text)

    def segment(self, of: str, name: str, under: QWidget | None = None) -> None:
        """Click an answer of a question."""
        self.person.click(f"segment_{name}", self.person.find(of, QWidget, under))

    def told(self) -> str:
        """Return every word on the screen, those of chips and of lists' rows too."""
        chips = [chip.accessibleName() for chip in self.person.shell.findChildren(StatusChip) if chip.isVisible()]
        return "\n".join((self.person.words(), *chips, *self._rows()))

    def _rows(self) -> list[str]:
        """Return what the rows of the lists in sight say."""
        found: list[str] = []
        for view in self.person.page.findChildren(QAbstractItemView):
            if view.isVisible() and (model := view.model()) is not None:
                columns = model.columnCount() if isinstance(view, QTableView) else 1
                cells = (model.index(row, column) for row in range(model.rowCount()) for column in range(columns))
                found += [str(cell.data(role)) for cell in cells for role in _SPOKEN if cell.data(role)]
        return found

    def look_for(self, *words: str) -> None:
        """Wait until all of these words stand on the page."""
        self.person.settle()
        try:
            self.person.wait(lambda: all(each in self.told() for each in words))
        except Exception as error:
            told = self.told()
            missing = [each for each in words if each not in told]
            raise AssertionError(f"{missing} is not on the screen; there is\n{told}") from error

    def gone(self, name: str) -> None:
        """Wait until a sheet or a form has gone."""
        self.person.wait(lambda: self.person.seen(name, QWidget) is None)
        self.person.settle()

    def printed(self, name: str, purpose: str) -> str:
        """Answer the question before a paper, look at its preview, save it; return its words without blanks."""
        file = self.folder / f"{name}.pdf"
        self.person.fill("print_purpose", purpose)
        self.person.click("print_go_on")
        expect_preview(self.person)
        self.person.click("button_save")
        self.person.name_file("save_dialog", file)
        self.person.wait(file.exists)
        self.person.click("button_close")
        self.person.settle()
        return "".join("".join(extract_text(file.read_bytes())).split())


def school_begins(school: SignedInSchool) -> dict[str, str]:
    """Furnish a school: a calendar, a second counsellor, a class with two students; return their ids by name."""
    invent_calendar(school.run, school.clock.today())
    school.run(accounts.add_account.bind(NewAccountForm(COLLEAGUE, frozenset({Role.COUNSELLOR}), COLLEAGUE_PASSWORD)))
    class_id = school.run(roster.add_class.bind(ClassName(Stage.JUNIOR, 7, 2, 2026)))
    names = (STUDENT, OTHER)
    return {
        name: school.run(roster.add_student.bind({"name": name, "class_id": class_id, "number_in_class": number}, {}))
        for number, name in enumerate(names, 1)
    }


def signed_in(start: Start, school: SignedInSchool, folder: Path) -> Desk:
    """Sign in as the counsellor of a furnished school."""
    school.lock()
    clock = FrozenClock(school.clock.moment)
    person = start(cheap_means(clock))
    person.sign_in(FOUNDER_PASSWORD, OWN)
    return Desk(person, clock, folder)
