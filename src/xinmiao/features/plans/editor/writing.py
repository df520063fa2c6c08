"""Writing a plan that is being drawn up: the form, its sealed draft, and what saving and agreeing answer.

Owns that nothing typed is ever lost, also when others were faster.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.plans import operations
from xinmiao.features.plans.editor.form import NAMES, PlanForm
from xinmiao.features.plans.editor.merging import changed_by_both
from xinmiao.features.plans.editor.who import People
from xinmiao.features.plans.records import MeasureSide, PlanContent, PlanDesk, PlanDraft, PlanStamp, PlanView
from xinmiao.features.staff.operations import staff_names
from xinmiao.kernel.access import Permission
from xinmiao.kernel.display import show_datetime
from xinmiao.kernel.errors import AppError, Conflict, ValidationFailed
from xinmiao.kernel.texts import _, tr
from xinmiao.ui import theme
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import moment_of, packed, unpacked
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import Hairline


def draft_key(student_id: str) -> str:
    """Return the key of the draft of a student's plan."""
    return f"plan:{student_id}"


class PlanWriting(QWidget):
    """The form and its buttons."""

    stored = Signal(object, bool)
    """The PlanStamp of what was saved, and whether it was agreed on."""

    def __init__(self, context: PageContext) -> None:
        super().__init__()
        self.setObjectName("plan_writing")
        self._context = context
        self._student_id, self._plan_id = "", ""
        self._base: PlanView | None = None
        self._keeper: DraftKeeper | None = None
        self._saving = False
        self._people = People()
        self.banner = EditorBanner()
        self.form = PlanForm(self._people, context.ids.new)
        self.status = label("", "secondary")
        self.status.setObjectName("draft_status")
        _lay_out(self)
        self.form.changed.connect(self._touched)

    def begin(self, desk: PlanDesk, plan: PlanView | None, draft: bytes | None) -> None:
        """Write `plan`, or a new one where it is None; `draft` is what was kept of an earlier try."""
        self.end()
        self.banner.clear()
        self.status.setText("")
        if self._context.actor.may(Permission.STAFF_READ):
            self._context.tasks.run(staff_names.bind(), self._people.take, owner=self)
        self._student_id, self._base = desk.student.id, plan
        self._plan_id = self._context.ids.new() if plan is None else plan.id
        _show(self.form, plan, self._context)
        self._keeper = self._context.drafts.keep(draft_key(desk.student.id), self._payload, self)
        self._keeper.said.connect(self.status.setText)
        if draft is not None:
            self._restore(unpacked(draft))

    def rebase(self, plan: PlanView) -> None:
        """Go on from what was saved; words typed since then stay."""
        self._base, self._plan_id = plan, plan.id

    def end(self) -> None:
        """Stop writing; what is typed and not saved stays as a draft."""
        if self._keeper is not None:
            self._keeper.flush()
            self._keeper.deleteLater()
            self._keeper = None

    def flush(self) -> None:
        """Keep what is typed now."""
        if self._keeper is not None:
            self._keeper.flush()

    def save(self) -> None:
        """Save what stands there, gaps and all."""
        if self._is_typed_well() and not self._saving:
            self._run(operations.save_plan.bind(self._draft()), agreed=False)

    def agree(self) -> None:
        """Save and record that it was agreed on; what is missing is marked."""
        if self._is_typed_well() and not self._saving:
            self._run(operations.agree_plan.bind(self._draft(), self.form.agreed_on()), agreed=True)

    def _is_typed_well(self) -> bool:
        """Mark what cannot be read as typed."""
        problems = self.form.typing_problems()
        self.form.show_problems(problems)
        return not problems

    def _run(self, bound: Any, *, agreed: bool) -> None:
        self._saving = True
        kept = self.form.content()
        self._context.tasks.run(bound, partial(self._stored, kept, agreed), self._refused, owner=self)

    def _draft(self) -> PlanDraft:
        base = None if self._base is None else self._base.version
        return PlanDraft(self._plan_id, self._student_id, base, self.form.content())

    def _stored(self, kept: PlanContent, agreed: bool, stamp: PlanStamp) -> None:  # noqa: FBT001 -- bound by name above
        self._saving = False
        if self._keeper is not None and self.form.content() == kept:
            self._keeper.discard()
            self.form.mark_saved()
        words = tr("Plan agreed; it is changed only by a new version.") if agreed else tr("Saved, not agreed yet.")
        self.status.setText(words)
        self._context.notices.inform(words)
        self.stored.emit(stamp, agreed)

    def _refused(self, error: AppError) -> None:
        self._saving = False
        if self._keeper is not None:
            self._keeper.touch()
        if isinstance(error, ValidationFailed):
            self.form.show_problems(error.problems)
        elif isinstance(error, Conflict):
            self.banner.tell(
                "warning",
                _("Somebody changed this plan while you were writing."),
                _("What you wrote still stands here. Compare it with the present text, then save again."),
                _("Compare"),
                self._compare,
            )
        else:
            told = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
            self.banner.tell("error", error.message, told)

    def _compare(self) -> None:
        asked = operations.get_plan_desk.bind(self._student_id)
        self._context.tasks.run(asked, self._rebase, self._refused, owner=self)

    def _rebase(self, desk: PlanDesk) -> None:
        """Put what the user wrote over the present text, and say what stands there where both wrote."""
        fresh = desk.version(self._plan_id) or desk.pending or desk.lead
        if fresh is None or not fresh.allowed.edit:
            told = _("Your text is kept as a draft; make a new version and go on there.")
            self.banner.tell("warning", _("This version was agreed or closed meanwhile."), told)
            return
        mine, before = self.form.changes(), self._base.content() if self._base else PlanContent()
        self._base, self._plan_id = fresh, fresh.id
        _show(self.form, fresh, self._context)
        self.form.put_changes(mine)
        words = changed_by_both(mine, before, fresh.content())
        self.banner.tell("info", _("This is the present record with your changes in it."), words)

    def _restore(self, parts: dict[str, Any]) -> None:
        if parts.get("plan_id") and self._base is None:
            self._plan_id = str(parts["plan_id"])
        self.form.put_changes(parts)
        if self.form.dirty:
            self.banner.tell(
                "info",
                tr("There is a draft from {time} that was not saved.", time=show_datetime(moment_of(parts))),
                "",
                _("Throw it away"),
                self._throw_away,
            )

    def _throw_away(self) -> None:
        _show(self.form, self._base, self._context)
        if self._keeper is not None:
            self._keeper.discard()
        self.banner.clear()
        self.status.setText("")
        self.form.form.focus(NAMES[1])

    def _touched(self) -> None:
        if self._keeper is not None:
            self._keeper.touch()

    def _payload(self) -> bytes:
        parts = {**self.form.changes(), "plan_id": self._plan_id}
        return packed(parts, self._context.clock.now())


def _show(form: PlanForm, plan: PlanView | None, context: PageContext) -> None:
    """Show a version, or for a new plan one empty goal and one empty measure."""
    content = PlanContent() if plan is None else plan.content()
    form.show_content(content, context.clock.today(), is_first=plan is None or plan.number == 1)
    if plan is None:
        form.goals.show_rows([(context.ids.new(), {})])
        form.measures.show_rows([(context.ids.new(), {"side": MeasureSide.SCHOOL})])


def _lay_out(writing: PlanWriting) -> None:
    space = theme.current().size
    foot = QHBoxLayout()
    foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), space("space-m"))
    foot.setSpacing(space("space-s"))
    foot.addWidget(writing.status, 1)
    foot.addWidget(Button(_("Save"), name="save_plan", keys="Ctrl+S", clicked=writing.save))
    agree = Button(_("Agreed in the meeting"), role="primary", icon="check", name="agree_plan", keys="Ctrl+Enter")
    agree.clicked.connect(lambda _checked=False: writing.agree())
    foot.addWidget(agree)
    column = QVBoxLayout(writing)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(writing.banner)
    column.addWidget(writing.form, 1)
    column.addWidget(Hairline())
    column.addLayout(foot)
