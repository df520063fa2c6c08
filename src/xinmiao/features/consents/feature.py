"""What consents bring to the program."""

from __future__ import annotations

from xinmiao.features.consents import operations
from xinmiao.features.consents.records import CONSENT, CONSENT_COUNT, KIND
from xinmiao.kernel.access import Permission
from xinmiao.kernel.arrivals import Arrival
from xinmiao.kernel.feature import BatchPaper, Feature, PageEntry, PanelEntry, Section
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _
from xinmiao.kernel.year_steps import YearStep

_PAGES = "xinmiao.features.consents.page"
_FORM = "xinmiao.features.consents.prints:form_paper"

FEATURE = Feature(
    name="consents",
    label=_("Consents"),
    operations=(
        operations.save_consent,
        operations.withdraw_consent,
        operations.list_consents,
        operations.get_student_consents,
        operations.has_consent,
        operations.list_without_consent,
        operations.consent_tasks,
        operations.consent_timeline_entries,
        operations.consent_chapter,
        operations.get_class_sheet,
        operations.collect_consents,
        operations.take_in_collection,
        operations.get_own_sheet,
        operations.send_collection,
        operations.consent_coverage,
        operations.consent_step,
        operations.collect_blank_form,
        operations.collect_screening_form,
        operations.collect_counselling_form,
        operations.collect_missing_list,
    ),
    records=(CONSENT, CONSENT_COUNT),
    pages=(
        PageEntry(
            "consents",
            _("Consents"),
            "signature",
            f"{_PAGES}:ConsentsPage",
            Permission.CONSENT_READ,
            section=Section.LEDGERS,
        ),
        PageEntry(
            "consent_grid",
            _("Collect slips"),
            "clipboard-check",
            f"{_PAGES}:ConsentGridPage",
            Permission.CONSENT_WRITE,
            in_navigation=False,
        ),
        PageEntry(
            "own_consents", _("Collect slips"), "clipboard-check", f"{_PAGES}:OwnConsentsPage", Permission.CONSENT_OWN
        ),
        PageEntry(
            "consent_coverage",
            _("Slips returned"),
            "clipboard-check",
            f"{_PAGES}:CoveragePage",
            Permission.CONSENT_COUNT,
            section=Section.LEDGERS,
        ),
    ),
    panels=(PanelEntry("consents", f"{_PAGES}:ConsentPanel", Permission.CONSENT_READ, on=("student",)),),
    arrivals=(Arrival(KIND, _("consent slips of a class"), operations.take_in_collection),),
    tasks=(operations.consent_tasks,),
    timeline=(operations.consent_timeline_entries,),
    chapters=(operations.consent_chapter,),
    year_steps=(
        YearStep(
            "consents",
            40,
            _("Consents"),
            _("Print the forms for every class, then collect the slips in a grid: two minutes a class."),
            _("Collect slips"),
            Target("consent_grid"),
            operations.consent_step,
        ),
    ),
    batch_papers=(
        BatchPaper("consent_screening", _("Consent form, screening"), operations.collect_screening_form, _FORM),
        BatchPaper("consent_counselling", _("Consent form, counselling"), operations.collect_counselling_form, _FORM),
    ),
    model="xinmiao.features.consents.model",
)
