"""THE declaration of the record of a shift: 值班记录. It lies in the counselling file, for it can speak of children."""

from __future__ import annotations

from xinmiao.kernel.fields import DateTimeField, IntegerField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class DutyRecordSpec(RecordSpec):
    """What happened during a shift, and what the next one must know."""

    record = "duty_record"
    label = _("Duty record")
    file = DataFile.COUNSELLING

    shift_id = ReferenceField(label=_("Duty shift"), record="duty_shift", required=True)
    visitors = IntegerField(
        label=_("Visits received"), help=_("How many came, counted by visits."), required=True, maximum=200
    )
    events = TextField(
        label=_("Anything unusual"),
        help=_("Facts only; a case has its own notes."),
        max_length=2000,
        multiline=True,
        sensitivity=Sensitivity.COUNSELLING,
    )
    reported_to = TextField(
        label=_("Reported to"), help=_("Whom, and when."), max_length=120, sensitivity=Sensitivity.COUNSELLING
    )
    handover = TextField(
        label=_("Handover to the next shift"), max_length=1000, multiline=True, sensitivity=Sensitivity.COUNSELLING
    )
    read_at = DateTimeField(label=_("Handover read at"))
    read_by = ReferenceField(label=_("Handover read by"), record="account")


DUTY_RECORD = DutyRecordSpec()
