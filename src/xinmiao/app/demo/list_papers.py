"""Papers of lists and files on the tour: the light plan, covers, contents and labels for boxes."""

from __future__ import annotations

from collections.abc import Callable

from xinmiao.app.features import FEATURES
from xinmiao.app.workspace import Workspace
from xinmiao.documents.paper import Paper
from xinmiao.features.casework import operations as casework
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.prints import box_labels_paper, contents_paper, cover_paper
from xinmiao.features.light_plans import operations as light_plans
from xinmiao.features.light_plans.prints import light_plan_paper
from xinmiao.kernel.texts import tr


def _student(workspace: Workspace) -> str:
    """Return the student with the most notes of those who have a growth file."""
    filed = workspace.run(growth_files.with_growth_file.bind()).value
    cases = [case for case in workspace.run(casework.list_cases.bind()).value if case.student.id in filed]
    return max(cases, key=lambda case: case.notes).student.id or ""


def _cover(workspace: Workspace) -> Paper:
    bound = growth_files.collect_file_cover.bind(_student(workspace))
    return cover_paper(workspace.run(bound).value, tr("Kept in the growth file"))


def _contents(workspace: Workspace) -> Paper:
    chapters = tuple(source for feature in FEATURES for source in feature.chapters)
    bound = growth_files.collect_file_contents.bind(_student(workspace), chapters)
    return contents_paper(workspace.run(bound).value, tr("Kept in the growth file"))


def _labels(workspace: Workspace) -> Paper:
    return box_labels_paper(workspace.run(growth_files.collect_box_labels.bind()).value)


def _light_plan(workspace: Workspace) -> Paper:
    period = workspace.run(light_plans.list_light_periods.bind()).value[0]
    lines = workspace.run(light_plans.list_light_plans.bind(period)).value
    done = next(line for line in lines if line.written_on and not line.findings)
    bound = light_plans.collect_light_plan_print.bind(done.student.id)
    return light_plan_paper(workspace.run(bound).value, tr("Kept in the growth file"))


def _light_form(workspace: Workspace) -> Paper:
    student = next(iter(sorted(workspace.run(light_plans.with_light_plan.bind()).value)))
    return light_plan_paper(workspace.run(light_plans.collect_light_plan_form.bind(student)).value)


LIST_PAPERS: tuple[tuple[str, Callable[[Workspace], Paper]], ...] = (
    ("file-cover", _cover),
    ("file-contents", _contents),
    ("box-labels", _labels),
    ("light-plan", _light_plan),
    ("light-plan-form", _light_form),
)
