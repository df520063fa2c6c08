"""A paper becomes a PDF whose text is what was printed."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, datetime

import pytest

from xinmiao.documents import paper as p
from xinmiao.documents.pdf import missing_in, render_batch, render_pdf
from xinmiao.documents.raster import PdfPages, extract_text
from xinmiao.documents.sheet import flows_of
from xinmiao.kernel.errors import Cancelled, OutputFailed

RARE = "㛃䶮𠮷𬭎"
LONG = "该生近两周晨读时常伏案，自述“睡不着”；班主任已谈话（2026-11-12）。约定下周再来——若有不适，随时来。" * 6
WITH_TABLE = p.Table(
    (p.Column("日期"), p.Column("内容", 4)),
    tuple((f"第{number}行", LONG if number == 30 else "平稳") for number in range(60)),
)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("bold", [False, True])
def test_extracted_text_is_the_printed_text_in_both_weights(bold: bool) -> None:  # noqa: FBT001 -- a parameter
    typed = f"{RARE}王芳\n{LONG}\n①②㎡℃ ABC abc 0123 !?%&\n𠮷野家𠀀𠂇"
    [text] = extract_text(render_pdf(p.Paper("", (p.Paragraph(typed, bold=bold),))))
    printed = squeezed(text).replace("Page1of1", "")
    assert printed == squeezed(typed)


def test_every_common_character_comes_back() -> None:
    characters = "".join(map(chr, range(0x4E00, 0x9FA6)))
    typed = "\n".join(characters[start : start + 40] for start in range(0, len(characters), 40))
    content = render_pdf(p.Paper("", (p.Paragraph(typed),)))
    back = re.sub(r"Page\d+of\d+", "", squeezed("".join(extract_text(content))))
    assert back == characters


def test_markup_typed_by_a_person_prints_as_typed() -> None:
    typed = "<b>粗</b> <font size=99>& {name} %s </para> \\n"
    paper = p.Paper(typed, (p.Table((p.Column(typed),), ((typed,),)), p.KeyValues((p.KeyValue("<i>", typed),))))
    text = "".join(extract_text(render_pdf(paper)))
    assert squeezed(text).count(squeezed(typed)) == 4


def test_head_and_foot_stand_on_every_page() -> None:
    paper = p.Paper(
        "成长档案",
        (WITH_TABLE,),
        school="第九十九学校",
        number="2026-001",
        purpose="个案研讨",
        printed_by="周老师",
        printed_at=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
        private=True,
        watermark="演练",
        anchor="7F3A-91C2",
    )
    pages = extract_text(render_pdf(paper))
    assert len(pages) > 1
    for number, page in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in page
        for word in (
            "第九十九学校",
            "成长档案",
            "2026-001",
            "个案研讨",
            "周老师",
            "2026-11-2",
            "privacy",
            "演练",
            "7F3A-91C2",
        ):
            assert word in page, (number, word)


@pytest.mark.usefixtures("chinese")
def test_the_foot_is_chinese_and_bears_no_mark_of_a_state_secret() -> None:
    paper = p.Paper(
        "成长档案",
        (p.SignatureLines(("监护人",)),),
        number="2026-001",
        purpose="个案研讨",
        printed_by="周老师",
        printed_at=datetime(2026, 11, 23, 2, 5, tzinfo=UTC),
        private=True,
        anchor="7F3A",
    )
    [text] = extract_text(render_pdf(paper))
    for words in (
        "编号：2026-001",
        "第 1 页，共 1 页",
        "打印：周老师 2026-11-23 10:05",
        "用途：个案研讨",
        "记录校验码：7F3A",
        "学生隐私·注意保管",
        "监护人：",
    ):
        assert squeezed(words) in squeezed(text)
    assert not re.search("[秘机绝]密|密级", text)


def test_a_table_repeats_its_header_and_loses_no_cell() -> None:
    pages = extract_text(render_pdf(p.Paper("表", (WITH_TABLE,))))
    assert len(pages) > 2
    assert all("日期" in page and "内容" in page for page in pages)
    text = squeezed("".join(pages))
    assert all(f"第{number}行" in text for number in range(60))


def test_a_cell_longer_than_a_page_goes_on_over_pages() -> None:
    cell = "".join(f"{number:04d}号" for number in range(2000))
    pages = extract_text(render_pdf(p.Paper("", (p.KeyValues((p.KeyValue("记录", cell),)),))))
    assert len(pages) > 2
    text = squeezed("".join(pages))
    assert all(f"{number:04d}" in text for number in range(0, 2000, 7))


def test_a_heading_is_not_left_alone_at_the_foot() -> None:
    for filler in range(20, 60):
        lines: tuple[p.Block, ...] = tuple(p.Paragraph("一行") for _ in range(filler))
        blocks = (*lines, p.Heading("末节"), p.Paragraph("末节的话"))
        pages = extract_text(render_pdf(p.Paper("", blocks)))
        [page] = [page for page in pages if "末节\n" in page]
        assert "末节的话" in page


def test_blocks_kept_together_share_a_page() -> None:
    held = p.KeepTogether(tuple(p.Paragraph(f"同页{number}") for number in range(12)))
    for filler in range(15, 40, 3):
        pages = extract_text(render_pdf(p.Paper("", (*(p.Paragraph("一行") for _ in range(filler)), held))))
        assert sum("同页" in page for page in pages) == 1


def test_held_blocks_higher_than_a_page_still_flow() -> None:
    held = p.KeepTogether(tuple(p.Paragraph(f"段{number}") for number in range(90)))
    pages = extract_text(render_pdf(p.Paper("", (held,))))
    assert len(pages) > 1
    assert "段89" in pages[-1]


def test_a_page_break_begins_a_page_and_never_leaves_an_empty_one() -> None:
    blocks = (p.PageBreak(), p.Paragraph("甲"), p.PageBreak(), p.PageBreak(), p.Paragraph("乙"))
    pages = extract_text(render_pdf(p.Paper("", blocks)))
    assert ["甲" in page for page in pages] == [True, False]
    assert ["乙" in page for page in pages] == [False, True]


def test_other_blocks_print_their_words() -> None:
    paper = p.Paper(
        "",
        (
            p.SignatureLines(("心理教师", "监护人", "见证人")),
            p.WritingLines(3),
            p.Spacer(10),
            p.Qr("XM1-2026-001", "校验码"),
            p.Table((p.Column("空"),), (), empty="没有记录"),
            p.KeyValues((p.KeyValue("甲", "1"), p.KeyValue("乙", "2"), p.KeyValue("丙", "3", wide=True)), columns=4),
        ),
        orientation=p.Orientation.LANDSCAPE,
    )
    text = "".join(extract_text(render_pdf(paper)))
    for word in ("心理教师", "监护人", "见证人", "Month", "校验码", "没有记录", "甲", "丙"):
        assert word in text


def test_a_cut_line_is_dashed_from_margin_to_margin_and_the_next_line_is_not() -> None:
    with PdfPages(render_pdf(p.Paper("", (p.CutLine(), p.WritingLines(1))))) as pages:
        page = pages.render(0, 4.0)
    rows = (page.pixels[line * page.stride : line * page.stride + 3 * page.width : 3] for line in range(page.height))
    lines = [[place for place, grey in enumerate(row) if grey < 200] for row in rows]
    wide = [dark for dark in lines if dark and dark[-1] - dark[0] > page.width / 2]
    dashed, solid = wide[0], next(dark for dark in wide if len(dark) == dark[-1] - dark[0] + 1)
    assert (dashed[0], dashed[-1]) == pytest.approx((solid[0], solid[-1]), abs=12)
    gaps = sum(after - before > 4 for before, after in itertools.pairwise(dashed))
    assert gaps > 60


def test_characters_without_a_face_are_named_and_nothing_is_made() -> None:
    paper = p.Paper("表", (p.Table((p.Column("姓名"),), (("𠀂某\x00",), ("𠀂二",))),))
    assert missing_in(paper) == ("𠀂", "\x00")
    with pytest.raises(OutputFailed) as caught:
        render_pdf(paper)
    assert caught.value.code == "E-GLYPH"
    assert "𠀂 (U+20002)" in caught.value.told()
    assert "U+0000" in caught.value.told()
    assert "𠀂" not in str(caught.value)


def test_blanks_stand_for_what_no_face_has_when_asked_for() -> None:
    paper = p.Paper("", (p.Paragraph("𠀂某\ud800\x07"),))
    assert "□某□□" in extract_text(render_pdf(paper, blanks=True))[0]


def test_every_text_of_a_paper_is_checked() -> None:
    bad = "𠀂"
    everywhere = p.Paper(
        f"{bad}1",
        (
            p.Heading("\x01"),
            p.Paragraph("\x02"),
            p.KeyValues((p.KeyValue("\x03", "\x04"),)),
            p.Table((p.Column("\x05"),), (("\x06",),), empty="\x0e"),
            p.SignatureLines(("\x0f",)),
            p.KeepTogether((p.Qr("x", "\x10"),)),
        ),
        subtitle="\x11",
        school="\x12",
        number="\x13",
        purpose="\x14",
        printed_by="\x15",
        watermark="\x16",
        anchor="\x17",
    )
    assert set(missing_in(everywhere)) == set(map(chr, [*range(1, 7), *range(0x0E, 0x18)])) | {bad}


def test_the_same_paper_gives_the_same_bytes_without_information_about_its_making() -> None:
    paper = p.Paper("成长档案", (WITH_TABLE, p.Paragraph(RARE)))
    content = render_pdf(paper)
    assert content == render_pdf(paper)
    for word in (b"/Author", b"/Creator", b"/Producer", b"/CreationDate", b"/ModDate", b"/Title", b"/Subject"):
        assert word not in content


def test_several_papers_go_into_one_file_with_their_own_page_numbers() -> None:
    pages = extract_text(render_batch((p.Paper("甲"), p.Paper("乙", (p.PageBreak(), p.Paragraph("二"))))))
    assert [re.findall(r"Page (\d) of (\d)", page) for page in pages] == [[("1", "1")], [("1", "2")], [("2", "2")]]


def test_work_can_be_watched_and_stopped() -> None:
    seen: list[tuple[int, int]] = []

    def stop_at_second(done: int, total: int) -> None:
        seen.append((done, total))
        if done == 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_pdf(p.Paper("表", (WITH_TABLE,)), on_page=stop_at_second)
    total = seen[0][1]
    assert seen == [(0, total), (1, total)]
    assert render_pdf(p.Paper("后"))  # the lock was given back


def test_a_qr_code_refuses_what_it_cannot_hold() -> None:
    for data in ("x" * 601, "汉" * 201, "\ud800"):
        with pytest.raises(OutputFailed) as caught:
            render_pdf(p.Paper("", (p.Qr(data),)))
        assert caught.value.code == "E-QR"


@pytest.mark.parametrize("columns", [0, 5])
def test_more_columns_than_fit_are_refused(columns: int) -> None:
    with pytest.raises(ValueError, match="columns"):
        p.KeyValues((), columns)
    with pytest.raises(ValueError, match="columns"):
        p.SignatureLines((), columns)


def test_long_names_leave_room_to_sign() -> None:
    names = ("监护人（本人已阅读并同意上述安排）", "学校负责人（盖章）")
    flows = [flow for name in names for flow in flows_of(p.Paper("", (p.SignatureLines((name,), 4),)), 480)]
    assert [flow.height for flow in flows] == [50, 50]
    [both] = flows_of(p.Paper("", (p.SignatureLines(names, 4),)), 480)
    assert both.height == 50 + 14 + 50
    [long] = flows_of(p.Paper("", (p.SignatureLines(("字" * 80,)),)), 480)
    assert long.height == 2 * 18 + 50


def test_rows_with_a_wrong_number_of_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="cells"):
        p.Table((p.Column("甲"), p.Column("乙")), (("1",),))


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "汉" * 100_000, "（" * 20_000, "！" * 20_000, "\n" * 3_000, " " * 100_000]
)
def test_monstrous_input_ends(text: str) -> None:
    narrow = p.Table((p.Column("甲"), p.Column("乙", 0.01)), ((text[:3000], "好" * 30),))
    paper = p.Paper(text[:500], (p.Paragraph(text), narrow), purpose=text[:5000], watermark="水" * 300)
    assert len(extract_text(render_pdf(paper))) >= 1
