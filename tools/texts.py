"""Texts of the interface: msgids out of the source, Chinese into `i18n/zh_CN.po`, compiled catalogues.

Runs inside the project's environment (babel). `python -m tools.texts extract | update | missing | compile`.
"""

from __future__ import annotations

import os
import string
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
I18N = ROOT / "i18n"
TEMPLATE = I18N / "xinmiao.pot"
REQUIRED = ("zh_CN",)
"""Languages in which nothing may be missing."""
KEYWORDS = {"_": None, "n_": (1, 2), "tr": None, "ntr": (1, 2)}


def extracted() -> Catalog:
    """Return every msgid used in `src`, with the place of its first use."""
    catalogue = Catalog(project="xinmiao", charset="utf-8")
    found = extract_from_dir(str(ROOT / "src"), [("**.py", "python")], keywords=KEYWORDS)
    for filename, line, msgid, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        catalogue.add(msgid, None, [(f"src/{filename}", line)], auto_comments=comments, context=context)
    return catalogue


def translations(language: str, *, folder: Path = I18N) -> Catalog:
    """Return the catalogue of `language` as it is written."""
    with (folder / f"{language}.po").open("rb") as stream:
        return read_po(stream, locale=language)


def template() -> Catalog:
    """Return the msgids as they were last written to the template."""
    with TEMPLATE.open("rb") as stream:
        return read_po(stream)


def languages() -> list[str]:
    """Return the languages there are catalogues of."""
    return sorted(path.stem for path in I18N.glob("*.po"))


def _entries(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _first_id(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def _placeholders(text: str) -> set[str]:
    return {name for _literal, name, _spec, _conversion in string.Formatter().parse(text) if name is not None}


def problems(language: str, *, folder: Path = I18N) -> list[str]:
    """Return what keeps the catalogue of `language` from being whole: missing, fuzzy, other placeholders."""
    written = translations(language, folder=folder)
    found = []
    for message in _entries(extracted()):
        known = written.get(message.id)
        place = ":".join(map(str, message.locations[0]))
        if known is None or not _strings(known) or not all(_strings(known)):
            found.append(f"{place}: no translation: {_first_id(message)!r}")
        elif known.fuzzy:
            found.append(f"{place}: fuzzy: {_first_id(message)!r}")
        else:
            found += [f"{place}: {fault}" for fault in _placeholder_faults(message, known)]
    return found


def _placeholder_faults(message: Message, known: Message) -> Iterator[str]:
    """Yield a sentence for each translation that fills other names than the msgid does."""
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    wanted = set[str]().union(*(_placeholders(msgid) for msgid in ids))
    for translated in _strings(known):
        try:
            given = _placeholders(translated)
        except ValueError as error:
            yield f"braces do not match ({error}): {translated!r}"
            continue
        if given - wanted or (isinstance(message.id, str) and given != wanted):
            yield f"placeholders differ: {ids[0]!r} -> {translated!r}"


def unused(language: str) -> list[str]:
    """Return msgids of the catalogue that no source uses any more."""
    used = extracted()
    return [_first_id(message) for message in _entries(translations(language)) if used.get(message.id) is None]


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_bytes(content)
    part.replace(path)


def write_template() -> None:
    """Write `i18n/xinmiao.pot`, the same bytes for the same source."""
    stream = BytesIO()
    write_po(stream, extracted(), width=110, sort_output=True, omit_header=True, include_lineno=False)
    _replace(TEMPLATE, stream.getvalue())


def update(language: str) -> None:
    """Add new msgids to the catalogue of `language`, drop unused ones, keep every translation as it is."""
    written = translations(language)
    fresh = Catalog(locale=language, project="xinmiao", charset="utf-8", creation_date=written.creation_date)
    for message in _entries(extracted()):
        known = written.get(message.id)
        said = known.string if known is not None else ""
        if message.pluralizable and isinstance(said, str):
            said = (said,)  # a text that has come to depend on a number
        fresh.add(message.id, said, flags=known.flags if known is not None else ())
    stream = BytesIO()
    write_po(stream, fresh, width=110, sort_output=True, no_location=True)
    _replace(I18N / f"{language}.po", stream.getvalue())


def compile_catalogues(*, force: bool = False) -> list[Path]:
    """Write the .mo beside each .po that is newer; return what was written."""
    compiled = []
    for language in languages():
        source, target = I18N / f"{language}.po", I18N / f"{language}.mo"
        if not force and target.exists() and target.stat().st_mtime_ns > source.stat().st_mtime_ns:
            continue
        stream = BytesIO()
        write_mo(stream, translations(language))
        _replace(target, stream.getvalue())
        compiled.append(target)
    return compiled


def main(arguments: list[str]) -> int:
    """Run one of extract, update, missing, compile; 1 when something is missing."""
    command = arguments[0] if arguments else "missing"
    if command == "extract":
        write_template()
    elif command == "update":
        write_template()
        for language in languages():
            update(language)
    elif command == "compile":
        compile_catalogues(force=True)
    elif command == "missing":
        found = [f"{language}: {problem}" for language in REQUIRED for problem in problems(language)]
        print("\n".join(found) or "every text is translated")
        return 1 if found else 0
    else:
        print("texts: extract | update | missing | compile", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
