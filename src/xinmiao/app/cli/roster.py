"""`import-roster` and `list-students`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Sequence

from xinmiao.app.cli.exits import Exit
from xinmiao.app.cli.signing_in import signed_in
from xinmiao.app.cli.terminal import Terminal
from xinmiao.app.workspace import Workspace
from xinmiao.features.roster import dry_run
from xinmiao.features.roster import operations as roster
from xinmiao.features.roster.finder import StudentFinder
from xinmiao.features.roster.records import STUDENT, StudentLine
from xinmiao.features.roster.sheet.classes import ClassNotUnderstood
from xinmiao.features.roster.sheet.plan import class_filter
from xinmiao.features.roster.sheet.planned import STATE_LABELS, ImportPlan, PlannedRow, RowState
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.texts import tr


def import_roster(arguments: Namespace, terminal: Terminal) -> Exit:
    """Show what a roster would change; with --commit take it, all rows or none unless --skip-bad."""
    found = dry_run.open_roster(arguments.file)
    with signed_in(arguments, terminal) as workspace:
        basis = workspace.run(roster.get_import_basis.bind()).value
        mappings = dry_run.proposed_mappings(found, basis)
        plan = dry_run.dry_run(
            found,
            mappings,
            basis,
            today=workspace.database.clock.today(),
            only_class=_class_key(arguments.only_class, basis),
        )
        _show(plan, arguments, terminal)
        if not arguments.commit:
            return Exit.DONE
        bad = plan.blocking()
        if bad and not arguments.skip_bad:
            terminal.say(
                tr(
                    "Nothing was written: {count} rows cannot be taken. Correct them, or use --skip-bad.",
                    count=len(bad),
                )
            )
            return Exit.INPUT
        headings = tuple((part.headings, mapping) for part, mapping in zip(found.lists, mappings, strict=True))
        result = workspace.run(roster.commit_import.bind(plan.to_commit(), headings, file_name=found.file)).value
    terminal.say(tr("Written: {added} new students, {updated} updated.", added=result.added, updated=result.updated))
    return Exit.DONE


def _class_key(name: str | None, basis: roster.ImportBasis) -> str | None:
    if name is None:
        return None
    try:
        return class_filter(basis.shape, name)
    except ClassNotUnderstood as problem:
        raise ValidationFailed({"class": problem.text}, problem.text) from problem


def _show(plan: ImportPlan, arguments: Namespace, terminal: Terminal) -> None:
    if arguments.json:
        terminal.write_json(plan.to_json())
        return
    for state, count in plan.counts.items():
        terminal.write_line(f"{STATE_LABELS[state]}\t{count}")
    for row in _worth_showing(plan.rows):
        terminal.write_line(
            tr(
                "{sheet}, row {row}: {state}. {reason}",
                sheet=row.sheet,
                row=row.row,
                state=STATE_LABELS[row.state],
                reason=row.reason,
            )
        )


def _worth_showing(rows: Sequence[PlannedRow]) -> Iterable[PlannedRow]:
    return (row for row in rows if row.state not in {RowState.NEW, RowState.UNCHANGED})


def list_students(arguments: Namespace, terminal: Terminal) -> Exit:
    """List the students the account may see; --find narrows it like the search box does."""
    with signed_in(arguments, terminal) as workspace:
        lines = _found(workspace, arguments.find)
    if arguments.json:
        terminal.write_json({"students": [_plain(line) for line in lines]})
        return Exit.DONE
    for line in lines:
        number = "" if line.number_in_class is None else str(line.number_in_class)
        terminal.write_line(f"{line.class_label}\t{number}\t{line.name}\t{STUDENT.status.show(line.status)}")
    return Exit.DONE


def _found(workspace: Workspace, words: str | None) -> Sequence[StudentLine]:
    lines = workspace.run(roster.list_students.bind()).value
    return lines if words is None else StudentFinder(lines).find(words, limit=len(lines))


def _plain(line: StudentLine) -> dict[str, object]:
    return {
        "id": line.id,
        "name": line.name,
        "sex": line.sex.value if line.sex else None,
        "class": line.class_label,
        "number_in_class": line.number_in_class,
        "status": line.status.value,
        "pinyin": line.pinyin,
        "initials": line.initials,
    }
