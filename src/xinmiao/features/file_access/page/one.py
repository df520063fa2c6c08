"""One request for a file: read, led to its end, printed; its preservation lifted by two."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from xinmiao.features.file_access import operations
from xinmiao.features.file_access.editor.questions import TITLES as PARTS
from xinmiao.features.file_access.editor.questions import PartQuestion
from xinmiao.features.file_access.editor.reading import AccessReading
from xinmiao.features.file_access.page.lifting import Lifting
from xinmiao.features.file_access.page.printing import TITLES, access_question
from xinmiao.features.file_access.records import (
    FILE_ACCESS,
    PRESERVATION_HOLD,
    STATE_LABELS,
    STATE_TONES,
    AccessForm,
    AccessPaper,
    AccessState,
    AccessView,
    HoldView,
    Part,
)
from xinmiao.features.file_access.rules.due import NEW
from xinmiao.features.file_access.rules.path import NEXT
from xinmiao.features.roster.operations import student_lines
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.operations import Bound, Operation
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.page_layout import lay_out
from xinmiao.ui.question_sheet import QuestionSheet
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader

_COMMANDS: dict[Part, Operation[[AccessForm], int]] = {
    Part.ASKING: operations.save_request,
    Part.OPINION: operations.record_opinion,
    Part.PAPER_APPROVAL: operations.record_paper_approval,
    Part.ACCEPTING: operations.accept_access,
    Part.REFUSING: operations.refuse_access,
    Part.WITHDRAWING: operations.withdraw_access,
    Part.SUMMARY: operations.save_summary,
    Part.GIVING: operations.record_giving,
    Part.RECEIPT: operations.record_receipt,
}
_ASKED = frozenset({AccessState.ASKED, AccessState.LAID_BEFORE})


class AccessPage(Page):
    """Opened with the id of a request, or `new:` and a student's id."""

    interests: ClassVar[frozenset[str]] = frozenset(
        {FILE_ACCESS.record, PRESERVATION_HOLD.record, "student", "student_details"}
    )

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("one_file_access")
        self._record = ""
        self.view: AccessView | None = None
        self._student: StudentLine | None = None
        self._signers: tuple[str, ...] = ()
        self.header = PageHeader(_("File access"))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.reading = AccessReading()
        self.sheet = QuestionSheet(self, context, name="file_access_sheet")
        self.lifting = Lifting(self, self.sheet, self.reading)
        lay_out(self, self.header, self.reading, padded=False)

    def open_record(self, record_id: str) -> None:
        """Show a request, or ask for a new one of a student."""
        self.sheet.put_away()
        self.view, self._student, self._stale = None, None, False
        self.reading.clear()
        self.header.set_chips(())
        self.header.set_actions(None, ())
        if record_id.startswith(NEW):
            self._record = ""
            asked = student_lines.bind((record_id.removeprefix(NEW),))
            self.context.tasks.run(asked, self._begin, owner=self)
            return
        self._record = record_id
        self.reload()

    def reload(self) -> None:
        """Ask for the request again, and who could sign it in an account."""
        if not self._record:
            return

        def with_signers(signers: tuple[str, ...]) -> None:
            self._signers = signers
            asked = operations.get_access.bind(self._record)
            self.context.tasks.run(asked, partial(self._show, self._record), owner=self)

        self.context.tasks.run(operations.list_signers.bind(), with_signers, owner=self)

    def page_actions(self) -> tuple[Action, ...]:
        """Return what can be done with it now."""
        save = Action("save", _("Save"), self.sheet.confirm, icon="save", enabled=lambda: self.sheet.asking)
        return (save, *self._deeds())

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "The button shows the likeliest next step, the menu the others. A parent usually gets a summary written for"
            " him. Accepting preserves the file; lifting that takes two persons, and the reason is kept."
        )

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self.sheet.flush()
        return True

    def ask(self, part: Part) -> None:
        """Ask for a part of the request."""
        view, student = self.view, self._student
        if student is None:
            return
        question = PartQuestion(part, view, self.context.clock.today(), self.context.actor.label)
        access_id = self.context.ids.new() if view is None else view.id
        version = None if view is None else view.version

        def bind(values: dict[str, Any]) -> Bound[Any]:
            return _COMMANDS[part].bind(question.written(access_id, version, values, student.id))

        key = f"new_file_access:{student.id}" if view is None else f"file_access:{view.id}:{part.value}"
        self.sheet.ask(PARTS[part], question, bind, done=partial(self._saved, access_id), draft_key=key)

    def _deeds(self) -> tuple[Action, ...]:
        view = self.view
        if view is None:
            return ()
        steps = [Action(part.value, _dots(part), partial(self.ask, part)) for part in self._parts(view)]
        if view.state in _ASKED and self._signers:
            words = _("Lay before the principal") if view.approval_asked_on is None else _("Lay before him again")
            steps.insert(1, Action("lay_before", words, self._lay_before, icon="file-text"))
        papers = [
            Action(f"print_{kind.value}", _("Print: {paper}…").format(paper=TITLES[kind]), partial(self._print, kind))
            for kind in self._papers(view)
        ]
        student = Action("student", _("Growth file"), self._to_student, icon="folder-open")
        return (*steps, *papers, student)

    def _parts(self, view: AccessView) -> tuple[Part, ...]:
        """Return the parts that can be written now, what is missing first."""
        parts = NEXT[view.state]
        asked = view.opinion is not None or view.is_from_14 is False
        done = {Part.OPINION: asked, Part.SUMMARY: bool(view.summary)}
        return tuple(sorted(parts, key=lambda part: done.get(part, False)))

    def _papers(self, view: AccessView) -> tuple[AccessPaper, ...]:
        offered = (
            (bool(view.summary), AccessPaper.SUMMARY),
            (view.state is AccessState.REFUSED, AccessPaper.REFUSAL),
            (True, AccessPaper.REGISTER),
        )
        return tuple(kind for is_offered, kind in offered if is_offered)

    def _begin(self, students: tuple[StudentLine, ...]) -> None:
        if students:
            self._student = students[0]
            self.header.set_title(tr(" · ").join((students[0].name, str(_("File access")))), students[0].class_label)
            self.ask(Part.ASKING)

    def _show(self, record: str, found: tuple[AccessView, HoldView | None]) -> None:
        if record != self._record:
            return
        view, hold = found
        self.view, self._student = view, view.student
        self.header.set_title(tr(" · ").join((view.student.name, str(_("File access")))), view.student.class_label)
        chips = [Chip(STATE_LABELS[view.state], STATE_TONES[view.state])]
        if hold is not None and hold.is_in_force:
            chips.append(Chip(_("Preserved"), "warn", "lock"))
        self.header.set_chips(chips)
        deeds = self._deeds()
        first = deeds[0] if NEXT[view.state] else None
        self.header.set_actions(first, tuple(deed for deed in deeds if deed is not first))
        self.lifting.hold = hold
        self.reading.show_access(view, hold)

    def _saved(self, access_id: str, _version: int) -> None:
        self.context.notices.inform(_("Saved."))
        self._record = access_id
        self.reload()

    def _lay_before(self) -> None:
        if self.view is not None:

            def laid(_version: int) -> None:
                self.context.notices.inform(_("Laid before the principal; he sees it at his next sign-in."))
                self.reload()

            bound = operations.lay_before_principal.bind(self.view.id, self.view.version)
            self.context.tasks.run(bound, laid, owner=self)

    def _print(self, kind: AccessPaper) -> None:
        if self.view is not None:
            self.sheet.show_other(TITLES[kind], access_question(self.context, self.view, kind, self.sheet.close_sheet))

    def _to_student(self) -> None:
        if self._student is not None:
            self.context.navigator.open(Target("student", self._student.id))


def _dots(part: Part) -> Any:
    return _("{step}…").format(step=PARTS[part])
