"""The papers the demo leaves beside its pictures: each one as a PDF and as pictures of its pages.

A feature's paper is one line in `PAPERS`: a name for the files, and how it is made in the counsellor's workspace.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtGui import QImage

from xinmiao.app.demo import PASSWORD
from xinmiao.app.demo.appointment_papers import APPOINTMENT_PAPERS
from xinmiao.app.demo.builder import COUNSELLOR, SCHOOL
from xinmiao.app.demo.consent_papers import CONSENT_PAPERS
from xinmiao.app.demo.duty_papers import DUTY_PAPERS
from xinmiao.app.demo.file_access_papers import FILE_ACCESS_PAPERS
from xinmiao.app.demo.group_papers import GROUP_PAPERS
from xinmiao.app.demo.letter_papers import LETTER_PAPERS
from xinmiao.app.demo.list_papers import LIST_PAPERS
from xinmiao.app.demo.referral_papers import REFERRAL_PAPERS
from xinmiao.app.door import Door, account_named
from xinmiao.app.features import FEATURES
from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import PdfPages
from xinmiao.documents.save import save_output
from xinmiao.features.accounts.prints import recovery_sheet_paper
from xinmiao.features.accounts.records import SheetCodes
from xinmiao.features.audit_trail import operations as audit_trail
from xinmiao.features.audit_trail.prints import access_record_paper, trail_paper
from xinmiao.features.audit_trail.records import KIND_LABELS, DeedKind, TrailFilter
from xinmiao.features.casework import operations as casework
from xinmiao.features.casework.prints import handover_paper, intake_paper, note_paper
from xinmiao.features.casework.records import CaseLine
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.prints import growth_file_paper
from xinmiao.features.plans import operations as plans
from xinmiao.features.plans.prints import empty_form, plan_paper
from xinmiao.features.plans.records import PlanPaper
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.prints import class_list_paper
from xinmiao.features.today import operations as today
from xinmiao.features.today.prints import today_paper
from xinmiao.kernel.texts import tr
from xinmiao.system.user_folders import config_folder
from xinmiao.vault.keys import Means, SecretStore, Vault
from xinmiao.vault.keys.codes import encode

_SCALE = 1.6


def leave_papers(folder: Path, out: Path) -> None:
    """Make every paper of the program into `out`, as the counsellor of the invented school."""
    door = Door(folder, SecretStore(config_folder()), Means())
    vault = Vault.load(folder)
    workspace = door.open(door.unlock(account_named(vault, COUNSELLOR).id, PASSWORD))
    try:
        for name, make in PAPERS:
            _leave(name, render_pdf(make(workspace)), out)
    finally:
        workspace.close()


def _most_talked(workspace: Workspace) -> CaseLine:
    """Return the case of a student with the most talks, the one the tour opens too."""
    cases = workspace.run(casework.list_cases.bind()).value
    return max((case for case in cases if case.student.id), key=lambda case: case.notes)


def _student(workspace: Workspace) -> str:
    return _most_talked(workspace).student.id or ""


def _leave(name: str, content: bytes, out: Path) -> None:
    save_output(out / f"{name}.pdf", content)
    with PdfPages(content) as pages:
        for index in range(pages.count):
            page = pages.render(index, _SCALE)
            image = QImage(page.pixels, page.width, page.height, page.stride, QImage.Format.Format_RGB888)
            image.save(str(out / f"{name}-{index + 1}.png"))


def _growth_file(workspace: Workspace) -> Paper:
    timeline = tuple(source for feature in FEATURES for source in feature.timeline)
    chapters = tuple(source for feature in FEATURES for source in feature.chapters)
    view = workspace.run(growth_files.collect_growth_file_print.bind(_student(workspace), timeline, chapters)).value
    return growth_file_paper(view, purpose=tr("For the file"))


def _note(workspace: Workspace) -> Paper:
    note = workspace.run(casework.list_notes.bind(_most_talked(workspace).id)).value[0]
    return note_paper(workspace.run(casework.collect_note_print.bind(note.id)).value, purpose=tr("For the file"))


def _class_list(workspace: Workspace) -> Paper:
    first = workspace.run(roster.list_classes.bind()).value[0]
    lines = [line for line in workspace.run(roster.list_students.bind()).value if line.class_id == first.id]
    head = workspace.run(roster.head_of_list.bind()).value
    return class_list_paper(lines, head, subtitle=first.label, purpose=tr("For the class teacher"))


def _today(workspace: Workspace) -> Paper:
    sources = tuple(source for feature in FEATURES for source in feature.tasks)
    view = workspace.run(today.get_today.bind(sources)).value
    return today_paper(view, workspace.run(today.head_of_today.bind()).value)


def _access_record(workspace: Workspace) -> Paper:
    bound = audit_trail.print_access_record.bind(_student(workspace))
    return access_record_paper(workspace.run(bound).value, purpose=tr("for the counselling room"))


def _trail(workspace: Workspace) -> Paper:
    asked = TrailFilter(kinds=frozenset({DeedKind.PRINTED, DeedKind.EXPORTED}))
    view = workspace.run(audit_trail.collect_trail_print.bind(asked)).value
    kinds = tr(", ").join(str(KIND_LABELS[kind]) for kind in (DeedKind.PRINTED, DeedKind.EXPORTED))
    return trail_paper(view, filtered_by=kinds, purpose=tr("for the counselling room"))


def _recovery_sheet(workspace: Workspace) -> Paper:
    """Return a specimen: its codes are spelled noughts and open nothing."""
    now = workspace.run(today.head_of_today.bind()).value.printed_at
    nothing = SheetCodes(SCHOOL, 1, now, encode(bytes(10)), encode(bytes(20)), encode(bytes(16)))
    return recovery_sheet_paper(nothing, printed_by=COUNSELLOR, printed_at=now)


def _plan(kind: PlanPaper, workspace: Workspace) -> Paper:
    reviewed = [line for line in workspace.run(plans.list_plans.bind()).value if line.reviews]
    bound = plans.collect_plan_print.bind(reviewed[0].id, kind)
    return plan_paper(workspace.run(bound).value, kind, purpose=tr("Case meeting"))


def _plan_form(workspace: Workspace) -> Paper:
    return empty_form(workspace.run(plans.collect_plan_form.bind()).value)


def _intake(workspace: Workspace) -> Paper:
    cases = workspace.run(casework.list_cases.bind()).value
    written = (case for case in cases if workspace.run(casework.get_intake.bind(case.id)).value.version is not None)
    bound = casework.collect_intake_print.bind(next(written).id)
    return intake_paper(workspace.run(bound).value, purpose=tr("Case meeting"))


def _intake_form(workspace: Workspace) -> Paper:
    return intake_paper(workspace.run(casework.collect_intake_print.bind(None)).value, purpose=tr("First visit"))


def _handover(workspace: Workspace) -> Paper:
    first = workspace.run(casework.list_handovers.bind()).value[0]
    bound = casework.collect_handover_print.bind(first.id)
    return handover_paper(workspace.run(bound).value, purpose=tr("To be signed"))


PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("growth-file", _growth_file),
    ("counselling-note", _note),
    ("intake", _intake),
    ("intake-form", _intake_form),
    ("case-handover", _handover),
    ("class-list", _class_list),
    ("today", _today),
    ("access-record", _access_record),
    ("audit-trail", _trail),
    ("plan-meeting", partial(_plan, PlanPaper.MEETING)),
    ("plan-family", partial(_plan, PlanPaper.FAMILY)),
    ("plan-history", partial(_plan, PlanPaper.HISTORY)),
    ("plan-form", _plan_form),
    *CONSENT_PAPERS,
    *DUTY_PAPERS,
    *FILE_ACCESS_PAPERS,
    *GROUP_PAPERS,
    *APPOINTMENT_PAPERS,
    *LETTER_PAPERS,
    *REFERRAL_PAPERS,
    *LIST_PAPERS,
    ("recovery-sheet", _recovery_sheet),
)
