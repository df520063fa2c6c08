"""Floor of the start: a bare PySide6 window of the same interpreter; prints when it was painted."""

import json
import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Window(QMainWindow):
    """One window with one word in it."""

    was_painted = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 -- Qt's name
        """Tell once, when the event loop goes on after the painting."""
        super().paintEvent(event)
        if not self.was_painted:
            self.was_painted = True
            QTimer.singleShot(0, self.tell)

    def tell(self) -> None:
        """Print the moment and end."""
        print(json.dumps({"painted": time.monotonic_ns()}), flush=True)  # noqa: T201 -- the figure
        QApplication.quit()


application = QApplication(sys.argv)
window = Window()
window.setCentralWidget(QLabel("心苗"))
window.resize(1280, 720)
window.show()
sys.exit(application.exec())
