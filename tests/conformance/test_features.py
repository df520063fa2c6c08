"""Manifests, declarations and the stored schema agree with one another."""

from __future__ import annotations

import os
import pkgutil
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect

import xinmiao.features
from xinmiao.app.features import FEATURES, all_operations
from xinmiao.kernel.operations import NotAudited, Operation
from xinmiao.kernel.records import DataFile, RecordSpec
from xinmiao.system.resources import resource_path
from xinmiao.ui.page import Page
from xinmiao.vault.base import STAMPS, CounsellingBase, SchoolBase, Versioned
from xinmiao.vault.engine import FILE_NAMES, attach, connect, make_engine
from xinmiao.vault.migrate import create_files

PAGES = [page for feature in FEATURES for page in feature.pages]


def modules_of(feature: str) -> list[Any]:
    package = import_module(f"xinmiao.features.{feature}")
    inner = pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
    return [package, *(import_module(module.name) for module in inner)]


def models() -> list[type[Versioned]]:
    found: list[type[Versioned]] = []
    for feature in FEATURES:
        if feature.model:
            module = import_module(feature.model)
            found += [
                value
                for value in vars(module).values()
                if isinstance(value, type) and issubclass(value, Versioned) and "__tablename__" in vars(value)
            ]
    return found


def test_every_feature_folder_is_in_the_program() -> None:
    folders = {module.name for module in pkgutil.iter_modules(xinmiao.features.__path__)}
    assert folders == {feature.name for feature in FEATURES}


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.name)
def test_every_declared_operation_is_in_the_manifest(feature: Any) -> None:
    declared = {
        value.name
        for module in modules_of(feature.name)
        for value in vars(module).values()
        if isinstance(value, Operation) and value.function.__module__.startswith(f"xinmiao.features.{feature.name}.")
    }
    assert declared == {operation.name for operation in feature.operations}


def test_names_of_operations_are_unique() -> None:
    names = [operation.name for operation in all_operations()]
    assert len(names) == len(set(names))


def test_every_unaudited_query_says_why() -> None:
    reasons = [operation.audit.why for operation in all_operations() if isinstance(operation.audit, NotAudited)]
    assert all(len(reason) > 10 for reason in reasons)
    assert all(isinstance(operation.audit, str) for operation in all_operations() if operation.writes)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_can_be_found_and_has_an_icon(page: Any) -> None:
    module, _colon, name = page.target.partition(":")
    assert issubclass(getattr(import_module(module), name), Page)
    assert (resource_path("icons") / f"{page.icon}.svg").exists()


def test_names_of_pages_are_unique() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES)


def test_every_record_of_a_manifest_has_one_table_and_every_table_one_record() -> None:
    declared = [spec.record for feature in FEATURES for spec in feature.records]
    assert sorted(declared) == sorted(model.spec.record for model in models())


@pytest.mark.parametrize("model", models(), ids=lambda model: model.__name__)
def test_a_table_has_exactly_the_declared_fields_in_the_declared_file(model: type[Versioned]) -> None:
    spec: RecordSpec = model.spec
    columns = {column.key for column in inspect(model).column_attrs} - STAMPS - {"id"}
    assert columns == {field.name for field in spec.fields}
    base = CounsellingBase if spec.file is DataFile.COUNSELLING else SchoolBase
    assert issubclass(model, base)


def test_the_migrated_files_have_exactly_the_mapped_tables(tmp_path: Path) -> None:
    keys = {data_file: os.urandom(48) for data_file in DataFile}
    create_files(tmp_path, keys, school="school-1", root_fingerprint="f")
    raw = connect(tmp_path / FILE_NAMES[DataFile.SCHOOL], keys[DataFile.SCHOOL])
    attach(raw, tmp_path / FILE_NAMES[DataFile.COUNSELLING], keys[DataFile.COUNSELLING])
    engine = make_engine(lambda: raw)
    models()  # maps every feature's tables
    try:
        found = inspect(engine)
        for base, schema in ((SchoolBase, None), (CounsellingBase, "counselling")):
            stored = {name for name in found.get_table_names(schema) if not name.startswith("character_index")}
            mapped = {table.name for table in base.metadata.tables.values() if not table.name.startswith("test_")}
            assert stored - {"alembic_version"} == mapped
            for table in base.metadata.tables.values():
                if table.name.startswith("test_"):
                    continue
                columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name, schema)}
                assert columns == {column.name: column.nullable for column in table.columns}, table.name
                indexes = {index["name"] for index in found.get_indexes(table.name, schema)}
                assert indexes >= {index.name for index in table.indexes}, table.name
    finally:
        engine.dispose()
        raw.close()


def test_references_name_records_that_exist() -> None:
    known = {spec.record for feature in FEATURES for spec in feature.records} | {"account"}
    named = {
        (spec.record, field.name, str(getattr(field, "record", "")))
        for feature in FEATURES
        for spec in feature.records
        for field in spec.fields
        if field.kind == "reference"
    }
    assert [name for name in named if name[2] not in known] == []
