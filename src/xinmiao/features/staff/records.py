"""THE declaration of a staff member, and what operations hand out of one.

Lies in the school file: a teacher's name stands on every pass slip. The phone is handed to those only who may
change it.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date

from xinmiao.kernel.fields import DateField, ReferenceField, Sensitivity, TextField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _


class StaffMemberSpec(RecordSpec):
    """Somebody who works at the school; an account is not needed."""

    record = "staff_member"
    label = _("Staff member")
    file = DataFile.SCHOOL

    name = TextField(label=_("Name"), required=True, max_length=60, sensitivity=Sensitivity.IDENTITY)
    name_pinyin = TextField(label=_("Name in pinyin"), max_length=400, sensitivity=Sensitivity.IDENTITY)
    name_initials = TextField(label=_("Initials of the name"), max_length=60, sensitivity=Sensitivity.IDENTITY)
    duties = TextField(
        label=_("Subject and duties"), help=_("Such as: Chinese, head of the office of grade 7."), max_length=120
    )
    phone = TextField(
        label=_("Phone"),
        help=_("Seen by the counselling room and the administrator."),
        max_length=30,
        sensitivity=Sensitivity.CONTACT,
    )
    account_id = ReferenceField(
        label=_("Account"), help=_("Only for those who sign in themselves; paper is an equal way."), record="account"
    )
    left_on = DateField(label=_("Left on"))


STAFF_MEMBER = StaffMemberSpec()


def same_name(name: str) -> str:
    """Return the name as it is compared: NFKC, lower case, no blanks, no dots inside names."""
    return "".join(unicodedata.normalize("NFKC", name).lower().split()).replace("·", "")


@dataclass(frozen=True)
class StaffLine:
    """A staff member as lists and choices show him."""

    id: str
    name: str
    pinyin: str
    initials: str
    duties: str
    phone: str
    """Empty for accounts that may not change staff members."""
    account_id: str | None
    account_label: str
    left_on: date | None
    version: int

    @property
    def has_left(self) -> bool:
        """Return whether he no longer works here."""
        return self.left_on is not None

    def fits(self, words: str) -> bool:
        """Return whether name, pinyin, initials or duties fit every word."""
        name, duties = same_name(self.name), same_name(self.duties)
        return all(
            word in name or self.pinyin.startswith(word) or self.initials.startswith(word) or word in duties
            for word in map(same_name, words.split())
        )
