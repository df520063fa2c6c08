"""Opening light plans for a list: for whom, for which period, a look at who gets one, then all at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from xinmiao.features.light_plans import operations
from xinmiao.features.light_plans.records import Group, LightOpening, OpeningPreview
from xinmiao.features.light_plans.records.periods import choices, period_words
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.labels import label

GROUP_LABELS: dict[Group, Text] = {
    Group.LEFT_BEHIND: _("Left-behind children"),
    Group.BOTH_PARENTS_AWAY: _("Both parents away"),
    Group.MIGRANT: _("Children of migrant workers"),
    Group.ORPHAN: _("Orphans"),
    Group.DISABILITY: _("Students with a disability"),
    Group.AID: _("Students who need financial aid"),
    Group.EVERYBODY: _("All students"),
}
_NAMED = 12


class OpeningForm(SheetForm):
    """For whom, for when; the preview stands under the answers."""

    done = Signal(str)
    """Light plans were opened for this period."""

    def __init__(self, context: PageContext, classes: Sequence[ClassLine]) -> None:
        super().__init__("light_opening", _("Open the light plans"))
        self._context = context
        self._preview: OpeningPreview | None = None
        self.group = Combo(_("For which students"), name="light_group")
        for group, words in GROUP_LABELS.items():
            self.group.addItem(str(words), group)
        self.place = Combo(_("Grade or class"), name="light_place")
        self.place.addItem(tr("Whole school"), ("", ""))
        for key, place in _places(classes):
            self.place.addItem(place, key)
        self.period = Combo(_("Period"), name="light_new_period")
        for code in choices(context.clock.today()):
            self.period.addItem(period_words(code), code)
        self.add_row("group", _("For which students"), self.group)
        self.add_row("place", _("Grade or class"), self.place)
        self.add_row("period", _("Period"), self.period)
        self.told = label("", "body", wrap=True)
        self.told.setObjectName("light_preview")
        self.body.addWidget(self.told)
        self.end()
        for combo in (self.group, self.place, self.period):
            combo.currentIndexChanged.connect(self._ask)
        self.wanted.connect(self._open)
        self.button.setEnabled(False)
        self._ask()

    def _ask(self) -> None:
        self._preview = None
        self.button.setEnabled(False)
        wanted = self._wanted()

        def shown(preview: OpeningPreview) -> None:
            if wanted == self._wanted():
                self._show(preview)

        self._context.tasks.run(operations.preview_light_plans.bind(wanted), shown, owner=self)

    def _wanted(self) -> LightOpening:
        grade, class_id = self.place.currentData()
        return LightOpening(Group(self.group.currentData()), self.period.currentData(), grade, class_id)

    def _show(self, preview: OpeningPreview) -> None:
        self._preview = preview
        count = len(preview.wanted)
        names = tr(", ").join(line.name for line in preview.wanted[:_NAMED])
        lines = [ntr("{count} student gets a light plan.", "{count} students get a light plan.", count)]
        if names:
            lines.append(names + ("…" if count > _NAMED else ""))
        if have := len(preview.have_one):
            lines.append(
                ntr("{count} has one for this period already.", "{count} have one for this period already.", have)
            )
        self.told.setText("\n".join(map(str, lines)))
        self.button.setEnabled(count > 0)

    def _open(self) -> None:
        if self._preview is None:
            return
        period, ids = self.period.currentData(), tuple(line.id for line in self._preview.wanted)

        def opened(count: int) -> None:
            self._context.notices.inform(ntr("{count} light plan opened.", "{count} light plans opened.", count))
            self.done.emit(period)

        self._context.tasks.run(operations.open_light_plans.bind(period, ids), opened, self.refused, owner=self)


def _places(classes: Sequence[ClassLine]) -> list[tuple[tuple[str, str], str]]:
    """Return the grades, each followed by its classes."""
    found: list[tuple[tuple[str, str], str]] = []
    for line in classes:
        if ((line.grade_key, ""), line.grade_name) not in found:
            found.append(((line.grade_key, ""), line.grade_name))
        found.append((("", line.id), line.label))
    return found
