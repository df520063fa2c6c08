"""Pages as pictures, from any thread."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from xinmiao.documents import paper as p
from xinmiao.documents.pdf import render_pdf
from xinmiao.documents.raster import PdfPages
from xinmiao.kernel.errors import OutputFailed

TWO_PAGES = p.Paper("成长档案", (p.Paragraph("甲"), p.PageBreak(), p.Paragraph("乙")))


def test_pages_have_a_count_and_a_size() -> None:
    with PdfPages(render_pdf(TWO_PAGES)) as pages:
        assert pages.count == 2
        assert pages.size(0) == pytest.approx((595.28, 841.89), abs=0.01)


def test_landscape_is_wider_than_high() -> None:
    with PdfPages(render_pdf(p.Paper("值班表", orientation=p.Orientation.LANDSCAPE))) as pages:
        assert pages.size(0) == pytest.approx((841.89, 595.28), abs=0.01)


def test_a_picture_has_three_bytes_a_pixel_and_ink_on_white() -> None:
    with PdfPages(render_pdf(TWO_PAGES)) as pages:
        raster = pages.render(0, 2.0)
    assert (raster.width, raster.height) == (1191, 1684)
    assert raster.stride >= raster.width * 3
    assert len(raster.pixels) == raster.stride * raster.height
    assert raster.pixels[:3] == b"\xff\xff\xff"
    assert min(raster.pixels) < 40


def test_the_watermark_is_a_light_grey_under_the_text() -> None:
    with PdfPages(render_pdf(p.Paper("", (), watermark="演练"))) as pages:
        raster = pages.render(0, 1.0)
    middle = raster.pixels[raster.stride * 300 : raster.stride * 540]
    assert 220 < min(middle) < 245


def test_the_fallback_face_leaves_ink_where_the_character_stands() -> None:
    def ink(text: str, *, bold: bool) -> int:
        with PdfPages(render_pdf(p.Paper("", (p.Paragraph(text, bold=bold),)))) as pages:
            raster = pages.render(0, 2.0)
        return sum(255 - value for value in raster.pixels)

    empty = ink("", bold=False)
    assert ink("𠮷", bold=False) > empty
    assert ink("𠮷", bold=True) > ink("𠮷", bold=False)


def test_pictures_larger_than_memory_should_hold_are_refused() -> None:
    with PdfPages(render_pdf(TWO_PAGES)) as pages, pytest.raises(OutputFailed) as caught:
        pages.render(0, 100.0)
    assert caught.value.code == "E-SCALE"


def test_bytes_that_are_no_pdf_are_refused() -> None:
    with pytest.raises(OutputFailed) as caught:
        PdfPages(b"not a paper")
    assert caught.value.code == "E-PDF"


def test_two_threads_may_print_and_look_at_once() -> None:
    def work(number: int) -> tuple[int, str]:
        content = render_pdf(p.Paper(f"第{number}份", (p.Paragraph("𠮷汉字" * (50 + number)),)))
        with PdfPages(content) as pages:
            pages.render(0, 0.5)
            return number, pages.text(0)

    with ThreadPoolExecutor(4) as pool:
        for number, text in pool.map(work, range(12)):
            assert f"第{number}份" in text
            assert text.count("𠮷") == 50 + number
