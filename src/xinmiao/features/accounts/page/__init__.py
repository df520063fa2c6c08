"""The pages of accounts: all accounts with the recovery sheet, and one's own password.

Owns the pages' parts; each stands in a module of its own.
"""

from xinmiao.features.accounts.page.accounts_page import AccountsPage
from xinmiao.features.accounts.page.own_page import OwnAccountPage

__all__ = ["AccountsPage", "OwnAccountPage"]
