"""A form: the editors of a record's fields, what they hold, whether it differs, what is wrong.

Owns values and marks. Where an editor stands is the page's business: `form.row("name")` is a widget to be
placed in any layout. Saving is the page's business too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from xinmiao.kernel.fields import (
    AnyField,
    BooleanField,
    ChoiceField,
    ChoicesField,
    DateField,
    DateTimeField,
    IntegerField,
    TextField,
)
from xinmiao.kernel.records import RecordSpec
from xinmiao.kernel.texts import Text
from xinmiao.kernel.times_of_day import TimeOfDayField
from xinmiao.ui.forms.choice_editors import SEGMENTS, ComboEditor, SegmentEditor, TickEditor
from xinmiao.ui.forms.date_editors import DayEditor, MomentEditor
from xinmiao.ui.forms.editor import FieldEditor
from xinmiao.ui.forms.several_editor import ChoicesEditor
from xinmiao.ui.forms.text_editors import LineEditor, NumberEditor, WordsEditor
from xinmiao.ui.forms.time_editors import TimeEditor
from xinmiao.ui.widgets.field_row import FieldRow


class NoEditor(LookupError):
    """A field that only the page can edit, and the page gave no editor for it."""


def editor_for(field: AnyField, parent: QWidget | None = None) -> FieldEditor:
    """Return the editor of a declared field.

    Raises:
        NoEditor: a reference; the page knows which records to offer.
    """
    for kind, make in _EDITORS:
        if isinstance(field, kind):
            return make(field, parent)
    raise NoEditor(field.name)


def _text_editor(field: TextField, parent: QWidget | None) -> FieldEditor:
    return WordsEditor(field, parent) if field.multiline else LineEditor(field, parent)


def _choice_editor(field: ChoiceField[Any], parent: QWidget | None) -> FieldEditor:
    return SegmentEditor(field, parent) if len(field.labels) <= SEGMENTS else ComboEditor(field, parent)


_EDITORS: tuple[tuple[type[AnyField], Callable[[Any, QWidget | None], FieldEditor]], ...] = (
    (TextField, _text_editor),
    (TimeOfDayField, TimeEditor),
    (IntegerField, NumberEditor),
    (DateField, DayEditor),
    (DateTimeField, MomentEditor),
    (BooleanField, TickEditor),
    (ChoiceField, _choice_editor),
    (ChoicesField, ChoicesEditor),
)


class FormModel:
    """The values of a form against those it was opened with. Knows no widget."""

    def __init__(self, spec: RecordSpec, names: Iterable[str] | None = None) -> None:
        self.spec = spec
        self.names = tuple(names) if names is not None else tuple(field.name for field in spec.fields)
        self._opened: dict[str, Any] = dict.fromkeys(self.names)

    def open(self, values: Mapping[str, Any]) -> None:
        """Take the values that count as unchanged."""
        self._opened = {name: values.get(name) for name in self.names}

    def changed_names(self, values: Mapping[str, Any]) -> frozenset[str]:
        """Return the fields that differ from what was opened; an empty text is the same as none."""
        return frozenset(name for name in self.names if _plain(values.get(name)) != _plain(self._opened.get(name)))

    def problems(self, values: Mapping[str, Any]) -> dict[str, Text]:
        """Return what the fields say against `values`."""
        return self.spec.problems(values, only=self.names)


def _plain(value: Any) -> Any:
    return None if value == "" else value


class Form(QObject):
    """Editors for the fields `names` of `spec` (all of them when None).

    `editors` gives the page's own for references and for anything that wants a better hand.
    """

    changed = Signal()
    """The user changed a value."""
    dirty_changed = Signal(bool)

    def __init__(
        self,
        spec: RecordSpec,
        names: Iterable[str] | None = None,
        *,
        editors: Mapping[str, FieldEditor] | None = None,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.model = FormModel(spec, names)
        given = editors or {}
        shelf = QWidget(parent)  # what a page does not place stays out of sight
        shelf.hide()
        self._editors = {name: given.get(name) or editor_for(spec.field(name)) for name in self.model.names}
        self._rows: dict[str, FieldRow] = {}
        self._dirty = False
        for name, editor in self._editors.items():
            editor.setParent(shelf)
            editor.changed.connect(self._reaction(name))

    def editor(self, name: str) -> FieldEditor:
        """Return the editor of a field, to be placed."""
        return self._editors[name]

    def row(self, name: str, *, help_: Text | str | None = None, always_answered: bool = False) -> FieldRow:
        """Return the field with label, help and error, to be placed; always the same widget.

        `always_answered`: an answer stands there from the beginning, so that nothing is asked for.
        """
        if name not in self._rows:
            field = self.model.spec.field(name)
            shown = field.help if help_ is None else help_
            editor = self._editors[name]
            words: Text | str = " " if isinstance(editor, TickEditor) else field.label  # a box says its label itself
            required = field.required and not always_answered
            made = FieldRow(words, editor, shown or "", required=required, name=f"row_{name}")
            self._rows[name] = made
        return self._rows[name]

    def values(self) -> dict[str, Any]:
        """Return what the editors hold; None for empty and for what is no value of its field."""
        return {name: editor.value() for name, editor in self._editors.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show `values` and count them as unchanged; marks go away."""
        for name, editor in self._editors.items():
            editor.set_value(values.get(name))
        self.clear_problems()
        self.mark_saved()

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show `values` (a draft, a template) as the user's changes; other fields stay as they are."""
        for name in self.model.names:
            if name in values:
                self._editors[name].set_value(values[name])
        self._noticed()

    def mark_saved(self) -> None:
        """Count what stands there as unchanged."""
        self.model.open(self.values())
        self._tell_dirty()

    @property
    def dirty(self) -> bool:
        """Return whether a value differs from what was opened, or typing stands there that is no value."""
        values = self.values()
        return bool(self.model.changed_names(values)) or any(self._unreadable(name) for name in self.model.names)

    def problems(self) -> dict[str, Text]:
        """Return what is wrong, by field: typing first, then the field's limits."""
        found = ((name, editor.problem()) for name, editor in self._editors.items())
        return {name: problem for name, problem in found if problem is not None}

    def check(self) -> bool:
        """Mark what is wrong and go to the first of it; True when all is well."""
        found = self.problems()
        self.show_problems(found)
        return not found

    def show_problems(self, problems: Mapping[str, Text]) -> None:
        """Mark the fields of `problems` and no others, and go to the first of them."""
        for name, row in self._rows.items():
            row.set_error(problems.get(name))
        first = next((name for name in self.model.names if name in problems), None)
        if first is not None:
            self.focus(first)

    def clear_problems(self) -> None:
        """Take all marks away."""
        self.show_problems({})

    def focus(self, name: str) -> None:
        """Go to a field and scroll it into view."""
        editor = self._editors[name]
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        place: QWidget | None = editor
        while place is not None and not isinstance(place, QScrollArea):
            place = place.parentWidget()
        if isinstance(place, QScrollArea):
            place.ensureWidgetVisible(self._rows.get(name, editor))

    def _unreadable(self, name: str) -> bool:
        editor = self._editors[name]
        return editor.value() is None and editor.problem() not in {None, self.model.spec.field(name).problem(None)}

    def _reaction(self, name: str) -> Callable[[], None]:
        def reacted() -> None:
            row = self._rows.get(name)
            if row is not None and row.error():
                row.set_error(self._editors[name].problem())
            self._noticed()

        return reacted

    def _noticed(self) -> None:
        self._tell_dirty()
        self.changed.emit()

    def _tell_dirty(self) -> None:
        dirty = self.dirty
        if dirty is not self._dirty:
            self._dirty = dirty
            self.dirty_changed.emit(dirty)
