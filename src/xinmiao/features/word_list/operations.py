"""What can be done with the list of the word guard: read it, add a word, switch one off or on."""

from __future__ import annotations

from sqlalchemy import select

from xinmiao.documents.word_guard import LIST, GuardWord, read_list
from xinmiao.features.word_list.model import GuardWordRow
from xinmiao.features.word_list.records import GUARD_WORD, WordLine
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import Conflict, ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.system.resources import resource_path
from xinmiao.vault.unit import Unit

_BAR = "|"


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a list of words; holds no person"))
def list_guard_words(unit: Unit) -> tuple[WordLine, ...]:
    """Return the school's own words, then the shipped ones as the school left or changed them."""
    rows = {row.word: row for row in unit.db.scalars(select(GuardWordRow).order_by(GuardWordRow.word))}
    shipped = {word.word: word for word in _shipped()}
    own = [_line(row, shipped=False) for word, row in rows.items() if word not in shipped]
    base = [
        _line(rows[word.word], shipped=True)
        if word.word in rows
        else WordLine(word.word, word.why, word.proposals, shipped=True)
        for word in shipped.values()
    ]
    return (*own, *base)


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("a list of words; holds no person"))
def words_in_force(unit: Unit) -> tuple[GuardWord, ...]:
    """Return the words that are looked for; those switched off are left out."""
    unless = {word.word: word.unless for word in _shipped()}
    lines = unit.run(list_guard_words.bind())
    return tuple(
        GuardWord(line.word, line.why, line.proposals, unless.get(line.word, ())) for line in lines if not line.off
    )


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="guard_word.saved")
def save_guard_word(unit: Unit, line: WordLine) -> int:
    """Add a word, change one, or switch one off; return its version.

    Raises:
        ValidationFailed: no word, or too many letters.
        Conflict: somebody changed it since `base_version`.
    """
    values = {"word": line.word.strip(), "why": line.why, "proposals": _BAR.join(filter(None, line.proposals))}
    if problems := GUARD_WORD.problems(values):
        raise ValidationFailed(problems)
    row = unit.db.scalar(select(GuardWordRow).where(GuardWordRow.word == values["word"]))
    if (None if row is None else row.version) != line.base_version:
        raise Conflict
    if row is None:
        row = GuardWordRow(id=unit.ids.new(), word=values["word"])
        unit.db.add(row)
    row.why, row.proposals, row.off = line.why, str(values["proposals"]) or None, line.off or None
    unit.db.flush()
    return row.version


def _shipped() -> tuple[GuardWord, ...]:
    return read_list(resource_path(LIST).read_text(encoding="utf-8"))


def _line(row: GuardWordRow, *, shipped: bool) -> WordLine:
    proposals = tuple(part for part in (row.proposals or "").split(_BAR) if part)
    return WordLine(row.word, row.why, proposals, shipped, bool(row.off), row.version)
