"""The page of data care: how the backups stand, what can be done for them, what the check of the files found.

Owns the page's parts; each stands in a module of its own.
"""

from xinmiao.features.data_care.page.care_page import DataCarePage

__all__ = ["DataCarePage"]
