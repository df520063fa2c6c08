"""The panel of running jobs: appears after 600 ms, beside the work and never in its way.

Owns how progress looks. Jobs themselves are `jobs`.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xinmiao.kernel.texts import tr
from xinmiao.ui import theme
from xinmiao.ui.jobs import Job

SHOWN_AFTER_MS = 600
_BAR_PX = 220


class _Row(QWidget):
    """One job: what it does, how far it is, and the button that stops it."""

    def __init__(self, job: Job, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"job_{job.number}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.current().size("space-m"))
        title = QLabel(str(job.title), self)
        title.setTextFormat(Qt.TextFormat.PlainText)
        self._job = job
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.current().px(_BAR_PX))
        self.bar.setAccessibleName(str(job.title))
        self.stop = QPushButton(tr("Stop"), self)
        self.stop.setObjectName(f"job_{job.number}_stop")
        self.stop.setAccessibleName(tr("Stop: {title}", title=str(job.title)))
        self.stop.setAutoDefault(True)  # Enter presses it
        self.stop.clicked.connect(self._stop)
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self.bar)
        row.addWidget(self.stop)

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop.setText(tr("Stopping"))
        self._job.cancel()


class JobPanel(QFrame):
    """Lists the jobs that take long."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("job_panel")
        self._rows: dict[int, _Row] = {}
        self._column = QVBoxLayout(self)
        wide, high = theme.current().size("space-xl"), theme.current().size("space-s")
        self._column.setContentsMargins(wide, high, wide, high)
        self.hide()

    def begun(self, job: Job) -> None:
        """Make the job's row; it is shown if the job still runs after 600 ms."""
        row = _Row(job, self)
        row.hide()
        self._rows[job.number] = row
        self._column.addWidget(row)
        timer = QTimer(row)
        timer.setSingleShot(True)
        timer.timeout.connect(self._show_late)
        timer.timeout.connect(row.show)
        timer.start(SHOWN_AFTER_MS)

    def progressed(self, job: Job, done: int, total: int) -> None:
        """Move the bar."""
        row = self._rows.get(job.number)
        if row is not None and total > 0:
            row.bar.setRange(0, total)
            row.bar.setValue(min(done, total))

    def ended(self, job: Job) -> None:
        """Take the row away, and the panel with the last."""
        row = self._rows.pop(job.number, None)
        if row is not None:
            row.hide()
            row.deleteLater()
        self.setVisible(any(other.isVisibleTo(self) for other in self._rows.values()))

    def _show_late(self) -> None:
        self.show()
