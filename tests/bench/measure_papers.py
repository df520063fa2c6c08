"""Benches of the papers against bare reportlab setting the same lines: a file of twenty pages, sheets of a list."""

from __future__ import annotations

import ctypes
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from bench.children import Floor
from bench.corpus import Corpus
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.app.features import FEATURES
from xinmiao.documents.paper import Paper
from xinmiao.documents.pdf import render_pdf
from xinmiao.features.batch_printing.stack import Stack
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.prints import growth_file_paper
from xinmiao.features.growth_files.records import GrowthFilePrint
from xinmiao.features.plans.prints import meeting_sheet
from xinmiao.features.plans.records import (
    GoalView,
    MeasureSide,
    MeasureView,
    PlanAllowed,
    PlanPrint,
    PlanState,
    PlanView,
)
from xinmiao.features.roster.records import StudentLine, StudentStatus
from xinmiao.kernel.paper_head import PaperHead
from xinmiao.system.resources import resource_path
from xinmiao.ui.jobs import Progress

PAGES = 20
SHEETS = 50
_FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_TIMELINE = 60


def growth_file_pdf(plan: Plan, corpus: Corpus) -> Iterator[Result | Skipped]:
    """From the collected values to the bytes of the PDF."""
    view = _twenty_pages(_collected(corpus))
    content = _pdf(view)
    lines, rules = laid_out(content)
    setup = {"faces": [str(resource_path("fonts") / name) for name in _FACES], "pages": lines, "rules": rules}
    ours: list[float] = []
    bare: list[float] = []
    with Floor("bare_pages.py", setup) as floor:
        floor.run()
        for _sample in range(plan.samples(15, 3)):
            bare.append(floor.seconds() * 1000)
            started = time.perf_counter()
            _pdf(view)
            ours.append((time.perf_counter() - started) * 1000)
    least = median(bare)
    where = f"{len(lines)} pages, {sum(map(len, lines))} lines, {sum(map(len, rules))} rules, {len(content) // 1024} KB"
    note = f"noise {spread(ours)}, bare {spread(bare)}"
    yield Result("growth_file_pdf", median(ours), "ms", least, 2 * least, where, len(ours), note)


def batch_sheets(plan: Plan) -> Iterator[Result | Skipped]:
    """Fifty sheets for a meeting in one PDF, from the collected values; a sheet is two pages."""
    stack = Stack(
        [_sheet(number) for number in range(SHEETS)], "bench.measure_papers:sheet_paper", "会商", on_both_sides=False
    )
    content = stack.pdf(Progress())
    lines, rules = laid_out(content)
    setup = {"faces": [str(resource_path("fonts") / name) for name in _FACES], "pages": lines, "rules": rules}
    ours: list[float] = []
    bare: list[float] = []
    with Floor("bare_pages.py", setup) as floor:
        floor.run()
        for _sample in range(plan.samples(7, 2)):
            bare.append(floor.seconds() * 1000)
            started = time.perf_counter()
            stack.pdf(Progress())
            ours.append((time.perf_counter() - started) * 1000)
    least = median(bare)
    where = f"{SHEETS} sheets, {len(lines)} pages, {sum(map(len, lines))} lines, {len(content) // 1024} KB"
    note = f"noise {spread(ours)}, bare {spread(bare)}"
    yield Result("batch_sheets", median(ours), "ms", least, 3 * least, where, len(ours), note)


def sheet_paper(print_: PlanPrint, purpose: str) -> Paper:
    """Return one sheet of the list."""
    return meeting_sheet(print_, purpose)


