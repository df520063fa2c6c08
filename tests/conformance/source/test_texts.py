"""Every text of the interface is there in Chinese, whole, and in the words of the glossary."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from source_tree import ROOT, shown, source_files
from tools import texts

GLOSSARY = ROOT / "i18n" / "glossary.tsv"
COLUMNS = ["term", "中文", "meaning", "forbidden synonyms"]


def glossary() -> list[dict[str, str]]:
    """Return the rows of the glossary by column."""
    with GLOSSARY.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))


def synonyms(row: dict[str, str]) -> list[str]:
    """Return what must not be said instead of the row's term."""
    return [word.strip() for word in row["forbidden synonyms"].split(",") if word.strip()]


def chinese_strings() -> list[str]:
    """Return every Chinese sentence of the catalogue."""
    found: list[str] = []
    for message in texts.translations("zh_CN"):
        if message.id:
            found += [message.string] if isinstance(message.string, str) else list(message.string or ())
    return found


def test_source_has_texts() -> None:
    assert len(list(texts.extracted())) > 30


def test_every_text_is_in_chinese() -> None:
    found = texts.problems("zh_CN")
    assert not found, "\n".join(found)


def _problems_of(catalogue: str, folder: Path) -> list[str]:
    (folder / "zh_CN.po").write_text(catalogue, encoding="utf-8")
    return texts.problems("zh_CN", folder=folder)


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ('msgid "Please choose one of the list."\nmsgstr ""\n', "no translation: 'Please choose one of the list.'"),
        (
            '#, fuzzy\nmsgid "Please choose one of the list."\nmsgstr "请选"\n',
            "fuzzy: 'Please choose one of the list.'",
        ),
        ('msgid "{minutes} min"\nmsgstr "{minute} 分钟"\n', "placeholders differ: '{minutes} min'"),
        ('msgid "{minutes} min"\nmsgstr "分钟"\n', "placeholders differ: '{minutes} min'"),
        ('msgid "{minutes} min"\nmsgstr "{minutes 分钟"\n', "braces do not match"),
    ],
)
def test_a_planted_fault_is_found(entry: str, said: str, tmp_path: Path) -> None:
    header = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    assert any(said in problem for problem in _problems_of(header + entry, tmp_path))


def test_chinese_is_calm() -> None:
    """No exclamation marks; Chinese punctuation between Chinese characters."""
    loud = [text for text in chinese_strings() if "！" in text or "!" in text]
    narrow = [text for text in chinese_strings() if re.search(r"[\u4e00-\u9fff][,;?][\u4e00-\u9fff]", text)]
    assert not loud + narrow


def test_nothing_is_translated_for_nobody() -> None:
    """After a change of texts: python3 dev.py texts update."""
    found = texts.unused("zh_CN")
    assert not found, "\n".join(found)


def test_glossary_is_whole() -> None:
    rows = glossary()
    assert list(rows[0]) == COLUMNS
    assert all(row["term"] and row["中文"] and row["meaning"] for row in rows)
    terms = [row["term"] for row in rows]
    words = [row["中文"] for row in rows]
    assert len(terms) == len(set(terms))
    assert len(words) == len(set(words))


def test_no_word_is_a_term_and_forbidden() -> None:
    rows = glossary()
    spoken = {row["中文"] for row in rows} | {row["term"] for row in rows}
    assert not spoken & {word for row in rows for word in synonyms(row)}


def test_texts_use_the_words_of_the_glossary() -> None:
    """A forbidden Chinese synonym may stand inside a longer term of the glossary, not alone."""
    terms = sorted((row["中文"] for row in glossary()), key=len, reverse=True)
    found = []
    for text in chinese_strings():
        rest = text
        for term in terms:
            rest = rest.replace(term, "◇")
        found += [
            f"{word} (say {row['中文']}): {text}" for row in glossary() for word in synonyms(row) if _in(word, rest)
        ]
    assert not found, "\n".join(found)


def _in(word: str, text: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}s?\b", text, re.IGNORECASE) is not None
    return word in text


def test_english_texts_use_the_words_of_the_glossary() -> None:
    found = []
    for message in texts.extracted():
        ids = [message.id] if isinstance(message.id, str) else list(message.id)
        for row in glossary():
            english = [word for word in synonyms(row) if word.isascii()]
            found += [f"{word} (say {row['term']}): {text}" for word in english for text in ids if _in(word, text)]
    assert not found, "\n".join(found)


def test_msgids_are_english() -> None:
    """Every language is a translation of the msgid; Chinese stands there only as an example of what is typed."""
    found = []
    for message in texts.extracted():
        msgid = str(message.id)
        if len(re.findall("[\u4e00-\u9fff]", msgid)) > len(re.findall("[A-Za-z]", msgid)) / 2:
            found.append(f"{message.locations[0]}: {msgid}")
    assert not found, "\n".join(found)


def test_source_names_use_the_words_of_the_glossary() -> None:
    """A forbidden one-word English synonym is no name of a module."""
    forbidden = {word.replace(" ", "_") for row in glossary() for word in synonyms(row) if word.isascii()}
    found = [shown(path) for path in source_files() if path.stem in forbidden]
    assert not found
