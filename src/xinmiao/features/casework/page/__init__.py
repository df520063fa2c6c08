"""The pages of casework: caseload and search, intake, hand-overs, the list of problems, and the page of one note."""

from xinmiao.features.casework.page.caseload import CaseworkPage
from xinmiao.features.casework.page.desk import NoteEditorPage
from xinmiao.features.casework.page.handovers import HandoversPage
from xinmiao.features.casework.page.intake import IntakePage
from xinmiao.features.casework.page.problem_codes import ProblemCodesPage
from xinmiao.features.casework.page.restriction import RestrictionPage
from xinmiao.features.casework.page.staff_case import StaffCasePage
from xinmiao.features.casework.page.writing_aids import WritingAidsPage

__all__ = [
    "CaseworkPage",
    "HandoversPage",
    "IntakePage",
    "NoteEditorPage",
    "ProblemCodesPage",
    "RestrictionPage",
    "StaffCasePage",
    "WritingAidsPage",
]
