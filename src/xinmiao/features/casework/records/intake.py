"""THE declaration of the intake, and what is read back of it.

Nothing has to be known at a first visit: a choice begins at 未了解, and an empty text reads the same.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from xinmiao.kernel.fields import ChoiceField, DateField, DateTimeField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import Text, _


class Known(StrEnum):
    """A question of the intake: not known, asked and there is none, there is (with words)."""

    UNKNOWN = "unknown"
    NONE = "none"
    YES = "yes"


class Willingness(StrEnum):
    """Whether the student came of his own will."""

    UNKNOWN = "unknown"
    WILLING = "willing"
    SENT = "sent"


class Secrecy(StrEnum):
    """Whether secrecy and its exceptions were explained."""

    UNKNOWN = "unknown"
    NOT_YET = "not_yet"
    ORALLY = "orally"
    SIGNED = "signed"


class GuardianKnows(StrEnum):
    """What the guardian knows of the counselling."""

    UNKNOWN = "unknown"
    NOT_TOLD = "not_told"
    TOLD = "told"
    CONSENTED = "consented"
    REFUSED = "refused"


def _known(words: Text, help_: Text | None = None) -> ChoiceField[Known]:
    return ChoiceField(
        label=words,
        help=help_,
        choices=Known,
        labels=((Known.UNKNOWN, _("not known yet")), (Known.NONE, _("asked, none")), (Known.YES, _("yes"))),
        required=True,
        sensitivity=Sensitivity.COUNSELLING,
    )


def _text(words: Text, help_: Text | None = None, longest: int = 1_000) -> TextField:
    return TextField(label=words, help=help_, max_length=longest, multiline=True, sensitivity=Sensitivity.COUNSELLING)


class IntakeSpec(RecordSpec):
    """The intake of a case: one for each, with all its versions."""

    record = "case_intake"
    label = _("Intake")
    file = DataFile.COUNSELLING

    case_id = ReferenceField(label=_("Case"), record="case", required=True)
    done_on = DateField(label=_("Day of the intake"), required=True)
    entered_at = DateTimeField(label=_("Entered at"), required=True)
    writer = TextField(
        label=_("Written on paper by"), help=_("Only when you type in what somebody else wrote."), max_length=60
    )
    contacts = _text(_("Contact persons"), _("Who can be reached, how, and when."))
    family_structure = _text(_("Family structure"))
    carers = _text(_("Main carers and upbringing"))
    life_events = _known(_("Major life events"))
    life_events_words = _text(_("Life events with dates"), longest=4_000)
    health = _known(_("Physical health"), _("Illness, disability, allergies."))
    health_words = _text(_("Physical health, in words"))
    medical_visits = _known(_("Earlier treatment"), _("A diagnosis only as quoted, with its source."))
    medical_visits_words = _text(_("Earlier treatment, quoted with its source"))
    medication = _known(_("Medication"))
    medication_words = _text(_("Medication, in words"))
    earlier_counselling = _known(_("Earlier counselling"))
    earlier_counselling_words = _text(_("Earlier counselling, in words"))
    sleep_and_eating = _text(_("Sleep and eating"))
    at_school = _text(_("At school"))
    complaint = _text(_("What brings the student, in his or her own words"), longest=4_000)
    willingness = ChoiceField(
        label=_("Came willingly"),
        choices=Willingness,
        labels=(
            (Willingness.UNKNOWN, _("not known yet")),
            (Willingness.WILLING, _("of own will")),
            (Willingness.SENT, _("was asked to come")),
        ),
        required=True,
    )
    secrecy = ChoiceField(
        label=_("Secrecy and its exceptions explained"),
        choices=Secrecy,
        labels=(
            (Secrecy.UNKNOWN, _("not known yet")),
            (Secrecy.NOT_YET, _("not explained yet")),
            (Secrecy.ORALLY, _("by word of mouth")),
            (Secrecy.SIGNED, _("with signature")),
        ),
        required=True,
    )
    secrecy_on = DateField(label=_("Explained on"))
    guardian = ChoiceField(
        label=_("The guardian"),
        choices=GuardianKnows,
        labels=(
            (GuardianKnows.UNKNOWN, _("not known yet")),
            (GuardianKnows.NOT_TOLD, _("not told")),
            (GuardianKnows.TOLD, _("told")),
            (GuardianKnows.CONSENTED, _("has consented")),
            (GuardianKnows.REFUSED, _("has refused")),
        ),
        required=True,
    )
    guardian_words = _text(_("Who was told, when, and what was answered"))
    sealed = sealed_part()


INTAKE = IntakeSpec()
QUESTIONS = (
    (INTAKE.life_events, INTAKE.life_events_words),
    (INTAKE.health, INTAKE.health_words),
    (INTAKE.medical_visits, INTAKE.medical_visits_words),
    (INTAKE.medication, INTAKE.medication_words),
    (INTAKE.earlier_counselling, INTAKE.earlier_counselling_words),
)
"""Three-valued questions with the words of a yes."""


@dataclass(frozen=True)
class IntakeContent:
    """What was written in an intake; empty texts read as 未了解."""

    done_on: date | None = None
    writer: str = ""
    contacts: str = ""
    family_structure: str = ""
    carers: str = ""
    life_events: Known = Known.UNKNOWN
    life_events_words: str = ""
    health: Known = Known.UNKNOWN
    health_words: str = ""
    medical_visits: Known = Known.UNKNOWN
    medical_visits_words: str = ""
    medication: Known = Known.UNKNOWN
    medication_words: str = ""
    earlier_counselling: Known = Known.UNKNOWN
    earlier_counselling_words: str = ""
    sleep_and_eating: str = ""
    at_school: str = ""
    complaint: str = ""
    willingness: Willingness = Willingness.UNKNOWN
    secrecy: Secrecy = Secrecy.UNKNOWN
    secrecy_on: date | None = None
    guardian: GuardianKnows = GuardianKnows.UNKNOWN
    guardian_words: str = ""


INTAKE_FIELDS = tuple(IntakeContent.__dataclass_fields__)
"""Names of the fields a counsellor fills in."""


@dataclass(frozen=True)
class LifeEvent:
    """A dated row: when (as well as it is known) and what."""

    when: str
    what: str


@dataclass(frozen=True)
class IntakeVersion:
    """An earlier state: who saved it when, and what differs from the one before."""

    version: int
    at: datetime
    by_name: str
    content: IntakeContent
    changed: tuple[str, ...] = field(default=())
