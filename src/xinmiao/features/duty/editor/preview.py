"""The preview of a roster: how often each stands, why it is not even, what stays, what nobody can fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.duty.records import RosterPlan
from xinmiao.kernel.errors import AppError
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.editor_banner import EditorBanner
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.surfaces import PageColumn, Section

_SHOWN = 40


class RosterPreview(QWidget):
    """Nothing is written before its button is pressed."""

    def __init__(self, plan: RosterPlan, save: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("roster_preview")
        self.plan = plan
        self.banner = EditorBanner()
        words = ntr("Save {count} shift", "Save {count} shifts", len(plan.made))
        self.button = Button(words, role="primary", name="save_roster", keys="Ctrl+S", clicked=save)
        self.body = PageColumn(name="preview_column")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, space("space-l"))
        column.addWidget(self.banner)
        column.addWidget(self.body, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(space("space-xl"), space("space-m"), space("space-xl"), 0)
        foot.addWidget(self.button)
        column.addLayout(foot)
        self._fill()

    def refuse(self, error: AppError) -> None:
        """Say above why it was not saved."""
        told = tr("{next_step} ({code})", next_step=error.next_step, code=error.code)
        self.banner.tell("error", error.message, told)

    def _fill(self) -> None:
        plan, request = self.plan, self.plan.request
        span = tr("{first} to {last}", first=request.first.isoformat(), last=request.last.isoformat())
        self.body.add(label(tr("Preview: nothing is written yet. {span}", span=span), "muted", wrap=True))
        if plan.replaced:
            words = ntr(
                "{count} shift made earlier is taken out.", "{count} shifts made earlier are taken out.", plan.replaced
            )
            self.body.add(label(words, wrap=True))
        self._list(_("To be known"), plan.notes)
        self._counts()
        self._list(_("Why it is not even"), plan.uneven)
        self._list(_("Nobody can stand"), plan.unfilled)
        self._list(_("Changed by hand"), plan.by_hand)

    def _counts(self) -> None:
        section = Section(_("How often each stands"))
        most = tr("Most minus fewest: {count}", count=self.plan.spread)
        section.add(label(most, "strong"))
        for count in self.plan.counts:
            words = ntr("{name}: {count} shift", "{name}: {count} shifts", count.shifts, name=count.name)
            if count.earlier:
                words += " " + tr("(and {count} earlier in the term)", count=count.earlier)
            section.add(label(words, wrap=True))
        self.body.add(section)

    def _list(self, title: Text, lines: Sequence[Text]) -> None:
        if not lines:
            return
        section = Section(title)
        for words in lines[:_SHOWN]:
            section.add(label(words, wrap=True))
        if len(lines) > _SHOWN:
            section.add(label(ntr("and {count} more", "and {count} more", len(lines) - _SHOWN), "secondary"))
        self.body.add(section)
