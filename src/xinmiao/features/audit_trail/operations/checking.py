"""Checking the chains against themselves, against the key file's memory, and against a paper."""

from __future__ import annotations

from xinmiao.features.audit_trail.records import AnchorAnswer, ChainState, ChainVerdict
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import query
from xinmiao.kernel.records import DataFile
from xinmiao.vault import paper_anchor, trail
from xinmiao.vault.audit import ChainHead
from xinmiao.vault.keys.errors import TypingSlip
from xinmiao.vault.unit import Unit


@query(requires=Permission.AUDIT_CHECK, scope=Scope.WHOLE_SCHOOL, audit="trail.checked")
def verify_trail(unit: Unit) -> tuple[ChainVerdict, ...]:
    """Recompute the chains of the open files and compare them with what the key file remembers; say what is wrong.

    The result is recorded: it stands in the trail whether it was good or not.
    """
    verdicts = tuple(_verdict(unit, data_file) for data_file in sorted(unit.database.files))
    bad = next((verdict for verdict in verdicts if not verdict.holds), None)
    unit.remark(entries=sum(verdict.entries for verdict in verdicts), result="broken" if bad else "holds")
    if bad is not None:
        unit.remark(file=bad.data_file.value, first_bad=bad.seq)
    return verdicts


@query(requires=Permission.AUDIT_CHECK, scope=Scope.WHOLE_SCHOOL, audit="trail.code_checked")
def find_anchor(unit: Unit, code: str) -> AnchorAnswer:
    """Tell whether the code at the foot of a paper fits the trail of today, and which entry it names.

    Raises:
        ValidationFailed: the code was not copied rightly.
    """
    try:
        found = paper_anchor.find(unit, code)
    except TypingSlip as slip:
        raise ValidationFailed({"code": slip.message}) from slip
    state = ChainState(found.fit.value)
    broken_at = found.fault.seq if found.fault is not None else 0
    if broken_at:
        state = ChainState.BROKEN
    unit.remark(result=state.value, file=found.data_file.value)
    return AnchorAnswer(state, found.data_file, found.seq, found.at, broken_at)


def _verdict(unit: Unit, data_file: DataFile) -> ChainVerdict:
    anchor = unit.custody.vault.anchors.files.get(data_file)
    head = None if anchor is None else ChainHead(anchor.audit_count, anchor.audit_head)
    fault = paper_anchor.verify_chain(unit, data_file, head)
    entries = trail.last_number(unit, data_file)
    anchored_at = None if anchor is None else anchor.at
    if fault is None:
        return ChainVerdict(data_file, entries, anchored_at)
    return ChainVerdict(
        data_file,
        entries,
        anchored_at,
        seq=fault.seq,
        cut=fault.cut,
        at=trail.moment_of(unit, data_file, fault.seq),
        after=trail.moment_of(unit, data_file, fault.seq - 1),
    )
