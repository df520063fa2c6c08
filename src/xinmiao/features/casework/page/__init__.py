"""The page of cases: the caseload, and the search in notes."""

from xinmiao.features.casework.page.caseload import CaseworkPage

__all__ = ["CaseworkPage"]
