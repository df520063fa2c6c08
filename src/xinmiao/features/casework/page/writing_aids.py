"""The page of phrases and templates: what one writes again and again, own ones and those of the room.

Owns that one that is typed and not saved is kept as a draft.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from xinmiao.features.casework import operations
from xinmiao.features.casework.records import (
    PHRASE,
    TEMPLATE,
    TEMPLATE_PARTS,
    PhraseDraft,
    PhraseLine,
    TemplateDraft,
    TemplateView,
    WritingAids,
)
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text, _, tr
from xinmiao.ui import theme
from xinmiao.ui.actions import Action
from xinmiao.ui.draft_keeper import DraftKeeper
from xinmiao.ui.forms.drafting import packed, put_back, taken, unpacked
from xinmiao.ui.forms.form import Form
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.tables.columns import Column
from xinmiao.ui.tables.record_table import RecordTable
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Chip
from xinmiao.ui.widgets.header import PageHeader
from xinmiao.ui.widgets.labels import label
from xinmiao.ui.widgets.messages import EmptyState
from xinmiao.ui.widgets.side_sheet import SideSheet
from xinmiao.ui.widgets.surfaces import PageColumn

_NEW = "new"
_PHRASE_FIELDS = ("key", "words", "shared")
_TEMPLATE_FIELDS = ("name", *TEMPLATE_PARTS, "shared")


@dataclass(frozen=True)
class AidLine:
    """A phrase or a template as the list shows it."""

    aid: PhraseLine | TemplateView

    @property
    def id(self) -> str:
        """Return the record's id."""
        return self.aid.id

    @property
    def name(self) -> str:
        """Return the short key or the name."""
        return self.aid.key if isinstance(self.aid, PhraseLine) else self.aid.name

    @property
    def words(self) -> str:
        """Return what is put in, in one line."""
        texts = (self.aid.words,) if isinstance(self.aid, PhraseLine) else tuple(text for _n, text in self.aid.texts)
        return " ".join(" ".join(texts).split())


def _columns() -> tuple[Column[AidLine], ...]:
    return (
        Column("name", _("Key or name"), lambda line: line.name, width=160, strong=True),
        Column("kind", _("Kind"), _kind, width=110),
        Column("words", _("Words of the phrase"), lambda line: line.words, width=400, stretch=True),
        Column("shared", _("For whom"), lambda line: line.aid.shared, lambda _shared: "", 170, chip=_whose),
    )


def _kind(line: AidLine) -> str:
    return str(PHRASE.label if isinstance(line.aid, PhraseLine) else TEMPLATE.label)


def _whose(line: AidLine) -> Chip:
    if not line.aid.is_own:
        return Chip(_("A colleague’s, for the room"), "calm", "users")
    return Chip(_("For the room"), "calm", "users") if line.aid.shared else Chip(_("For me"), "", "user")


class AidColumn(PageColumn):
    """The form of a phrase or a template; a colleague's is only read."""

    confirmed = Signal(object)
    """The values by field name."""
    remove_wanted = Signal()

    def __init__(
        self, spec: RecordSpec, names: tuple[str, ...], values: Mapping[str, Any], *, own: bool, new: bool
    ) -> None:
        super().__init__(name="aid_column")
        self.keeper: DraftKeeper | None = None
        self.body.setSpacing(theme.current().size("space-m"))
        self.form = Form(spec, names, parent=self)
        self.form.set_values(values)
        for name in names:
            self.add(self.form.row(name))
        buttons = QHBoxLayout()
        if own and not new:
            buttons.addWidget(Button(_("Remove"), role="danger", name="remove_aid", clicked=self.remove_wanted.emit))
        buttons.addStretch(1)
        if own:
            buttons.addWidget(Button(_("Save"), role="primary", name="save_aid", keys="Ctrl+S", clicked=self.confirm))
        else:
            self.add(label(_("This belongs to a colleague."), "secondary"))
        self.add(buttons)

    def confirm(self) -> None:
        """Hand the values over when they are complete."""
        problems = {name: text for name, text in self.form.problems().items() if name != "shared"}
        self.form.show_problems(problems)
        if not problems:
            self.confirmed.emit(self.form.values())

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self.form.show_problems(problems)

    def keep(self, context: PageContext, key: str, draft: bytes | None) -> None:
        """Show what was typed before, and keep as a draft what is typed from now on."""
        self.keeper = context.drafts.keep(key, lambda: packed(taken(self.form), context.clock.now()), self)
        if draft is not None:
            put_back(self.form, unpacked(draft))
        self.form.changed.connect(self.keeper.touch)

    def put_away(self) -> bool:
        """Keep what is not saved; return whether anything is."""
        if self.keeper is None:
            return False
        if not self.form.dirty:
            self.keeper.discard()
            return False
        self.keeper.touch()
        self.keeper.flush()
        return True


