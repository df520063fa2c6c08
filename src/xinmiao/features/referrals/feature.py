"""What referrals bring to the program."""

from __future__ import annotations

from xinmiao.features.referrals import operations
from xinmiao.features.referrals.records import (
    AGENCY,
    INTERNAL_REFERRAL,
    REFERRAL_OUT,
    REFERRAL_STEP,
)
from xinmiao.features.referrals.records.internal import KIND
from xinmiao.features.referrals.records.settings import SETTINGS
from xinmiao.kernel.access import Permission
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.feature import Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.texts import _

_PAGES = "xinmiao.features.referrals.page"

FEATURE = Feature(
    name="referrals",
    label=_("Referrals"),
    operations=(
        operations.write_referral,
        operations.list_own_referrals,
        operations.take_in_referral,
        operations.enter_paper_referral,
        operations.list_internal_referrals,
        operations.get_internal_referral,
        operations.accept_referral,
        operations.decline_referral,
        operations.save_referral_out,
        operations.get_referral_out,
        operations.record_step,
        operations.correct_step,
        operations.take_back_step,
        operations.list_referrals_out,
        operations.get_student_referrals,
        operations.list_case_choices,
        operations.referral_tasks,
        operations.count_referrals,
        operations.referral_timeline_entries,
        operations.referral_chapter,
        operations.open_referral_matters,
        operations.list_agencies,
        operations.save_agency,
        operations.collect_internal_print,
        operations.collect_referral_form,
        operations.collect_out_print,
        operations.collect_open_referrals,
    ),
    records=(INTERNAL_REFERRAL, REFERRAL_OUT, REFERRAL_STEP, AGENCY),
    pages=(
        PageEntry(
            "referrals",
            _("Referrals"),
            "arrow-right-left",
            f"{_PAGES}:ReferralsPage",
            Permission.REFERRAL_OUT_READ,
            section=Section.FOLLOW_UP,
        ),
        PageEntry(
            "referral_in",
            _("Internal referral"),
            "inbox",
            f"{_PAGES}:InternalReferralPage",
            Permission.INTERNAL_REFERRAL_READ,
            in_navigation=False,
        ),
        PageEntry(
            "referral_out",
            _("Referral out"),
            "external-link",
            f"{_PAGES}:ReferralOutPage",
            Permission.REFERRAL_OUT_READ,
            in_navigation=False,
        ),
        PageEntry(
            "own_referrals",
            _("My referrals"),
            "arrow-right-left",
            f"{_PAGES}:OwnReferralsPage",
            Permission.INTERNAL_REFERRAL_OWN,
        ),
        PageEntry(
            "agencies",
            _("Agency directory"),
            "map-pin",
            f"{_PAGES}:AgenciesPage",
            Permission.AGENCY_READ,
            in_navigation=False,
            in_settings=True,
        ),
    ),
    panels=(PanelEntry("referrals", f"{_PAGES}:ReferralPanel", Permission.REFERRAL_OUT_READ, on=("student",)),),
    arrivals=(Arrival(KIND, _("referral of a teacher"), operations.take_in_referral),),
    settings=SETTINGS,
    tasks=(operations.referral_tasks,),
    timeline=(operations.referral_timeline_entries,),
    chapters=(operations.referral_chapter,),
    open_matters=(operations.open_referral_matters,),
    model="xinmiao.features.referrals.model",
)
