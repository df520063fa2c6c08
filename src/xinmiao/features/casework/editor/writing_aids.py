"""Phrases and templates at the foot of a note: a menu, and the short key typed in the text with F7.

Owns how they are put in. Making and changing them is a page of its own.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu

from xinmiao.features.casework import operations
from xinmiao.features.casework.editor.parts import PartTabs
from xinmiao.features.casework.records import PhraseLine, TemplateView, WritingAids
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.page import PageContext
from xinmiao.ui.widgets.buttons import MenuButton

_SHOWN = 30
_WORDS = 24


class WritingAidsMenu(MenuButton):
    """The menu of phrases and templates. F7 after a short key puts the phrase in; F7 alone opens the menu."""

    def __init__(self, context: PageContext, parts: PartTabs) -> None:
        super().__init__(_("Phrases"), name="writing_aids")
        self._context, self._parts = context, parts
        self._known = WritingAids()
        self.setToolTip(tr("F7 after a short key puts the phrase in; F7 alone opens this menu"))
        QShortcut(QKeySequence("F7"), parts, self.put_in)
        self.entries().setToolTipsVisible(True)

    def load(self) -> None:
        """Ask again for what can be put in."""
        self._context.tasks.run(operations.list_writing_aids.bind(), self._show, owner=self)

    def put_in(self) -> None:
        """Put in the phrase whose key stands before the cursor, else open the menu."""
        key = self._parts.typed_key()
        found = next((phrase for phrase in self._known.phrases if phrase.key == key.lower()), None)
        if found is None:
            self.showMenu()
        else:
            self._parts.put_in(found.words, before=len(key))

    def _show(self, known: WritingAids) -> None:
        self._known = known
        menu = self.entries()
        menu.clear()
        for phrase in known.phrases[:_SHOWN]:
            menu.addAction(self._phrase(menu, phrase))
        if known.phrases and known.templates:
            menu.addSeparator()
        for template in known.templates[:_SHOWN]:
            menu.addAction(self._template(menu, template))
        menu.addSeparator()
        manage = QAction(tr("Phrases and templates…"), menu)
        manage.triggered.connect(lambda _checked=False: self._context.navigator.open(Target("writing_aids")))
        menu.addAction(manage)

    def _phrase(self, menu: QMenu, phrase: PhraseLine) -> QAction:
        words = " ".join(phrase.words.split())
        shown = words if len(words) <= _WORDS else words[: _WORDS - 1] + "…"
        made = QAction(tr("{first}  {second}", first=phrase.key, second=shown).replace("&", "&&"), menu)
        made.setObjectName(f"phrase_{phrase.key}")
        made.setToolTip(phrase.words)
        made.triggered.connect(lambda _checked=False: self._parts.put_in(phrase.words))
        return made

    def _template(self, menu: QMenu, template: TemplateView) -> QAction:
        made = QAction(tr("Template: {name}", name=template.name).replace("&", "&&"), menu)
        made.setObjectName(f"template_{template.name}")
        made.triggered.connect(partial(self._fill, template))
        return made

    def _fill(self, template: TemplateView, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 -- Qt's signal
        self._parts.add_texts(dict(template.texts))
