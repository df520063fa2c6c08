"""The doctor's report: silent about a sound school, one finding for each thing that is wrong."""

from __future__ import annotations

import json
from typing import Any

import pytest

from slices.vault.backing import Backed
from slices.vault.ground import COUNSELLOR, LEAF, POT, save_leaf
from xinmiao.kernel.fields import ReferenceField
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.kernel.texts import _
from xinmiao.vault.doctor import Finding, Patient, Report, Severity, examine
from xinmiao.vault.drafts import FOLDER_NAME, DraftStore
from xinmiao.vault.engine import connect
from xinmiao.vault.keys import FileAnchor


class PointingLeaf(RecordSpec):
    """A leaf whose words are the id of a pot."""

    record = "leaf"
    label = _("Leaf")
    file = DataFile.COUNSELLING
    words = ReferenceField(label=_("Pot"), record="pot")
    size = ReferenceField(label=_("Nothing"), record="nobody")


def _patient(backed: Backed, **more: Any) -> Patient:
    return Patient(backed.school.data, backed.ground.keys, backed.ground.audit_keys, **more)


def _edit(backed: Backed, data_file: DataFile, *statements: str) -> None:
    raw = connect(backed.ground.path(data_file), backed.ground.keys[data_file])
    for statement in statements:
        raw.execute(statement)
    raw.close()


def _codes(report: Report) -> list[str]:
    return [finding.code for finding in report.findings]


def test_a_sound_school_has_no_findings(backed: Backed) -> None:
    store = DraftStore(backed.school.data, backed.school.founder, backed.clock)
    store.save("note", b"typing")
    report = examine(_patient(backed, specs=(POT, LEAF), drafts=store))
    assert report == Report((), ("counselling.db", "school.db"))
    assert report.is_sound


def test_looking_changes_no_byte(backed: Backed) -> None:
    before = {path: path.read_bytes() for path in backed.school.data.rglob("*") if path.is_file()}
    examine(_patient(backed))
    assert {path: path.read_bytes() for path in backed.school.data.rglob("*") if path.is_file()} == before


def test_an_account_with_one_key_gets_a_report_of_one_file(backed: Backed) -> None:
    key = {DataFile.SCHOOL: backed.ground.keys[DataFile.SCHOOL]}
    report = examine(Patient(backed.school.data, key, backed.ground.audit_keys))
    assert report == Report((), ("school.db",))


def test_references_across_the_files_are_followed(backed: Backed) -> None:
    with backed.database() as database:
        database.run(COUNSELLOR, save_leaf.bind("points-well", "l-1"))
        database.run(COUNSELLOR, save_leaf.bind("points-nowhere", "no-such-pot"))
    report = examine(_patient(backed, specs=(PointingLeaf(),)))
    assert _codes(report) == ["E-ORPHAN"]
    (finding,) = report.findings
    # l-1 of the school itself holds words that are no id
    assert finding.sentence.count == 2
    assert finding.place == "leaf.words"
    assert not report.is_sound


@pytest.mark.parametrize(
    ("statements", "code"),
    [
        (("UPDATE file_state SET pair = 'other'",), "E-PAIR"),
        (("UPDATE file_state SET school = 'other'",), "E-SCHOOL"),
        (("DROP TRIGGER audit_entry_no_update", "UPDATE audit_entry SET account = 'x'"), "E-AUDIT"),
        (
            ("CREATE TABLE child(a REFERENCES test_leaf(id))", "INSERT INTO child VALUES ('nobody')"),
            "E-FOREIGNKEY",
        ),
    ],
)
def test_what_somebody_with_the_key_changed_is_found(backed: Backed, statements: tuple[str, ...], code: str) -> None:
    _edit(backed, DataFile.COUNSELLING, *statements)
    assert code in _codes(examine(_patient(backed)))


def test_an_older_schema_is_a_note_and_two_schemas_are_an_error(backed: Backed) -> None:
    _edit(backed, DataFile.COUNSELLING, "PRAGMA user_version = 0")
    report = examine(_patient(backed))
    assert _codes(report) == ["E-OLDSCHEMA", "E-PAIR"]
    _edit(backed, DataFile.SCHOOL, "PRAGMA user_version = 0")
    assert examine(_patient(backed)).is_sound


def test_a_cut_trail_is_found_against_the_vaults_anchor(backed: Backed) -> None:
    with backed.database() as database:
        head, counter = database.chain_heads()[DataFile.COUNSELLING], database.counters()[DataFile.COUNSELLING]
    anchors = {DataFile.COUNSELLING: FileAnchor(counter, head.seq, head.mac, backed.now)}
    assert examine(_patient(backed, anchors=anchors)).findings == ()
    _edit(
        backed,
        DataFile.COUNSELLING,
        "DROP TRIGGER audit_entry_no_delete",
        "DELETE FROM audit_entry",
    )
    report = examine(_patient(backed, anchors=anchors))
    assert _codes(report) == ["E-AUDITCUT"]
    assert "from entry 1 on" in str(report.findings[0].sentence)


def test_a_damaged_draft_is_a_warning(backed: Backed) -> None:
    store = DraftStore(backed.school.data, backed.school.founder, backed.clock)
    store.save("note", b"typing")
    (path,) = (backed.school.data / FOLDER_NAME).iterdir()
    path.write_bytes(b"x")
    (finding,) = examine(_patient(backed, drafts=store)).findings
    assert (finding.code, finding.severity, finding.place) == ("E-DRAFT", Severity.WARNING, path.name)


def test_the_report_goes_into_json_without_ids(backed: Backed) -> None:
    report = Report((Finding("E-AUDIT", Severity.ERROR, _("The end"), "school.db"),), ("counselling.db",))
    assert json.loads(json.dumps(report.as_json())) == {
        "sound": False,
        "checked": ["counselling.db"],
        "findings": [{"code": "E-AUDIT", "severity": "error", "place": "school.db", "sentence": "The end"}],
    }
