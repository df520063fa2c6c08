"""The page on which papers of a list are made."""

from xinmiao.features.batch_printing.page.batch_page import BatchPage

__all__ = ["BatchPage"]
