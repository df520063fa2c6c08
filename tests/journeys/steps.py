"""What both ways through the main job have in common: the invented words, and what is expected of the paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QLabel

from journeys.driver import Person
from xinmiao.documents.raster import extract_text
from xinmiao.features.growth_files.page import GrowthFilePage
from xinmiao.system.resources import resource_path
from xinmiao.ui.preview import Preview

SCHOOL = "虚构县第一中学"
ACCOUNT = "心理辅导室"
SAMPLE = resource_path("samples/rosters/national_export.xlsx")
STUDENT_COUNT = 30
STUDENT = "王伟"
"""The only one of the sample whose initials are ww."""
WORDS = "他说最近两周常常睡不好，愿意下周再来谈。"
SLEEP = "每晚十二点以后才睡着，上课没有精神。"
PURPOSE = "个案会商"
HOMEWORK = "记一周的睡眠日记。"
THOUGHTS = "上个月想过一次，没有计划。"


def growth_file_page(person: Person) -> GrowthFilePage:
    """Wait until the student's page is in front and filled."""
    person.wait(lambda: person.page.objectName() == "growth_file")
    person.settle()
    page = person.page
    assert isinstance(page, GrowthFilePage)
    return page


def expect_preview(person: Person) -> None:
    """Wait for the preview, whose first page is drawn and counted."""
    preview = person.find("preview", Preview, person.shell)
    first = person.find("preview_page_1", QLabel, preview)
    person.wait(lambda: not first.pixmap().isNull())
    counted = person.find("preview_count", QLabel, preview).text()
    assert counted == f"第 1 页，共 {len(preview.pages.findChildren(QLabel))} 页"


def expect_printed(file: Path) -> None:
    """Read the saved paper back: the student and every word of the note stand on it."""
    text = "".join(extract_text(file.read_bytes()))
    text = "".join(text.split())
    for words in (STUDENT, WORDS, SLEEP, HOMEWORK, THOUGHTS, SCHOOL, PURPOSE):
        assert words in text, f"{words} is not on the paper"
