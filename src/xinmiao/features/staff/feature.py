"""What staff members bring to the program; their page stands in the roster, with their posts."""

from __future__ import annotations

from xinmiao.features.staff import operations
from xinmiao.features.staff.records import STAFF_MEMBER
from xinmiao.kernel.feature import Feature
from xinmiao.kernel.texts import _

FEATURE = Feature(
    name="staff",
    label=_("Staff"),
    operations=(
        operations.list_staff,
        operations.find_staff,
        operations.get_staff,
        operations.staff_names,
        operations.own_staff_id,
        operations.account_choices,
        operations.add_staff,
        operations.correct_staff,
        operations.find_or_add_staff,
        operations.link_account,
        operations.member_of_account,
        operations.name_from_accounts,
        operations.note_leaving,
    ),
    records=(STAFF_MEMBER,),
    model="xinmiao.features.staff.model",
)
