"""The import-linter contract "between slices only operations and records".

Runs inside the project's environment, loaded by `lint-imports` through `[tool.importlinter]`.
"""

from __future__ import annotations

from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class SlicesMeetAtOperations(Contract):
    """A slice imports another slice's doors (`operations`, `records`) and nothing else of it.

    Options: `parent`, the package of the slices; `doors`, the names of the modules that may be imported.
    """

    type_name = "slices"

    parent = fields.StringField()
    doors = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: FBT001 -- import-linter's signature
        """Compare every direct import between two slices with the doors."""
        del verbose
        parent = cast("str", self.parent)
        slices = sorted(graph.find_children(parent)) if parent in graph.modules else []
        broken = [
            (importer, imported)
            for slice_name in slices
            for importer in sorted({slice_name, *graph.find_descendants(slice_name)})
            for imported in sorted(graph.find_modules_directly_imported_by(importer))
            if self._is_breach(slice_name, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _is_breach(self, slice_name: str, imported: str) -> bool:
        parts = imported.split(".")
        parent = cast("str", self.parent).split(".")
        depth = len(parent)
        if parts[:depth] != parent or len(parts) == depth or ".".join(parts[: depth + 1]) == slice_name:
            return False
        return len(parts) == depth + 1 or parts[depth + 1] not in cast("set[str]", self.doors)

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Name each import that goes round the doors."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} -> {imported}", bold=False)
            output.new_line()
