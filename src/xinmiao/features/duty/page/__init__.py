"""The page of duty: the week, the term, own shifts, and what the roster is made of."""

from xinmiao.features.duty.page.duty_page import DutyPage

__all__ = ["DutyPage"]
