"""Folders where files should be, files where folders should be, settings an engine ignores: each an error of ours."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from slices.vault.backing import Backed, make_backed
from slices.vault.ground import COUNSELLOR, save_leaf
from xinmiao.kernel.errors import AppError, NotFound, StorageError
from xinmiao.kernel.records import DataFile
from xinmiao.vault.any_record import model_of
from xinmiao.vault.backup import Order, check_set, copy_set, make_backup
from xinmiao.vault.backup_set import MANIFEST_NAME, SetDamaged, check_bytes, list_sets, read_set
from xinmiao.vault.copying import copy_pages, refuse_unsettled, settle_file
from xinmiao.vault.drafts import DraftStore
from xinmiao.vault.engine import configure
from xinmiao.vault.file_names import RESTORE_MARKER_NAME
from xinmiao.vault.restore import finish_restore
from xinmiao.vault.storage_errors import translated


@pytest.fixture
def backed(tmp_path: Path) -> Backed:
    """Give a school with something in it."""
    return make_backed(tmp_path / "school")


def in_the_way(path: Path) -> Path:
    """Put a folder where a file is, or would be."""
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)
    (path / "something").write_bytes(b"")
    return path


def test_a_draft_that_is_no_file_is_told(backed: Backed) -> None:
    store = DraftStore(backed.school.data, backed.school.founder, backed.clock)
    store.save("note", b"words")
    (path,) = (backed.school.data / "drafts").glob("*.draft")
    in_the_way(path)
    with pytest.raises(AppError):
        store.load("note")
    with pytest.raises(AppError):
        store.discard("note")
    assert store.survey().drafts == ()


def test_a_draft_discarded_while_they_are_listed_is_none(backed: Backed) -> None:
    store = DraftStore(backed.school.data, backed.school.founder, backed.clock)
    store.save("note", b"words")
    (path,) = (backed.school.data / "drafts").glob("*.draft")
    path.unlink()
    path.symlink_to(path.with_name("gone"))  # listed, and not there when it is opened
    survey = store.survey()
    assert (survey.drafts, survey.damaged) == ((), ())


def test_one_set_the_disk_does_not_give_hides_no_other(backed: Backed) -> None:
    first = backed.back_up()
    backed.clock.advance(days=1)
    second = backed.back_up()
    in_the_way(first.folder / MANIFEST_NAME)
    listing = list_sets(backed.backups)
    assert ([one.name for one in listing.sets], listing.unreadable) == ([second.name], (first.name,))
    with pytest.raises(AppError):
        read_set(first.folder)


@pytest.mark.parametrize(
    "edit",
    [
        lambda told: told.pop("manifest"),
        lambda told: told["manifest"].update(format="other"),
        lambda told: told["manifest"].update(version="1"),
        lambda told: told["manifest"].update(schema_version=None),
        lambda told: told["manifest"].pop("files"),
    ],
)
def test_a_manifest_of_another_shape_is_damage(backed: Backed, edit: Callable[[dict[str, object]], object]) -> None:
    found = backed.back_up()
    path = found.folder / MANIFEST_NAME
    told = json.loads(path.read_bytes())
    edit(told)
    path.write_text(json.dumps(told), encoding="ascii")
    with pytest.raises(SetDamaged):
        read_set(found.folder)


def test_no_manifest_half_a_list_and_a_strangers_signature_are_damage(backed: Backed, tmp_path: Path) -> None:
    found = backed.back_up()
    with pytest.raises(SetDamaged):
        read_set(tmp_path)
    half = {DataFile.SCHOOL: found.manifest.files[DataFile.SCHOOL]}
    lacking = replace(found, signed=replace(found.signed, manifest=replace(found.manifest, files=half)))
    with pytest.raises(SetDamaged):
        check_bytes(lacking)
    unknown = replace(found, signed=replace(found.signed, signer="nobody"))
    with pytest.raises(SetDamaged):
        check_bytes(unknown, backed.school.vault())
    in_the_way(found.folder / "counselling.db")
    with pytest.raises(AppError):
        check_bytes(found)


def test_a_manifest_that_counts_otherwise_than_its_file_is_damage(backed: Backed) -> None:
    found = backed.back_up()
    files = {name: replace(copied, counter=(copied.counter or 0) + 1) for name, copied in found.manifest.files.items()}
    edited = replace(found, signed=replace(found.signed, manifest=replace(found.manifest, files=files)))
    with pytest.raises(SetDamaged):
        check_set(edited, backed.school.founder)
    check_set(found, backed.school.founder)


def test_a_set_of_another_school_is_told_as_that(backed: Backed, tmp_path: Path) -> None:
    found = backed.back_up()

    class OtherSchool:
        """The same keys under another school's name."""

        files = backed.school.founder.files
        school_id = "another school"
        file_key = staticmethod(backed.school.founder.file_key)

    with pytest.raises(SetDamaged, match="another school"):
        check_set(found, OtherSchool())  # type: ignore[arg-type]


def test_backups_where_no_folder_can_be_are_told(backed: Backed, tmp_path: Path) -> None:
    found, taken = backed.back_up(), tmp_path / "taken"
    taken.write_bytes(b"a file")
    with backed.database() as database, pytest.raises(AppError):
        make_backup(database, backed.school.founder, Order(b"{}"), taken)
    with pytest.raises(AppError):
        copy_set(found, taken)
    stick = tmp_path / "stick"
    assert copy_set(found, stick).name == copy_set(found, stick).name, "the second time it is there already"


def test_copies_into_a_folder_that_is_gone_are_told(backed: Backed, tmp_path: Path) -> None:
    key = backed.school.founder.file_key(DataFile.SCHOOL)
    with backed.database() as database, pytest.raises(AppError):
        copy_pages(database.raw, DataFile.SCHOOL, key, tmp_path / "gone" / "school.db", None)
    with pytest.raises(AppError):
        settle_file(tmp_path / "gone")
    refuse_unsettled(tmp_path / "no such file")


def test_a_note_about_a_restore_that_is_no_file_stops_and_touches_nothing(backed: Backed) -> None:
    in_the_way(backed.school.data / RESTORE_MARKER_NAME)
    with pytest.raises(AppError):
        finish_restore(backed.school.data)
    assert (backed.school.data / "school.db").stat().st_size > 0


def test_an_engine_that_ignores_a_safety_setting_is_refused() -> None:
    raw = sqlcipher.connect(":memory:", isolation_level=None)  # keeps its journal in memory, whatever it is told
    with pytest.raises(StorageError) as told:
        configure(raw, {DataFile.SCHOOL: b""})
    raw.close()
    assert told.value.code == "E-ENGINE"


def test_errors_of_the_engine_have_our_codes(tmp_path: Path) -> None:
    with pytest.raises(sqlcipher.OperationalError) as missing:
        sqlcipher.connect(f"file:{tmp_path}/gone/file?mode=ro", uri=True)
    assert translated(missing.value).code == "E-OPEN"
    assert translated(ValueError("no code at all")).code == "E-STORAGE"


def test_files_without_keys_behind_them_have_no_custody(backed: Backed) -> None:
    with backed.database() as database:
        assert not database.has_custody
        with pytest.raises(AssertionError):
            _ = database.custody
        database.interrupt()  # nothing runs, nothing happens
        assert database.run(COUNSELLOR, save_leaf.bind("l-2", "叶")).changes


def test_there_is_no_model_of_an_unknown_kind() -> None:
    assert model_of("leaf").spec.record == "leaf"
    with pytest.raises(NotFound):
        model_of("unicorn")
