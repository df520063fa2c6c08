"""What the invented school keeps of its cases: intakes, aliases, old paper files, and one hand-over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from xinmiao.app.demo import PASSWORD
from xinmiao.features.accounts import operations as accounts
from xinmiao.features.accounts.records import NewAccountForm
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.records import (
    CaseOpening,
    CaseSource,
    CaseState,
    GuardianKnows,
    HandedWords,
    HandoverOrder,
    IntakeContent,
    Known,
    LifeEvent,
    MayRead,
    OldFile,
    PaperSignatures,
    Problem,
    Secrecy,
    Willingness,
)
from xinmiao.features.casework.rules.intake import events_text
from xinmiao.features.roster.records import StudentLine
from xinmiao.kernel.access import Role
from xinmiao.kernel.clock import Ids

Run = Callable[[Any], Any]

SECOND_COUNSELLOR = "吴老师"
_HANDED = 3
_FAMILIES = (
    ("父母和一个弟弟，四口人。", "母亲照料为主，对作业要求严。"),
    ("父母在外务工，与祖父母同住。", "祖母照料，宠爱多、管得少。"),
    ("父母离异，随母亲生活。", "母亲照料，晚上上夜班。"),
    ("父母与外祖母，四口人。", ""),
)
_COMPLAINTS = (
    "“晚上躺下就想白天的事，睡不着。”",
    "“我也不知道怎么了，就是不想去教室。”",
    "“他们说话总像在说我。”",
    "“考试前手心出汗，脑子一片空白。”",
)
_EVENTS = (
    (LifeEvent("2023-08", "外公去世"),),
    (LifeEvent("2022-09", "父母外出务工"), LifeEvent("2024-02", "搬到镇上住校")),
    (LifeEvent("三年级时", "父母离异"),),
)


def invent_intake(run: Run, case_id: str, opened_on: date) -> None:
    """Save the intake of most cases, with what a first visit leaves open."""
    random = Random(case_id)  # noqa: S311 -- invented people, no secret
    if random.random() < 0.15:  # noqa: PLR2004 -- some were never written
        return
    family, carers = random.choice(_FAMILIES)
    content = IntakeContent(
        done_on=opened_on,
        contacts=random.choice(("母亲，晚上七点后方便接电话。", "祖父，白天在家。", "")),
        family_structure=family,
        carers=carers,
        complaint=random.choice(_COMPLAINTS),
        sleep_and_eating=random.choice(("入睡约一小时，早饭常不吃。", "睡眠尚可，饭量比以前小。", "")),
        at_school=random.choice(("成绩中等，课间多独处。", "作业完成慢，与同桌相处好。", "")),
        health=random.choice((Known.UNKNOWN, Known.NONE)),
        medical_visits=random.choice((Known.UNKNOWN, Known.NONE)),
        medication=Known.NONE,
        willingness=random.choice((Willingness.WILLING, Willingness.WILLING, Willingness.SENT)),
        secrecy=random.choice((Secrecy.ORALLY, Secrecy.SIGNED)),
        secrecy_on=opened_on,
        guardian=random.choice((GuardianKnows.CONSENTED, GuardianKnows.CONSENTED, GuardianKnows.TOLD)),
        guardian_words="电话告知母亲，同意。",
    )
    if random.random() < 0.4:  # noqa: PLR2004 -- some
        events = events_text(random.choice(_EVENTS))
        content = replace(content, life_events=Known.YES, life_events_words=events)
    if random.random() < 0.2:  # noqa: PLR2004 -- a few
        content = replace(content, secrecy=Secrecy.NOT_YET, secrecy_on=None, guardian=GuardianKnows.UNKNOWN)
    run(casework.save_intake.bind(case_id, None, content))


class CaseInventor:
    """Adds the cases that did not begin with a name and a note."""

    def __init__(self, run: Run, ids: Ids, until: datetime) -> None:
        self._run, self._ids = run, ids
        self._today = until.astimezone().date()

    def invent(self, students: list[StudentLine]) -> None:
        """Add aliases, old paper files for some of `students`, the school's own problems, and a hand-over."""
        self._problems()
        self._aliases()
        self._old_files(students)
        self._hand_over()

    def _problems(self) -> None:
        self._run(casework.add_problem.bind("隔代照料"))
        self._run(casework.rename_problem.bind(Problem.INTERNET, "网络与手机"))

    def _aliases(self) -> None:
        for alias, source, days in (("小C", CaseSource.SELF, 12), ("信箱-07", CaseSource.LETTER_BOX, 5)):
            day = self._today - timedelta(days=days)
            opening = CaseOpening(self._ids.new(), None, source, (Problem.RELATIONS,), day, alias)
            case_id = self._run(casework.open_case.bind(opening))
            content = IntakeContent(
                done_on=day,
                willingness=Willingness.WILLING,
                secrecy=Secrecy.ORALLY,
                secrecy_on=day,
                complaint="“先不说我是谁，可以吗？”",
            )
            self._run(casework.save_intake.bind(case_id, None, content))

    def _old_files(self, students: list[StudentLine]) -> None:
        for place, student in enumerate(students[:3], 1):
            began = self._today - timedelta(days=400 + 20 * place)
            opening = CaseOpening(self._ids.new(), student.id, CaseSource.CLASS_TEACHER, (Problem.STUDY,), began)
            seen = began + timedelta(days=70)
            old = OldFile(opening, 4 + place, seen, f"旧-{began.year}-{place:02d}", f"2-3-{place}")
            self._run(casework.open_old_file.bind(old))

    def _hand_over(self) -> None:
        wanted = NewAccountForm(SECOND_COUNSELLOR, frozenset({Role.COUNSELLOR}), PASSWORD)
        taker = self._run(accounts.add_account.bind(wanted))
        cases = [
            case
            for case in self._run(casework.list_cases.bind(state=CaseState.OPEN))
            if case.notes and not case.restricted
        ]
        words = tuple(
            HandedWords(
                case.id,
                promises="答应期中考试后再见一次。" if place == 0 else "",
                knows="班主任知道在辅导，不知道内容。",
                summary="近期以睡眠和作业安排为主，情绪较开学时平稳；愿意继续来。",
            )
            for place, case in enumerate(cases[:_HANDED])
        )
        order = HandoverOrder(self._ids.new(), taker, "周老师外出培训一个月，交由吴老师接续。", words)
        handover_id = self._run(casework.hand_over_cases.bind(order))
        view = self._run(casework.get_handover.bind(handover_id))
        self._run(casework.record_reading.bind(view.cases[0].id, view.cases[0].version, MayRead.YES, self._today))
        signed = PaperSignatures("周老师、吴老师、王主任", self._today, "1-1-4")
        self._run(casework.record_paper_signatures.bind(handover_id, view.version, signed))
