"""Bench of the papers: a growth file of twenty pages, against bare reportlab setting the same lines."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pypdfium2
from pypdfium2 import raw as pdfium

from bench.children import Floor
from bench.corpus import Corpus
from bench.result import Plan, Result, Skipped, median, spread
from xinmiao.app.features import FEATURES
from xinmiao.documents.pdf import render_pdf
from xinmiao.features.growth_files import operations as growth_files
from xinmiao.features.growth_files.prints import growth_file_paper
from xinmiao.features.growth_files.records import GrowthFilePrint
from xinmiao.system.resources import resource_path

PAGES = 20
_FACES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
_TIMELINE = 60
_TRIED = 60


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
    notes = _TRIED
    while (pages := _page_count(_cut(view, notes))) != PAGES:
        notes = max(notes + (1 if pages < PAGES else -1), notes * PAGES // pages)
        if notes > len(view.chapters[0].entries):
            raise AssertionError(notes)
    return _cut(view, notes)


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
