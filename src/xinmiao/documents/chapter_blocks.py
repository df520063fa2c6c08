"""How records of a printed file look: each entry with its facts, its passages and its signature.

Owns the shape that all chapters share, whichever feature they come from.
"""

from __future__ import annotations

from collections.abc import Iterable

from xinmiao.documents.paper import (
    Block,
    Heading,
    KeepTogether,
    KeyValue,
    KeyValues,
    Paragraph,
    Spacer,
    TextStyle,
)
from xinmiao.kernel.file_chapters import FileChapter, FileEntry, Labelled

_WIDE_FROM = 24
"""A fact longer than this has a row to itself."""


def chapter_blocks(chapter: FileChapter) -> tuple[Block, ...]:
    """Return a chapter: its heading and its entries, or the sentence for an empty one."""
    heading = Heading(str(chapter.title))
    if not chapter.entries:
        return (heading, Paragraph(str(chapter.empty), TextStyle.SMALL))
    return (heading, *(block for entry in chapter.entries for block in _titled(entry)))


def _titled(entry: FileEntry) -> Iterable[Block]:
    blocks = entry_blocks(entry)
    facts_at = next(at for at, block in enumerate(blocks) if isinstance(block, KeyValues)) + 1
    yield KeepTogether((Heading(entry.title, level=2), *blocks[:facts_at]))
    yield from blocks[facts_at:]
    yield Spacer(4)


def entry_blocks(entry: FileEntry, *, with_removed_text: bool = False) -> tuple[Block, ...]:
    """Return one record without its title; of a removed one only facts and remark, unless its text is asked for."""
    blocks: list[Block] = []
    if entry.remark:
        blocks.append(Paragraph(entry.remark, TextStyle.BOXED, bold=True))
    blocks.append(facts_grid(entry.facts))
    if not entry.removed or with_removed_text:
        blocks += [block for passage in entry.passages for block in passage_blocks(passage)]
    if entry.signature:
        blocks += [Spacer(2), Paragraph(entry.signature, TextStyle.SMALL)]
    return tuple(blocks)


def facts_grid(facts: tuple[Labelled, ...]) -> KeyValues:
    """Return short facts two by two; a long one has a row to itself."""
    return KeyValues(tuple(KeyValue(fact.label, fact.text, wide=len(fact.text) > _WIDE_FROM) for fact in facts))


def passage_blocks(passage: Labelled) -> tuple[Block, ...]:
    """Return a label and its text; a short one stays on one page with its label."""
    blocks = (Spacer(1.5), Paragraph(passage.label, bold=True), Paragraph(passage.text))
    return (KeepTogether(blocks),) if len(passage.text) <= _KEPT_TOGETHER else blocks


_KEPT_TOGETHER = 300
