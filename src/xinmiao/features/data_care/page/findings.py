"""What the check of the files found, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.widgets.chips import Chip, StatusChip
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import Banner

_CHIPS = {
    "note": Chip(_("Note"), "calm"),
    "warning": Chip(_("Look at it"), "watch"),
    "error": Chip(_("Damage"), "alarm"),
}


class FindingLike(Protocol):
    """One finding of the doctor."""

    @property
    def code(self) -> str:
        """Return its code."""
        ...

    @property
    def severity(self) -> str:
        """Return note, warning or error."""
        ...

    @property
    def sentence(self) -> Text:
        """Return what is wrong."""
        ...


class ReportLike(Protocol):
    """The doctor's report."""

    @property
    def findings(self) -> Sequence[FindingLike]:
        """Return what was found."""
        ...

    @property
    def checked(self) -> Sequence[str]:
        """Return the names of the files that could be opened."""
        ...

    @property
    def is_sound(self) -> bool:
        """Return whether nothing worse than a note was found."""
        ...


class Findings(QWidget):
    """The report, for a side sheet."""

    def __init__(self, report: ReportLike, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findings")
        space = theme.current().size
        column = QVBoxLayout(self)
        column.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-xl"))
        column.setSpacing(space("space-l"))
        verdict = _verdict(report)
        verdict.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)  # long words take two lines
        column.addWidget(verdict)
        column.addWidget(label(tr("Checked: {files}", files=tr(", ").join(report.checked)), "secondary", wrap=True))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(tr("Findings"))
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(space("space-m"))
        for finding in report.findings:
            inner.addLayout(_finding(finding))
        inner.addStretch(1)
        area.setWidget(holder)
        for ground in (holder, area.viewport()):
            ground.setAutoFillBackground(False)  # the sheet's own ground is seen
        column.addWidget(area, 1)


def _verdict(report: ReportLike) -> Banner:
    if report.is_sound:
        return Banner("success", _("The files are sound."), _("Nothing has to be done."), dismissible=False)
    worst = any(finding.severity == "error" for finding in report.findings)
    return Banner(
        "crisis" if worst else "warning",
        _("Not everything is as it should be."),
        _("Nothing was changed. Keep the files as they are, make no new backup over old ones, and restore the newest"
          " verified backup."),
        dismissible=False,
    )  # fmt: skip


def _finding(finding: FindingLike) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(theme.current().size("space-m"))
    chip = _CHIPS[str(finding.severity)]
    row.addWidget(StatusChip(chip.word, chip.tone, icon=chip.icon), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(label(finding.sentence, "", wrap=True))
    words.addWidget(label(finding.code, "hint"))
    row.addLayout(words, 1)
    return row
