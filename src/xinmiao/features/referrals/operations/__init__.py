"""What can be done with referrals and agencies: the only door to them."""

from xinmiao.features.referrals.operations.agencies import list_agencies, save_agency
from xinmiao.features.referrals.operations.arriving import (
    accept_referral,
    decline_referral,
    enter_paper_referral,
    get_internal_referral,
    list_internal_referrals,
    take_in_referral,
)
from xinmiao.features.referrals.operations.asking import (
    get_student_referrals,
    list_case_choices,
    list_referrals_out,
    open_referral_matters,
    referral_chapter,
    referral_timeline_entries,
)
from xinmiao.features.referrals.operations.counting import count_referrals
from xinmiao.features.referrals.operations.leading import (
    correct_step,
    get_referral_out,
    record_step,
    save_referral_out,
    take_back_step,
)
from xinmiao.features.referrals.operations.own import list_own_referrals, write_referral
from xinmiao.features.referrals.operations.printing import (
    collect_internal_print,
    collect_open_referrals,
    collect_out_print,
    collect_referral_form,
)
from xinmiao.features.referrals.operations.tasks import referral_tasks

__all__ = [
    "accept_referral",
    "collect_internal_print",
    "collect_open_referrals",
    "collect_out_print",
    "collect_referral_form",
    "correct_step",
    "count_referrals",
    "decline_referral",
    "enter_paper_referral",
    "get_internal_referral",
    "get_referral_out",
    "get_student_referrals",
    "list_agencies",
    "list_case_choices",
    "list_internal_referrals",
    "list_own_referrals",
    "list_referrals_out",
    "open_referral_matters",
    "record_step",
    "referral_chapter",
    "referral_tasks",
    "referral_timeline_entries",
    "save_agency",
    "save_referral_out",
    "take_back_step",
    "take_in_referral",
    "write_referral",
]
