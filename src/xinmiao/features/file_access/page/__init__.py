"""The pages of file access: the list, one request, what the principal signs, the panel on the student's page."""

from xinmiao.features.file_access.page.listing import AccessesPage
from xinmiao.features.file_access.page.one import AccessPage
from xinmiao.features.file_access.page.panel import AccessPanel
from xinmiao.features.file_access.page.signing import SigningPage

__all__ = ["AccessPage", "AccessPanel", "AccessesPage", "SigningPage"]
