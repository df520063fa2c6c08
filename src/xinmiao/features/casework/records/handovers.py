"""THE declaration of a hand-over of cases, and what is read back of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, DateField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import _


class CaseRisk(StrEnum):
    """What the newest note says about thoughts, plans and means of suicide."""

    NOT_ASKED = "not_asked"
    ASKED_NO = "asked_no"
    YES = "yes"


RISK_WORDS = ((CaseRisk.NOT_ASKED, _("not asked")), (CaseRisk.ASKED_NO, _("asked, none")), (CaseRisk.YES, _("yes")))


class MayRead(StrEnum):
    """What a student in care said to the new counsellor's reading of earlier notes."""

    NOT_ASKED = "not_asked"
    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"


class HandoverSpec(RecordSpec):
    """One hand-over: from whom, to whom, since when, why, and who signed on paper."""

    record = "case_handover"
    label = _("Hand-over of cases")
    file = DataFile.COUNSELLING

    on_date = DateField(label=_("From this day on"), required=True)
    giver = ReferenceField(label=_("Handed over by"), record="account", required=True)
    giver_name = TextField(label=_("Handed over by"), required=True, max_length=60)
    taker = ReferenceField(label=_("Taken over by"), record="account", required=True)
    taker_name = TextField(label=_("Taken over by"), required=True, max_length=60)
    reason = TextField(label=_("Reason"), required=True, max_length=500, sensitivity=Sensitivity.COUNSELLING)
    signed_names = TextField(label=_("Signed on paper by"), help=_("All who signed, as on the paper."), max_length=200)
    signed_on = DateField(label=_("Signed on"))
    paper_place = TextField(label=_("Place of the signed paper"), help=_("Cabinet, box, page: 2-5-17"), max_length=80)


class HandedCaseSpec(RecordSpec):
    """One case of a hand-over, as it stood that day."""

    record = "handed_case"
    label = _("Case handed over")
    file = DataFile.COUNSELLING

    handover_id = ReferenceField(label=_("Hand-over of cases"), record="case_handover", required=True)
    case_id = ReferenceField(label=_("Case"), record="case", required=True)
    next_on = DateField(label=_("Next time"))
    risk = ChoiceField(label=_("Risk, by the last note"), choices=CaseRisk, labels=RISK_WORDS, required=True)
    unsigned = IntegerField(label=_("Unsigned notes"), required=True, maximum=1_000)
    promises = TextField(label=_("Promises"), max_length=500, multiline=True, sensitivity=Sensitivity.COUNSELLING)
    knows = TextField(label=_("Who knows what"), max_length=500, multiline=True, sensitivity=Sensitivity.COUNSELLING)
    summary = TextField(
        label=_("Summary"),
        help=_("One page at most: what the newcomer needs before the first talk."),
        max_length=2_000,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    reading = ChoiceField(
        label=_("May the newcomer read earlier notes?"),
        choices=MayRead,
        labels=(
            (MayRead.NOT_ASKED, _("not asked")),
            (MayRead.YES, _("agreed")),
            (MayRead.NO, _("refused")),
            (MayRead.NOT_YET, _("asked, no answer yet")),
        ),
        required=True,
    )
    reading_on = DateField(label=_("Asked on"))
    sealed = sealed_part()


HANDOVER = HandoverSpec()
HANDED_CASE = HandedCaseSpec()


@dataclass(frozen=True)
class HandedWords:
    """What the old counsellor says of one case."""

    case_id: str
    promises: str = ""
    knows: str = ""
    summary: str = ""


@dataclass(frozen=True)
class HandoverOrder:
    """Which cases go to whom; `id` is made before saving, `on_date` None means today."""

    id: str
    taker: str
    reason: str
    cases: tuple[HandedWords, ...]
    on_date: date | None = None


@dataclass(frozen=True)
class HandedLine:
    """One case of a hand-over, to be read."""

    id: str
    version: int
    case_id: str
    number: str
    name: str
    class_label: str
    next_on: date | None
    risk: CaseRisk
    unsigned: int
    promises: str
    knows: str
    summary: str
    reading: MayRead
    reading_on: date | None
    restricted: bool = False
    ask: str = ""
    """Whom to ask about what was said of a restricted case, for who cannot read it; else empty."""


@dataclass(frozen=True)
class HandoverLine:
    """A hand-over as the list shows it."""

    id: str
    on_date: date
    giver_name: str
    taker_name: str
    reason: str
    cases: int
    unanswered: int
    """Students not asked yet, or who have not answered."""
    signed_names: str


@dataclass(frozen=True)
class HandoverView:
    """A hand-over in full."""

    line: HandoverLine
    version: int
    signed_on: date | None
    paper_place: str
    cases: tuple[HandedLine, ...]
    may_write: bool
    """Whether the account that asked takes part in it."""


@dataclass(frozen=True)
class Taker:
    """A counsellor who can take cases over."""

    account: str
    name: str


@dataclass(frozen=True)
class PaperSignatures:
    """Who signed a hand-over on paper, when, and where the paper lies."""

    names: str
    signed_on: date | None
    place: str = ""