def _sheet(number: int) -> PlanPrint:
    """Return a plan as long as two pages hold, in words of its own."""
    name = f"学生{number}"
    student = StudentLine(str(number), name, None, None, "七年级2班", number + 1, StudentStatus.ENROLLED, "", "", 1)
    goals = tuple(
        GoalView(f"g{at}", f"g{at}", f"{name}的目标{at}：每天按时到校", "考勤记录", "每周迟到三次", "")
        for at in range(4)
    )
    measures = tuple(
        MeasureView(
            f"m{at}",
            f"m{at}",
            f"{name}的措施{at}：早读前打招呼",
            MeasureSide.SCHOOL,
            "林老师",
            "",
            None,
            "教室",
            None,
            "",
            is_overdue=False,
            version=1,
        )
        for at in range(6)
    )
    passage = f"{name}近两个月晚上难以入睡，白天上课没有精神，与同桌关系好，信任班主任。" * 4
    now = datetime(2026, 11, 23, 9, tzinfo=UTC)
    plan = PlanView(
        id=str(number),
        student=student,
        number=1,
        state=PlanState.IN_FORCE,
        reasons=passage,
        strengths=passage,
        protective=passage,
        participants="班主任、母亲",
        starts_on=None,
        next_review_on=now.date(),
        change_reason="",
        goals=goals,
        measures=measures,
        reviews=(),
        agreed_on=now.date(),
        agreed_name="周老师",
        needs_approval=False,
        approval=None,
        closed_on=None,
        closed_name="",
        closing_words="",
        allowed=PlanAllowed(),
        version=1,
        created_at=now,
        changed_at=now,
    )
    return PlanPrint(plan=plan, versions=(plan,), head=PaperHead("虚构县第一中学", "周老师", now, ""))


def _collected(corpus: Corpus) -> GrowthFilePrint:
    workspace = corpus.open()
    timeline = tuple(source for feature in FEATURES for source in feature.timeline)
    chapters = tuple(source for feature in FEATURES for source in feature.chapters)
    view = workspace.run(growth_files.collect_growth_file_print.bind(corpus.student, timeline, chapters)).value
    workspace.close()
    return view


def _pdf(view: GrowthFilePrint) -> bytes:
    return render_pdf(growth_file_paper(view, purpose="会商"))


def _twenty_pages(view: GrowthFilePrint) -> GrowthFilePrint:
    """Return the file with as many notes as twenty pages hold."""
    most = max(len(chapter.entries) for chapter in view.chapters)
    notes = bisect_left(range(most), PAGES, key=lambda tried: _page_count(_cut(view, tried)))
    found = _cut(view, notes)
    if (pages := _page_count(found)) != PAGES:
        raise AssertionError(notes, pages)
    return found


def _cut(view: GrowthFilePrint, notes: int) -> GrowthFilePrint:
    chapters = tuple(replace(chapter, entries=chapter.entries[:notes]) for chapter in view.chapters)
    return replace(view, timeline=view.timeline[-_TIMELINE:], chapters=chapters)


def _page_count(view: GrowthFilePrint) -> int:
    return len(pypdfium2.PdfDocument(_pdf(view)))


def laid_out(content: bytes) -> tuple[list[list[list[Any]]], list[list[list[float]]]]:
    """Return each page's lines of text (x, y, size, bold, text) and its rules, read back from a PDF."""
    lines, rules = [], []
    for page in pypdfium2.PdfDocument(content):
        text_page = page.get_textpage()
        texts = [item for item in page.get_objects() if item.type == pdfium.FPDF_PAGEOBJ_TEXT]
        lines.append([_line(item, text_page) for item in texts])
        paths = [item for item in page.get_objects() if item.type == pdfium.FPDF_PAGEOBJ_PATH]
        rules.append([list(item.get_bounds()) for item in paths])
    return lines, rules


def _line(item: Any, text_page: Any) -> list[Any]:
    matrix = item.get_matrix()
    length = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(item, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    text = buffer.raw.decode("utf-16-le").rstrip("\0")
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(item, ctypes.byref(size))
    bold = pdfium.FPDFFont_GetWeight(pdfium.FPDFTextObj_GetFont(item)) > 500
    return [matrix.e, matrix.f, round(size.value, 2), bold, text]
