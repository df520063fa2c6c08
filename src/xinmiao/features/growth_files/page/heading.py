"""The head of the student's page: who this is, who answers for him, how the family is reached.

Owns that a number is seen only while it is held, and that one marked "do not contact" is asked for first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.features.growth_files.records import StudentFileView
from xinmiao.features.roster.records import (
    GUARDIAN,
    STUDENT,
    STUDENT_DETAILS,
    GuardianView,
    LeftBehind,
    StudentDetailsView,
    StudentStatus,
)
from xinmiao.kernel.display import age_on, masked_phone, masked_tail, show_date
from xinmiao.kernel.student_marks import StudentMark
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.notices import Choice, Notices, Question
from xinmiao.ui.widgets.buttons import Button, HoldToShow
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.flow import FlowLayout
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner

_FLAGS = (
    STUDENT_DETAILS.migrant_child,
    STUDENT_DETAILS.orphan,
    STUDENT_DETAILS.disability,
    STUDENT_DETAILS.inclusive_class,
    STUDENT_DETAILS.needs_aid,
)


def facts_of(view: StudentFileView, today: date) -> str:
    """Return class, sex, age with birth date, tail of the student number, class teachers and mentor, in one line."""
    line, details = view.student.line, view.student.details
    age = age_on(details.birth_date, today)
    birth = show_date(details.birth_date)
    shown_age = "" if age is None else tr("{age} years old ({birth})", age=age, birth=birth)
    number = masked_tail(details.student_number)
    teachers = tr(", ").join(view.class_teachers)
    facts = (
        line.class_label,
        STUDENT.sex.show(line.sex),
        shown_age,
        tr("Student number {number}", number=number) if number else "",
        tr("Class teacher {names}", names=teachers) if teachers else "",
        tr("Mentor {name}", name=view.mentor) if view.mentor else "",
    )
    return tr(" · ").join(fact for fact in facts if fact)


def state_chips(view: StudentFileView) -> tuple[Chip, ...]:
    """Return what must be known before anything else: not at the school, no file yet."""
    line = view.student.line
    gone = () if line.status is StudentStatus.ENROLLED else (Chip(STUDENT.status.show(line.status), "watch"),)
    return gone if view.file else (*gone, Chip(_("No growth file yet"), "calm", "folder"))


def mark_chips(marks: Iterable[StudentMark]) -> tuple[Chip, ...]:
    """Return what other features want to be seen at the head."""
    return tuple(Chip(mark.word, mark.tone, mark.icon) for mark in marks)


class MarkBanners(QWidget):
    """What other features want to be read before anything is done with the file."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("mark_banners")
        self._shown: tuple[StudentMark, ...] = ()
        self._column = QVBoxLayout(self)
        wide = theme.current().size("space-xl")
        self._column.setContentsMargins(wide, 0, wide, theme.current().size("space-s"))
        self.hide()

    def show_marks(self, marks: Iterable[StudentMark]) -> None:
        """Show a banner for each mark with a sentence."""
        wanted = tuple(mark for mark in marks if mark.sentence is not None)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for mark in wanted:
            banner = Banner("warning", mark.sentence or "", dismissible=False, name="mark_banner")
            self._column.addWidget(banner)
            banner.show()
        self.setVisible(bool(wanted))


def group_chips(details: StudentDetailsView) -> tuple[Chip, ...]:
    """Return the priority groups the roster knows of, without a tone: facts, no alarm."""
    found = [] if details.left_behind in {None, LeftBehind.NONE} else [details.left_behind]
    words = [STUDENT_DETAILS.left_behind.show(away) for away in found]
    words += [str(flag.label) for flag in _FLAGS if getattr(details, flag.name)]
    return tuple(Chip(word) for word in words)


