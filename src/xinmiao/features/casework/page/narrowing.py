"""What narrows the caseload beside its chips: counsellor, grade, problem, how long not seen, risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from xinmiao.features.casework.records import CaseLine, CaseRisk
from xinmiao.features.casework.records.handovers import RISK_WORDS
from xinmiao.features.casework.rules.cases import days_without
from xinmiao.features.roster.records import ClassLine
from xinmiao.kernel.texts import Text, _, ntr
from xinmiao.ui import theme
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.flow import FlowLayout

WEEKS = (2, 4, 8, 12)
_DAYS = 7


class Narrowing(QWidget):
    """Five lists that drop down; each begins at "all" and offers what the shown cases have."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self.setObjectName("narrowing")
        self._today = today
        self._grades: dict[str, str] = {}
        self.counsellor = Combo(_("Counsellor"), name="by_counsellor")
        self.grade = Combo(_("Grade"), name="by_grade")
        self.problem = Combo(_("Presenting problems"), name="by_problem")
        self.weeks = Combo(_("Not seen"), name="by_weeks")
        self.risk = Combo(_("Risk"), name="by_risk")
        self._all = {
            self.counsellor: _("All counsellors"),
            self.grade: _("All grades"),
            self.problem: _("All problems"),
            self.weeks: _("However long not seen"),
            self.risk: _("Any risk"),
        }
        row = FlowLayout(self, theme.current().size("space-s"))  # large letters need a second line
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        for combo, words in self._all.items():
            combo.addItem(str(words), "")
            combo.activated.connect(lambda _index: self.changed.emit())
            row.addWidget(combo)
        self._offer_weeks_and_risks()

    def _offer_weeks_and_risks(self) -> None:
        for number in WEEKS:
            shown = ntr("Not seen for {count} week", "Not seen for {count} weeks", number)
            self.weeks.addItem(shown, str(number * _DAYS))
        for risk, words in RISK_WORDS:
            self.risk.addItem(str(_("Risk: {answer}").format(answer=words)), risk.value)

    def offer(
        self, cases: Iterable[CaseLine], classes: Iterable[ClassLine], problems: Mapping[str, Text | str]
    ) -> None:
        """Offer what the cases have; what is chosen stays where it still exists."""
        self._grades = {line.id: line.grade_name for line in classes}
        found = tuple(cases)
        self._fill(self.counsellor, {case.counsellor: case.counsellor_name for case in found})
        grades = {self._grades.get(case.student.class_id or "", "") for case in found}
        self._fill(self.grade, {name: name for name in dict.fromkeys(self._grades.values()) if name in grades})
        used = {code for case in found for code in case.presenting_problems}
        self._fill(self.problem, {code: str(words) for code, words in problems.items() if code in used})

    def clear(self) -> None:
        """Narrow nothing."""
        for combo in self._all:
            combo.setCurrentIndex(0)

    def keeps(self, case: CaseLine) -> bool:
        """Return whether a case is to be shown."""
        asked = {combo: str(combo.currentData() or "") for combo in self._all}
        return (
            asked[self.counsellor] in {"", case.counsellor}
            and asked[self.grade] in {"", self._grades.get(case.student.class_id or "", "")}
            and (not asked[self.problem] or asked[self.problem] in case.presenting_problems)
            and (not asked[self.weeks] or days_without(case, self._today) >= int(asked[self.weeks]))
            and (not asked[self.risk] or case.risk is CaseRisk(asked[self.risk]))
        )

    def _fill(self, combo: Combo, offered: Mapping[str, str]) -> None:
        chosen = combo.currentData()
        combo.clear()
        combo.addItem(str(self._all[combo]), "")
        for data, words in offered.items():
            combo.addItem(words, data)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
