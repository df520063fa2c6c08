"""Before a merge is undone: what was made since, and to whom it goes."""

from __future__ import annotations

from xinmiao.features.roster.records import MergeView
from xinmiao.kernel.display import show_date
from xinmiao.kernel.operations import Change
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.sheet_form import SheetForm
from xinmiao.ui.widgets.tick_list import TickList


class UnmergeForm(SheetForm):
    """Records made since stay with the student who stayed; those ticked go to the other."""

    def __init__(self, view: MergeView) -> None:
        super().__init__("unmerge_form", _("Undo the merge"))
        names = {"survivor": view.line.survivor.name, "former": view.line.former_name}
        self.say(_("{former} becomes a student of his own again, beside {survivor}.").format(**names))
        self._added = {each.change.id: each.change for each in view.added}
        days = [(each, show_date(each.at.astimezone().date())) for each in view.added]
        self.ticks = TickList(((each.change.id, f"{each.label} · {day}", "") for each, day in days), "since")
        if view.added:
            told = tr("Made since; stays with {survivor}. What is ticked goes to {former}.", **names)
            self.add_row("added", _("Records made since"), self.ticks, told, required=False)
        else:
            self.say(_("Nothing was recorded about the two since."))
        self.end()

    def given(self) -> frozenset[Change]:
        """Return the records that go to the other student."""
        return frozenset(self._added[each] for each in self.ticks.chosen())