class FamilyStrip(QWidget):
    """Priority groups, then the guardians with their telephone numbers hidden."""

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("family_strip")
        self._notices = notices
        space = theme.current().size
        self._flow = FlowLayout(self, space("space-s"))
        self._flow.setContentsMargins(0, 0, 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown: tuple[object, ...] = ()

    def show_view(self, view: StudentFileView | None) -> None:
        """Show another student; the same one shown again keeps what is being held."""
        wanted: tuple[object, ...] = () if view is None else (view.student.details, view.student.guardians)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._flow.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        if view is None:
            return
        for chip in group_chips(view.student.details):
            self._add(StatusChip(chip.word, chip.tone, name="group_chip"))
        for tag in (*self._guardians(view), *contact_tags(view.student.details)):
            self._add(tag)

    def _guardians(self, view: StudentFileView) -> list[QWidget]:
        if not view.student.guardians:
            return [label(_("No guardian recorded yet"), "secondary")]
        return [GuardianTag(guardian, self._notices) for guardian in view.student.guardians]

    def _add(self, widget: QWidget) -> None:
        self._flow.addWidget(widget)
        widget.show()


def contact_tags(details: StudentDetailsView) -> Iterator[QWidget]:
    """Yield who else looks after the student, and where he sleeps; the numbers are held to be seen."""
    spec = STUDENT_DETAILS
    bed = " ".join(part for part in (details.dormitory, details.bed) if part)
    if bed:
        yield label(tr("{what} {words}", what=spec.dormitory.label, words=bed))
    for field, name, phone in (
        (spec.dorm_teacher, details.dorm_teacher, details.dorm_teacher_phone),
        (spec.carer, details.carer, details.carer_phone),
        (spec.entrusted_carer, details.entrusted_carer, details.entrusted_carer_phone),
    ):
        if name or phone:
            yield ContactTag(str(field.label), name, phone)
    if details.parents_work_place:
        yield label(tr("{what} {words}", what=spec.parents_work_place.label, words=details.parents_work_place))


class ContactTag(QWidget):
    """One person who is no guardian: what he is, name, number to hold."""

    def __init__(self, what: str, name: str, phone: str) -> None:
        super().__init__()
        self.setObjectName("contact_tag")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.current().size("space-s"), 0, 0, 0)
        row.setSpacing(theme.current().size("space-xs"))
        row.addWidget(label(" ".join(part for part in (what, name) if part)))
        if phone:
            row.addWidget(HoldToShow(phone, masked_phone(phone), GUARDIAN.phone.label, name="contact_phone"))


class GuardianTag(QWidget):
    """One guardian: relation, name, number to hold; "do not contact" stands before the number."""

    def __init__(self, guardian: GuardianView, notices: Notices) -> None:
        super().__init__()
        self.setObjectName("guardian_tag")
        self._guardian, self._notices = guardian, notices
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.current().size("space-s"), 0, 0, 0)
        self._row.setSpacing(theme.current().size("space-xs"))
        shown = GUARDIAN.relation.show(guardian.relation) or tr("Guardian")
        words = label(" ".join(part for part in (shown, guardian.name) if part))
        legal = str(GUARDIAN.is_legal_guardian.label) if guardian.is_legal_guardian else ""
        words.setToolTip(" · ".join(part for part in (legal, guardian.reachable) if part))
        self._row.addWidget(words)
        self._number: QWidget | None = None
        if guardian.no_contact:
            self._row.addWidget(StatusChip(GUARDIAN.no_contact.label, "warn", name="no_contact"))
        if not guardian.phone:
            self._row.addWidget(label(_("no phone"), "secondary"))
        elif guardian.no_contact:
            ask = Button(_("Show the phone…"), role="quiet", icon="eye", name="ask_phone", clicked=self._ask)
            self._place(ask)
        else:
            self._place(self._held())

    def _ask(self) -> None:
        question = Question(
            _("This person is marked “do not contact”. Show the number all the same?"),
            choices=(Choice("show", _("Show the number")), Choice("keep", _("Leave it hidden"))),
            default="keep",
        )
        self._notices.ask(question, self._answered, self)

    def _answered(self, answer: str) -> None:
        if answer == "show":
            held = self._held()
            self._place(held)
            held.setFocus()

    def _held(self) -> HoldToShow:
        phone = self._guardian.phone
        return HoldToShow(phone, masked_phone(phone), GUARDIAN.phone.label, name="phone")

    def _place(self, widget: QWidget) -> None:
        if self._number is not None:
            self._number.hide()
            self._number.deleteLater()
        self._number = widget
        self._row.addWidget(widget)
        widget.show()
