"""Pieces find their pages: heights only, so expected places are worked out by hand."""

from __future__ import annotations

from xinmiao.documents.flows import BreakFlow, Flow, RuledFlow, SpaceFlow, TextFlow, TogetherFlow
from xinmiao.documents.grids import GridFlow, Row, key_values_flow, table_flow
from xinmiao.documents.lines import Line
from xinmiao.documents.pages import fill_pages
from xinmiao.documents.paper import Column, KeyValue, KeyValues, Table


def lines(count: int, *, gap: float = 0.0, sticky: bool = False) -> TextFlow:
    return TextFlow([Line("字")] * count, 100, 8, 10, gap=gap, sticky=sticky)


def tops(*flows: Flow, room: float = 100) -> list[list[tuple[float, float]]]:
    """Return top and height of each piece, page by page."""
    return [[(top, flow.height) for flow, top in page.pieces] for page in fill_pages(flows, room)]


def test_there_is_always_a_page() -> None:
    assert tops() == [[]]


def test_gaps_stand_between_pieces_and_vanish_at_the_head() -> None:
    assert tops(lines(3, gap=7), lines(3, gap=7), lines(3, gap=7)) == [[(0, 30), (37, 30)], [(0, 30)]]


def test_a_long_text_is_cut_with_two_lines_on_either_side() -> None:
    assert tops(lines(6), lines(5)) == [[(0, 60), (60, 30)], [(0, 20)]]
    assert tops(lines(9), lines(5)) == [[(0, 90)], [(0, 50)]]


def test_three_lines_are_never_cut() -> None:
    assert tops(lines(8), lines(3)) == [[(0, 80)], [(0, 30)]]


def test_a_heading_goes_with_what_follows() -> None:
    assert tops(lines(8), lines(1, sticky=True), lines(4)) == [[(0, 80)], [(0, 10), (10, 40)]]
    assert tops(lines(7), lines(1, sticky=True), lines(4)) == [[(0, 70), (70, 10), (80, 20)], [(0, 20)]]


def test_space_vanishes_at_the_head_and_is_cut_at_the_foot() -> None:
    assert tops(SpaceFlow(30), lines(1), SpaceFlow(200), lines(1)) == [[(0, 10), (10, 90)], [(0, 10)]]


def test_a_break_ends_the_page_once() -> None:
    assert tops(BreakFlow(), lines(1), BreakFlow(), BreakFlow(), lines(1)) == [[(0, 10)], [(0, 10)]]


def test_nothing_at_the_end_makes_an_empty_page() -> None:
    assert tops(lines(10), SpaceFlow(30), BreakFlow(), SpaceFlow(5)) == [[(0, 100), (100, 0)]]


def test_pieces_held_together_move_as_one() -> None:
    held = TogetherFlow((lines(2), lines(2, gap=5)))
    assert tops(lines(6), held) == [[(0, 60)], [(0, 45)]]
    assert tops(TogetherFlow((lines(6), lines(6)))) == [[(0, 60), (60, 40)], [(0, 20)]]


def test_ruled_lines_are_cut_between_lines() -> None:
    assert tops(lines(7), RuledFlow(5, 12, 100)) == [[(0, 70), (70, 24)], [(0, 36)]]


def test_a_table_row_is_as_high_as_its_longest_cell_and_the_header_is_repeated() -> None:
    table = Table((Column("a"), Column("b")), tuple(("x", "1\n2\n3") for _ in range(5)))
    flow = table_flow(table, 200, 1.0, 0.0)
    assert flow.height == 22 + 5 * 50  # 14 points a line, 4 above and 4 below
    assert tops(flow, room=130) == [[(0, 122)], [(0, 122)], [(0, 72)]]


def test_a_long_row_is_cut_between_lines_and_keeps_them_all() -> None:
    flow = table_flow(Table((Column("a"),), (("\n".join(map(str, range(20))),),)), 200, 1.0, 0.0)
    pages = fill_pages([flow], 100)
    parts = [piece for page in pages for piece, _top in page.pieces]
    kept = [
        line.text for part in parts if isinstance(part, GridFlow) for row in part.rows for line in row.cells[0].lines
    ]
    assert kept == [str(number) for number in range(20)]
    assert len(pages) == 4  # 22 points of header and 8 of padding leave room for five lines


def test_a_row_to_be_filled_by_hand_has_its_least_height() -> None:
    flow = table_flow(Table((Column("a"),), (("",),), row_height_mm=10), 200, 3.0, 0.0)
    assert flow.height == 22 + 30


def test_labels_and_values_share_rows_and_a_wide_one_has_its_own() -> None:
    grid = KeyValues((KeyValue("a", "1"), KeyValue("b", "2", wide=True), KeyValue("c", "3"), KeyValue("d", "4")), 2)
    flow = key_values_flow(grid, 400, 0.0)
    assert [[cell.lines[0].text for cell in row.cells] for row in flow.rows] == [
        ["a", "1"],
        ["b", "2"],
        ["c", "3", "d", "4"],
    ]
    assert all(row.cells[0].left == 0 and row.cells[-1].right == 400 for row in flow.rows)


def test_a_short_row_is_not_cut() -> None:
    flow = table_flow(Table((Column("a"),), (("\n".join("12345678"),),)), 200, 1.0, 0.0)
    [row] = flow.rows
    assert isinstance(row, Row)
    assert row.split(60) is None


def test_a_piece_higher_than_a_page_that_cannot_be_cut_stands_alone() -> None:
    assert tops(lines(1), lines(3), lines(1), room=25) == [[(0, 10)], [(0, 30)], [(0, 10)]]


def test_a_heading_with_nothing_after_it_is_still_printed() -> None:
    assert tops(lines(9), lines(1, sticky=True)) == [[(0, 90), (90, 10)]]
    assert tops(lines(9), lines(1, sticky=True), BreakFlow(), lines(1)) == [[(0, 90), (90, 10)], [(0, 10)]]
