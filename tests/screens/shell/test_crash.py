"""When the program fails: a number, a report without values, one dialog."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from typing import cast

from PySide6.QtCore import QMessageLogContext, QtMsgType
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from xinmiao.app.crash import CrashReporter, qt_message
from xinmiao.app.crash_dialog import CrashDialog, report_of
from xinmiao.ui.changes import UiBridge

ExpectLog = Callable[[str], None]
NAME = "李小明"


def fail_with_a_name() -> None:
    secret = {NAME: "13800000000"}
    raise KeyError(f"{NAME} 13800000000 {secret}")


def caught() -> Exception:
    try:
        fail_with_a_name()
    except KeyError as error:
        return error
    raise AssertionError


def test_a_report_names_type_and_place_and_no_value() -> None:
    report = report_of(caught(), "ABC234")
    assert "ABC234" in report
    assert "KeyError" in report
    assert "fail_with_a_name" in report
    assert NAME not in report
    assert "138" not in report


def test_a_fault_is_shown_logged_and_can_be_copied(qtbot: QtBot, expect_log: ExpectLog) -> None:
    expect_log("xinmiao.crash: fault")
    reporter = CrashReporter(UiBridge().post)
    reporter.report(caught())
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashDialog))
    shown = cast("QPlainTextEdit", dialog.findChild(QPlainTextEdit, "crash_report")).toPlainText()
    assert NAME not in shown
    number = shown.splitlines()[0].rsplit(" ", 1)[1]
    assert number in cast("QLabel", dialog.findChild(QLabel, "crash_number")).text()
    cast("QPushButton", dialog.findChild(QPushButton, "crash_copy")).click()
    assert QGuiApplication.clipboard().text() == shown
    cast("QPushButton", dialog.findChild(QPushButton, "crash_close")).click()


def test_many_faults_show_one_dialog(qtbot: QtBot, expect_log: ExpectLog) -> None:
    expect_log("xinmiao.crash: fault")
    reporter = CrashReporter(UiBridge().post)
    for _turn in range(3):
        reporter.report(caught())
    dialogs = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, CrashDialog)]
    assert len(dialogs) == 1
    assert reporter.count == 3
    dialogs[0].accept()


def test_the_hooks_take_faults_of_every_thread(qtbot: QtBot, expect_log: ExpectLog) -> None:
    expect_log("xinmiao.crash: fault")
    posted: list[Callable[[], None]] = []
    reporter = CrashReporter(posted.append)
    before = sys.excepthook, threading.excepthook
    try:
        reporter.hook()
        thread = threading.Thread(target=fail_with_a_name)
        thread.start()
        thread.join()
        error = caught()
        sys.excepthook(type(error), error, error.__traceback__)
    finally:
        sys.excepthook, threading.excepthook = before
    assert reporter.count == 2
    assert len(posted) == 2


def test_what_qt_complains_about_is_logged_without_names(expect_log: ExpectLog) -> None:
    expect_log(r"WARNING qt: cannot open □$")
    qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), f"cannot open {NAME}")
