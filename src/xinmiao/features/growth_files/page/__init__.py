"""The page of one student: heading, timeline, profile, search in his notes, printing his file."""

from xinmiao.features.growth_files.page.student_page import GrowthFilePage

__all__ = ["GrowthFilePage"]