class WritingAidsPage(Page):
    """A list; Enter opens one in the sheet."""

    interests: ClassVar[frozenset[str]] = frozenset({PHRASE.record, TEMPLATE.record})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("writing_aids_page")
        self.sheet = SideSheet(self, ask_first=True, name="aid_sheet")
        self.sheet.close_asked.connect(self._put_away)
        self._column: AidColumn | None = None
        told = _("F7 in a note puts them in: after a short key at once, else from a menu.")
        self.header = PageHeader(_("Phrases and templates"), told, self._new_phrase(), (self._new_template(),))
        self.header.show_back()
        self.header.back.connect(context.navigator.back)
        self.table = RecordTable[AidLine](
            _columns(), _("Phrases and templates"), id_of=lambda line: line.id, name="aids"
        )
        self.table.set_empty(EmptyState(_("What you write again and again belongs here."), icon="notebook-pen"))
        self.table.opened.connect(self._open)
        _lay_out(self)
        self.setFocusProxy(self.table)

    def reload(self) -> None:
        """Ask for everything again."""
        self.context.tasks.run(operations.list_writing_aids.bind(), self._show, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go on with the draft of a phrase or a template: its kind and id, or `new`."""
        kind, _dot, self._wanted = record_id.partition(".")
        if self._wanted == _NEW:
            self._wanted = ""
            (self._edit_phrase if kind == PHRASE.record else self._edit_template)(None)
        elif self.table.count():
            self._open(self._wanted)

    def may_leave(self) -> bool:
        """Let go at once: what is typed is kept as a draft."""
        self._put_away()
        return True

    _wanted = ""

    def page_actions(self) -> tuple[Action, ...]:
        """Return making a phrase or a template, and saving."""
        save = Action("save", _("Save"), self._save, icon="save", enabled=self.sheet.isVisible)
        return (self._new_phrase(), self._new_template(), save)

    def help_text(self) -> str:
        """Return the help of the page."""
        return tr(
            "A phrase is put into a note by its short key and F7. A template fills the parts of a note; what stands"
            " there already is kept. What is for the room is found by all counsellors, and changed by who made it."
        )

    def _new_phrase(self) -> Action:
        return Action("new", _("New phrase"), partial(self._edit_phrase, None), icon="plus")

    def _new_template(self) -> Action:
        return Action("new_template", _("New template"), partial(self._edit_template, None), "Ctrl+Shift+N", "plus")

    def _save(self) -> None:
        if self._column is not None:
            self._column.confirm()

    def _show(self, aids: WritingAids) -> None:
        self.table.set_rows([*map(AidLine, aids.phrases), *map(AidLine, aids.templates)])
        if self._wanted:
            wanted, self._wanted = self._wanted, ""
            self._open(wanted)

    def _open(self, aid_id: str) -> None:
        line = next((line for line in self.table.shown_records() if line.id == aid_id), None)
        if line is not None and isinstance(line.aid, PhraseLine):
            self._edit_phrase(line.aid)
        elif line is not None and isinstance(line.aid, TemplateView):
            self._edit_template(line.aid)

    def _edit_phrase(self, phrase: PhraseLine | None) -> None:
        values: dict[str, Any] = {"shared": False}
        if phrase is not None:
            values = {name: getattr(phrase, name) for name in _PHRASE_FIELDS}
        key, version = _key_of(self.context, phrase)

        def save(typed: Mapping[str, Any]) -> None:
            draft = PhraseDraft(key, version, typed["key"], typed["words"], bool(typed["shared"]))
            self._run(operations.save_phrase.bind(draft))

        def shown(column: AidColumn) -> None:
            column.confirmed.connect(save)
            column.remove_wanted.connect(lambda: self._run(operations.remove_phrase.bind(key, version or 1)))

        self._sheet_for(PHRASE, _PHRASE_FIELDS, values, phrase, shown)

    def _edit_template(self, template: TemplateView | None) -> None:
        values: dict[str, Any] = {"shared": False}
        if template is not None:
            values = {"name": template.name, "shared": template.shared, **dict(template.texts)}
        key, version = _key_of(self.context, template)

        def save(typed: Mapping[str, Any]) -> None:
            texts = tuple((name, typed[name] or "") for name in TEMPLATE_PARTS)
            draft = TemplateDraft(key, version, typed["name"], texts, bool(typed["shared"]))
            self._run(operations.save_template.bind(draft))

        def shown(column: AidColumn) -> None:
            column.confirmed.connect(save)
            column.remove_wanted.connect(lambda: self._run(operations.remove_template.bind(key, version or 1)))

        self._sheet_for(TEMPLATE, _TEMPLATE_FIELDS, values, template, shown)

    def _sheet_for(
        self,
        spec: RecordSpec,
        names: tuple[str, ...],
        values: Mapping[str, Any],
        aid: PhraseLine | TemplateView | None,
        shown: Callable[[AidColumn], None],
    ) -> None:
        own, key = aid is None or aid.is_own, draft_key(spec, aid)

        def show(draft: bytes | None) -> None:
            self._put_away()
            column = AidColumn(spec, names, values, own=own, new=aid is None)
            if own:
                column.keep(self.context, key, draft)
            shown(column)
            self._column = column
            self.sheet.open_sheet(spec.label, column)

        self.context.drafts.load(key, show, owner=self)

    def _put_away(self) -> None:
        column, self._column = self._column, None
        if column is not None and column.put_away():
            self.context.notices.inform(_("Kept as a draft; it is there when you open this again."))
        self.sheet.close_sheet()

    def _run(self, bound: Any) -> None:
        self.context.tasks.run(bound, lambda _value: self._done(), self._refused, owner=self)

    def _done(self) -> None:
        column, self._column = self._column, None
        if column is not None and column.keeper is not None:
            column.keeper.discard()
        self.sheet.close_sheet()

    def _refused(self, error: AppError) -> None:
        if isinstance(error, ValidationFailed) and self._column is not None:
            self._column.refuse(error.problems)
        else:
            self.context.notices.error(error)


def _key_of(context: PageContext, aid: PhraseLine | TemplateView | None) -> tuple[str, int | None]:
    return (context.ids.new(), None) if aid is None else (aid.id, aid.version)


def draft_key(spec: RecordSpec, aid: PhraseLine | TemplateView | None) -> str:
    """Return the key of what is typed of a phrase or a template."""
    return f"writing_aid:{spec.record}.{_NEW if aid is None else aid.id}"


def _lay_out(page: WritingAidsPage) -> None:
    space = theme.current().size
    lists = QVBoxLayout()
    lists.setContentsMargins(space("space-xl"), 0, space("space-xl"), space("space-l"))
    lists.addWidget(page.table)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(page.header)
    column.addLayout(lists, 1)
