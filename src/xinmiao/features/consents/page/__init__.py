"""Screens of consents."""

from __future__ import annotations

from xinmiao.features.consents.page.coverage import CoveragePage
from xinmiao.features.consents.page.grid import ConsentGridPage
from xinmiao.features.consents.page.ledger import ConsentsPage
from xinmiao.features.consents.page.own import OwnConsentsPage
from xinmiao.features.consents.page.panel import ConsentPanel

__all__ = ["ConsentGridPage", "ConsentPanel", "ConsentsPage", "CoveragePage", "OwnConsentsPage"]
