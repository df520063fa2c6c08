"""THE declaration of a counselling note and its amendments: fields, limits, words."""

from __future__ import annotations

from enum import StrEnum

from xinmiao.kernel.fields import (
    BooleanField,
    ChoiceField,
    DateField,
    DateTimeField,
    IntegerField,
    ReferenceField,
    Sensitivity,
    TextField,
)
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.sealed_part import sealed_part
from xinmiao.kernel.texts import Text, _

PART_LENGTH = 20_000
RISK_WORDS_LENGTH = 1_000
REASON_LENGTH = 500


class NoteForm(StrEnum):
    """In which form the counselling took place."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    PARENT = "parent"
    TEACHER = "teacher"
    PHONE = "phone"
    LETTER = "letter"


class RiskAnswer(StrEnum):
    """Three values, so that an empty box never reads as "asked, and no"."""

    NOT_ASKED = "not_asked"
    ASKED_NO = "asked_no"
    YES = "yes"


class NoteState(StrEnum):
    """Where a note stands. Moved and voided notes stay readable in place."""

    DRAFT = "draft"
    SIGNED = "signed"
    MOVED = "moved"
    VOIDED = "voided"


REMOVED_STATES = frozenset({NoteState.MOVED, NoteState.VOIDED})


def _part(label: Text, help_text: Text) -> TextField:
    return TextField(
        label=label, help=help_text, max_length=PART_LENGTH, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )


_RISK_LABELS = (
    (RiskAnswer.NOT_ASKED, _("not asked")),
    (RiskAnswer.ASKED_NO, _("asked, none")),
    (RiskAnswer.YES, _("yes")),
)


def _risk(label: Text) -> ChoiceField[RiskAnswer]:
    return ChoiceField(
        label=label,
        choices=RiskAnswer,
        labels=_RISK_LABELS,
        required=True,
        sensitivity=Sensitivity.COUNSELLING,
    )


def _risk_words(label: Text) -> TextField:
    return TextField(label=label, max_length=RISK_WORDS_LENGTH, sensitivity=Sensitivity.COUNSELLING)


class NoteSpec(RecordSpec):
    """A counselling note. The first group of fields is written by the counsellor, the rest by operations."""

    record = "counselling_note"
    label = _("Counselling note")
    file = DataFile.COUNSELLING

    started_at = DateTimeField(label=_("Start"), required=True)
    ended_at = DateTimeField(label=_("End"))
    place = TextField(label=_("Room or place"), max_length=60)
    form = ChoiceField(
        label=_("Form"),
        choices=NoteForm,
        labels=(
            (NoteForm.INDIVIDUAL, _("Individual")),
            (NoteForm.GROUP, _("Group")),
            (NoteForm.PARENT, _("Parents")),
            (NoteForm.TEACHER, _("Teacher")),
            (NoteForm.PHONE, _("By telephone")),
            (NoteForm.LETTER, _("By letter")),
        ),
        required=True,
    )
    free_text = _part(_("Free text"), _("Write as it comes; the parts beside it may stay empty."))
    situation = _part(_("Present situation"), _("How the student is, sleeps, eats, studies, gets on with others."))
    main_problem = _part(_("Main problem"), _("What the student came for, in his or her own words."))
    assessment = _part(_("Assessment"), _("What you see and how serious it is; no diagnosis."))
    analysis = _part(_("Analysis"), _("What may have led to it and what keeps it going."))
    measures = _part(_("What to do"), _("What was done and agreed."))
    effect = _part(_("Effect seen"), _("What changed, and how that shows."))
    homework = TextField(
        label=_("To do until next time"), max_length=2_000, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )
    ideation = _risk(_("Suicidal thoughts"))
    ideation_words = _risk_words(_("Thoughts: in words"))
    plan = _risk(_("Suicide plan"))
    plan_words = _risk_words(_("Plan: in words"))
    means = _risk(_("Means at hand"))
    means_words = _risk_words(_("Means: in words"))
    past = _risk(_("Past attempts"))
    past_words = _risk_words(_("Earlier attempts: in words"))
    support = _risk(_("Support"))
    support_words = _risk_words(_("Support: in words"))
    protection = _risk(_("Protection"))
    protection_words = _risk_words(_("Protective factors: in words"))
    ideation_not_asked_reason = TextField(
        label=_("Why thoughts were not asked about"),
        max_length=REASON_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    next_time = TextField(
        label=_("Next time"),
        help=_("Such as: same time next week, or not needed."),
        max_length=100,
        sensitivity=Sensitivity.COUNSELLING,
    )
    next_on = DateField(label=_("Date of the next time"))
    told_whom = TextField(
        label=_("Who was told"),
        help=_("Who learned something of this talk, and what; nobody is an answer too."),
        max_length=300,
        sensitivity=Sensitivity.COUNSELLING,
    )
    level_changed = BooleanField(label=_("Did the warning level change"), sensitivity=Sensitivity.COUNSELLING)

    case_id = ReferenceField(label=_("Case"), record="case", required=True)
    student_id = ReferenceField(label=_("Student"), record="student")
    nth = IntegerField(label=_("Number in the case"), required=True, minimum=1, maximum=9_999)
    entered_at = DateTimeField(label=_("Entered at"), required=True)
    author = ReferenceField(label=_("Author"), record="account", required=True)
    author_name = TextField(label=_("Author’s name"), required=True, max_length=60)
    state = ChoiceField(
        label=_("State"),
        choices=NoteState,
        labels=(
            (NoteState.DRAFT, _("Not signed")),
            (NoteState.SIGNED, _("Signed")),
            (NoteState.MOVED, _("Moved away")),
            (NoteState.VOIDED, _("Voided")),
        ),
        required=True,
    )
    signed_at = DateTimeField(label=_("Signed at"))
    signed_by = ReferenceField(label=_("Signed by"), record="account")
    signed_name = TextField(label=_("Signed by (name)"), max_length=60)
    removed_at = DateTimeField(label=_("Moved or voided at"))
    removed_by = ReferenceField(label=_("Moved or voided by"), record="account")
    removed_name = TextField(label=_("Moved or voided by (name)"), max_length=60)
    removal_reason = TextField(
        label=_("Why it was moved or voided"), max_length=REASON_LENGTH, sensitivity=Sensitivity.COUNSELLING
    )
    moved_to = ReferenceField(label=_("Moved to"), record="counselling_note")
    moved_from = ReferenceField(label=_("Moved from"), record="counselling_note")
    sealed = sealed_part()


class AmendmentSpec(RecordSpec):
    """Why a signed note was changed; what it said before is in the history, under the version named here."""

    record = "note_amendment"
    label = _("Amendment")
    file = DataFile.COUNSELLING

    note_id = ReferenceField(label=_("Counselling note"), record="counselling_note", required=True)
    before_version = IntegerField(label=_("Version before"), required=True, minimum=1)
    reason = TextField(
        label=_("Reason"),
        help=_("What was wrong or missing. It stays readable beside the earlier text."),
        required=True,
        max_length=REASON_LENGTH,
        sensitivity=Sensitivity.COUNSELLING,
    )
    by_name = TextField(label=_("Amended by"), required=True, max_length=60)
    sealed = sealed_part()


NOTE = NoteSpec()
AMENDMENT = AmendmentSpec()

PARTS = (
    NOTE.free_text,
    NOTE.situation,
    NOTE.main_problem,
    NOTE.assessment,
    NOTE.analysis,
    NOTE.measures,
    NOTE.effect,
)
"""The free field and the six parts of the guideline, in the order of the tabs."""

RISK_ITEMS = (
    (NOTE.ideation, NOTE.ideation_words),
    (NOTE.plan, NOTE.plan_words),
    (NOTE.means, NOTE.means_words),
    (NOTE.past, NOTE.past_words),
    (NOTE.support, NOTE.support_words),
    (NOTE.protection, NOTE.protection_words),
)
"""Each risk item with the field for its words."""

SEARCHED = (*PARTS, NOTE.homework, *(words for _item, words in RISK_ITEMS), NOTE.next_time, NOTE.told_whom)
"""The fields whose words are found by searching."""
