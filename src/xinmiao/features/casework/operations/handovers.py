"""Handing cases over to another counsellor, with the record that three people sign on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select

from xinmiao.features.accounts.operations import list_accounts
from xinmiao.features.casework.model import Case, CaseHandover, HandedCase
from xinmiao.features.casework.operations.cases import concern_case, refuse_second
from xinmiao.features.casework.operations.reading import case_lines, clients_of, number_of, whom_to_ask
from xinmiao.features.casework.records import (
    HANDOVER,
    CaseRisk,
    Client,
    HandedLine,
    HandedWords,
    HandoverLine,
    HandoverOrder,
    HandoverPrint,
    HandoverView,
    MayRead,
    PaperSignatures,
    Taker,
)
from xinmiao.features.casework.rules import cases as case_rules
from xinmiao.features.casework.rules import handovers as handover_rules
from xinmiao.kernel.access import Permission, Role, Scope
from xinmiao.kernel.errors import NotFound, RuleBroken, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.records import DataFile
from xinmiao.kernel.texts import _
from xinmiao.vault import paper_anchor
from xinmiao.vault.unit import Unit

_ACTIVE = "active"


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("labels stand on the lock screen"))
def list_takers(unit: Unit) -> tuple[Taker, ...]:
    """Return the counsellors whose account is in use, but for oneself."""
    return tuple(
        Taker(account.id, account.label)
        for account in unit.run(list_accounts.bind())
        if account.standing == _ACTIVE and Role.COUNSELLOR in account.roles and not account.is_own
    )


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case.handed_over")
def hand_over_cases(unit: Unit, order: HandoverOrder) -> str:
    """Hand cases over and keep the record; all or nothing. Handing over again with the same id changes nothing.

    Own cases only; those of a colleague when his account is no longer in use. Unsigned notes stay with who wrote
    them. Return the record's id.

    Raises:
        ValidationFailed: no reason, no case, a day to come, words too long, cases of several counsellors.
        NotFound: no such case, or no such counsellor whose account is in use.
        RuleBroken: a closed case, a colleague's case, or a student with an open case of the new counsellor.
    """
    if unit.db.get(CaseHandover, order.id) is not None:
        return order.id
    today = unit.clock.today()
    on_date = order.on_date or today
    if problems := handover_rules.order_problems(order, on_date, today=today):
        raise ValidationFailed(problems)
    taker, standing = _taker(unit, order.taker)
    cases = [unit.get(Case, words.case_id) for words in order.cases]
    giver, giver_name = _giver(cases)
    if giver == taker.account:
        raise RuleBroken(_("These are the cases of this counsellor already."), _("Choose another counsellor."))
    for case, words in zip(cases, order.cases, strict=True):
        _check(unit, case, taker, is_gone=case.counsellor not in standing)
        _check_seal(unit, case, taker, words)
    handover = CaseHandover(
        id=order.id,
        on_date=on_date,
        giver=giver,
        giver_name=giver_name,
        taker=taker.account,
        taker_name=taker.name,
        reason=order.reason.strip(),
    )
    unit.db.add(handover)
    unit.concerns("case_handover", handover.id)
    _hand(unit, handover, cases, order.cases)
    return handover.id


def _taker(unit: Unit, account: str) -> tuple[Taker, set[str]]:
    """Return who takes over, and the accounts that are in use."""
    accounts = [line for line in unit.run(list_accounts.bind()) if line.standing == _ACTIVE]
    found = next((line for line in accounts if line.id == account and Role.COUNSELLOR in line.roles), None)
    if found is None:
        raise NotFound(_("There is no counsellor with this account."), _("Choose another counsellor."))
    return Taker(found.id, found.label), {line.id for line in accounts}


def _giver(cases: Sequence[Case]) -> tuple[str, str]:
    givers = {case.counsellor: case.counsellor_name for case in cases}
    if len(givers) > 1:
        raise ValidationFailed({"cases": _("Choose cases of one counsellor at a time.")})
    return next(iter(givers.items()))


def _check(unit: Unit, case: Case, taker: Taker, *, is_gone: bool) -> None:
    concern_case(unit, case)
    if obstacle := case_rules.handing_obstacle(case.counsellor, case.state, unit.actor.account, is_gone=is_gone):
        raise RuleBroken(*obstacle)
    if case.student_id is not None:
        refuse_second(unit, case.student_id, account=taker.account)


def _check_seal(unit: Unit, case: Case, taker: Taker, words: HandedWords) -> None:
    """Refuse to hand a restricted case to somebody who cannot open it, or to write of it what a paper would carry."""
    if not unit.seals.is_restricted(case):
        return
    if taker.account not in unit.seals.named(case):
        raise RuleBroken(
            _("The new counsellor is not named for a restricted case."), _("Name the colleague first, then hand over.")
        )
    if any(text.strip() for text in (words.promises, words.knows, words.summary)):
        raise RuleBroken(
            _("The hand-over of a restricted case takes no words: its paper passes through several hands."),
            _("Write them as a note in the case."),
        )


def _hand(unit: Unit, handover: CaseHandover, cases: Sequence[Case], words: Sequence[HandedWords]) -> None:
    lines = {line.id: line for line in case_lines(unit, cases)}
    for case, said in zip(cases, words, strict=True):
        line = lines[case.id]
        unit.db.add(
            HandedCase(
                id=unit.ids.new(),
                handover_id=handover.id,
                case_id=case.id,
                next_on=line.next_on,
                risk=line.risk,
                unsigned=line.unsigned,
                promises=said.promises.strip() or None,
                knows=said.knows.strip() or None,
                summary=said.summary.strip() or None,
                reading=MayRead.NOT_ASKED,
            )
        )
        case.counsellor, case.counsellor_name = handover.taker, handover.taker_name


@query(
    requires=Permission.CASE_READ,
    scope=Scope.WHOLE_SCHOOL,
    audit=NotAudited("who handed how many cases to whom, nobody's name"),
)
def list_handovers(unit: Unit) -> tuple[HandoverLine, ...]:
    """Return the hand-overs, the newest first."""
    found = unit.db.scalars(select(CaseHandover).order_by(CaseHandover.on_date.desc(), CaseHandover.id.desc())).all()
    waiting = HandedCase.reading.in_((MayRead.NOT_ASKED, MayRead.NOT_YET))
    rows = unit.db.execute(
        select(HandedCase.handover_id, func.count(), func.count().filter(waiting)).group_by(HandedCase.handover_id)
    )
    counted = {row[0]: (row[1], row[2]) for row in rows}
    return tuple(_line(handover, *counted.get(handover.id, (0, 0))) for handover in found)


@query(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit="case_handover.opened")
def get_handover(unit: Unit, handover_id: str) -> HandoverView:
    """Return a hand-over with its cases.

    Raises:
        NotFound: no such hand-over.
    """
    handover = unit.get(CaseHandover, handover_id)
    unit.concerns("case_handover", handover.id)
    items = unit.db.scalars(select(HandedCase).where(HandedCase.handover_id == handover.id)).all()
    cases = {case.id: case for case in unit.db.scalars(select(Case).where(Case.id.in_([i.case_id for i in items])))}
    clients = clients_of(unit, tuple(cases.values()))
    lines = []
    for item in items:
        case, client = cases[item.case_id], clients.get(item.case_id)
        if client is not None and not (case.of_staff and unit.seals.is_closed(case)):
            unit.concerns("student", client.id)
            lines.append(_item_line(unit, item, case, client))
    waiting = sum(line.reading in {MayRead.NOT_ASKED, MayRead.NOT_YET} for line in lines)
    return HandoverView(
        line=_line(handover, len(lines), waiting),
        version=handover.version,
        signed_on=handover.signed_on,
        paper_place=handover.paper_place or "",
        cases=tuple(sorted(lines, key=lambda line: line.number)),
        may_write=unit.actor.account in {handover.giver, handover.taker, handover.created_by},
    )


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case_handover.reading_answered")
def record_reading(unit: Unit, item_id: str, base_version: int, answer: MayRead, asked_on: date | None) -> int:
    """Record what a student said to the newcomer's reading of earlier notes; return the new version.

    Raises:
        NotFound: no such case of a hand-over.
        ValidationFailed: a day to come.
        RuleBroken: somebody who takes no part in the hand-over.
        Conflict: somebody changed it since `base_version`.
    """
    item = unit.editable(HandedCase, item_id, base_version)
    handover = unit.get(CaseHandover, item.handover_id)
    _require_part(unit, handover)
    concern_case(unit, unit.get(Case, item.case_id))
    today = unit.clock.today()
    if asked_on is not None and asked_on > today:
        raise ValidationFailed({"reading_on": _("This day is still to come; please check the date.")})
    item.reading = answer
    item.reading_on = None if answer is MayRead.NOT_ASKED else asked_on or today
    unit.db.flush()
    return item.version


@command(requires=Permission.CASE_WRITE, scope=Scope.WHOLE_SCHOOL, audit="case_handover.paper_signed")
def record_paper_signatures(unit: Unit, handover_id: str, base_version: int, signed: PaperSignatures) -> int:
    """Record who signed the hand-over on paper, when, and where the paper lies; return the new version.

    Raises:
        NotFound: no such hand-over.
        ValidationFailed: nobody, or a day to come or before the hand-over.
        RuleBroken: somebody who takes no part in the hand-over.
        Conflict: somebody changed it since `base_version`.
    """
    handover = unit.editable(CaseHandover, handover_id, base_version)
    unit.concerns("case_handover", handover.id)
    _require_part(unit, handover)
    problems = HANDOVER.problems(
        {"signed_names": signed.names, "paper_place": signed.place}, only=("signed_names", "paper_place")
    )
    if not signed.names.strip():
        problems["signed_names"] = _("Please fill this in.")
    if signed.signed_on is None or not handover.on_date <= signed.signed_on <= unit.clock.today():
        problems["signed_on"] = _("Please choose a day from the hand-over until today.")
    if problems:
        raise ValidationFailed(problems)
    handover.signed_names, handover.signed_on = signed.names.strip(), signed.signed_on
    handover.paper_place = signed.place.strip() or None
    unit.db.flush()
    return handover.version


@command(requires=Permission.CASE_READ, scope=Scope.WHOLE_SCHOOL, audit="case_handover.printed")
def collect_handover_print(unit: Unit, handover_id: str) -> HandoverPrint:
    """Return everything a printed hand-over is made of; each asking is recorded as a print.

    Raises:
        NotFound: no such hand-over.
    """
    view = unit.run(get_handover.bind(handover_id))
    unit.concerns("case_handover", handover_id)
    view = replace(view, cases=tuple(map(_without_words, view.cases)))
    anchor = paper_anchor.code_for(unit, DataFile.COUNSELLING)
    return HandoverPrint(view, unit.database.school_name, unit.actor.label, unit.clock.now(), anchor)


def _require_part(unit: Unit, handover: CaseHandover) -> None:
    if unit.actor.account not in {handover.giver, handover.taker, handover.created_by}:
        raise RuleBroken(_("You take no part in this hand-over."), _("Please ask one of the two counsellors."))


def _line(handover: CaseHandover, cases: int, unanswered: int) -> HandoverLine:
    return HandoverLine(
        id=handover.id,
        on_date=handover.on_date,
        giver_name=handover.giver_name,
        taker_name=handover.taker_name,
        reason=handover.reason,
        cases=cases,
        unanswered=unanswered,
        signed_names=handover.signed_names or "",
    )


def _item_line(unit: Unit, item: HandedCase, case: Case, client: Client) -> HandedLine:
    return HandedLine(
        id=item.id,
        version=item.version,
        case_id=item.case_id,
        number=number_of(case),
        name=client.name,
        class_label=client.class_label,
        next_on=item.next_on,
        risk=item.risk,
        unsigned=item.unsigned,
        promises=item.promises or "",
        knows=item.knows or "",
        summary=item.summary or "",
        reading=item.reading,
        reading_on=item.reading_on,
        restricted=unit.seals.is_restricted(case),
        ask=(whom_to_ask(unit, case) or "—") if unit.seals.is_closed(case) else "",
    )


def _without_words(line: HandedLine) -> HandedLine:
    """Return what the paper says of a case: of a restricted one that it is there, to who is named as well."""
    if not line.restricted:
        return line
    return replace(line, next_on=None, risk=CaseRisk.NOT_ASKED, promises="", knows="", summary="")
