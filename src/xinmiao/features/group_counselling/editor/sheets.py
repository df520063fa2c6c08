"""What slides in beside a group: the group's own form, adding members, one member, closing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from xinmiao.features.group_counselling.records import GROUP, MEMBER, GroupDraft, GroupView, MemberConsent, MemberLine
from xinmiao.features.group_counselling.rules.groups import GROUP_FIELDS, NamesMatched
from xinmiao.features.roster.records import ClassLine, StudentLine
from xinmiao.kernel.texts import Text, _, ntr, tr
from xinmiao.ui import theme
from xinmiao.ui.forms.form import Form
from xinmiao.ui.forms.text_editors import WordsEditor
from xinmiao.ui.person_choice import PersonChoice
from xinmiao.ui.search_box import Finder
from xinmiao.ui.widgets.buttons import Button
from xinmiao.ui.widgets.chips import Filter, FilterBar
from xinmiao.ui.widgets.combo import Combo
from xinmiao.ui.widgets.field_row import FieldRow
from xinmiao.ui.widgets.labels import label


class _Column(QWidget):
    """A column of a sheet with its buttons below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        space = theme.current().size
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(space("space-xl"), space("space-s"), space("space-xl"), space("space-l"))
        self.column.setSpacing(space("space-m"))

    def end_with(self, *buttons: Button) -> None:
        """Place the buttons at the end."""
        row = QHBoxLayout()
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.column.addLayout(row)
        self.column.addStretch(1)


class GroupColumn(_Column):
    """The fields of a group."""

    confirmed = Signal(object)
    """A GroupDraft."""

    def __init__(self, draft: GroupDraft) -> None:
        super().__init__("group_column")
        self._draft = draft
        self.form = Form(GROUP, GROUP_FIELDS, parent=self)
        self.form.set_values({name: getattr(draft, name) for name in GROUP_FIELDS})
        for name in GROUP_FIELDS:
            self.column.addWidget(self.form.row(name))
        self.end_with(Button(_("Save"), role="primary", name="save_group", keys="Ctrl+S", clicked=self.confirm))

    @property
    def group_id(self) -> str:
        """Return the id the group has or will have."""
        return self._draft.id

    def confirm(self) -> None:
        """Hand the group over when it is complete."""
        if self.form.check():
            values = self.form.values()
            texts = {name: values[name] or "" for name in ("topic", "plan", "place", "leaders")}
            rest = {name: values[name] for name in ("from_on", "until_on", "planned_meetings")}
            given: dict[str, Any] = {**texts, **rest}
            self.confirmed.emit(GroupDraft(self._draft.id, self._draft.base_version, **given))

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self.form.show_problems(problems)


class AddMembersColumn(_Column):
    """Students join one by one, by a whole class or by pasted names; who is meant is shown before anybody joins."""

    names_given = Signal(str)
    class_chosen = Signal(str)
    confirmed = Signal(object)
    """Ids of students (tuple)."""

    def __init__(self, classes: Sequence[ClassLine], finder: Finder) -> None:
        super().__init__("add_members")
        self._found: tuple[StudentLine, ...] = ()
        self._picked: dict[str, str] = {}
        self.person = PersonChoice(finder, _("Find the student"), name="member_person")
        self.picked = FilterBar(name="members_picked")
        self.names = QPlainTextEdit()
        self.names.setObjectName("member_names")
        self.names.setTabChangesFocus(True)
        self.names.setAccessibleName(tr("Names"))
        self.names.setMaximumHeight(theme.current().px(150))
        self.classes = Combo(tr("Class"), name="member_class")
        self.classes.addItem(tr("Choose a class"), "")
        for line in classes:
            self.classes.addItem(line.label, line.id)
        self._told = label("", wrap=True)
        self._told.setObjectName("members_found")
        self.several = FilterBar(name="member_bearers")
        self.several.changed.connect(lambda _chosen: self._tell_join())
        self._join = Button(_("Add to the group"), role="primary", name="join", clicked=self._confirm)
        self._lay_out()
        self.person.changed.connect(self._pick)
        self.picked.changed.connect(lambda _chosen: self._tell_join())
        self.names.textChanged.connect(lambda: self.names_given.emit(self.names.toPlainText()))
        self.classes.activated.connect(lambda _at: self.class_chosen.emit(str(self.classes.currentData() or "")))
        self.show_matched(NamesMatched((), (), ()))

    def _lay_out(self) -> None:
        self.column.addWidget(FieldRow(_("One student"), self.person, _("By name, pinyin, class or number.")))
        self.column.addWidget(self.picked)
        self.picked.hide()
        help_ = _("One below the other, or with commas between; also pasted from a list.")
        self.column.addWidget(FieldRow(_("Names"), self.names, help_))
        self.column.addWidget(
            FieldRow(_("A whole class"), self.classes, _("Its names are put above; delete whom you do not want."))
        )
        self.column.addWidget(self._told)
        self.column.addWidget(self.several)
        self.end_with(self._join)

    def _pick(self) -> None:
        """Put who was found among those who join, and make room for the next."""
        person, words = self.person.person(), self.person.text()
        if not person:
            return
        self._picked[person] = words
        still = self.picked.chosen() | {person}
        self.picked.set_filters(tuple(Filter(one, name) for one, name in self._picked.items()))
        self.picked.choose(still)
        self.picked.show()
        self.person.show_person("")
        self._tell_join()

    def put_names(self, names: Sequence[str]) -> None:
        """Add names below those that stand there."""
        there = self.names.toPlainText().strip()
        self.names.setPlainText("\n".join(part for part in (there, *names) if part))

    def show_matched(self, matched: NamesMatched) -> None:
        """Say whom the names mean, and which ones mean nobody or several."""
        self._found = matched.found
        lines = [ntr("{count} student found", "{count} students found", len(matched.found))]
        if matched.unknown:
            lines.append(tr("Not in the roster: {names}", names=tr(", ").join(matched.unknown)))
        if matched.several:
            lines.append(tr("Some names are borne by several students; choose whom you mean."))
        self._told.setText("\n".join(lines) if self.names.toPlainText().strip() else "")
        bearers = [line for _name, lines_ in matched.several for line in lines_]
        self.several.set_filters(
            tuple(Filter(line.id, tr(" · ").join((line.name, line.class_label))) for line in bearers)
        )
        self.several.setVisible(bool(bearers))
        of_class = {line.id for line in bearers if line.class_id == self.classes.currentData()}
        self.several.choose(self.several.chosen() | of_class)
        self._tell_join()

    def _tell_join(self) -> None:
        self._join.setEnabled(bool(self._found or self.several.chosen() or self.picked.chosen()))

    def _confirm(self) -> None:
        ids = (*self.picked.chosen(), *(line.id for line in self._found), *sorted(self.several.chosen()))
        self.confirmed.emit(tuple(dict.fromkeys(ids)))


class MemberColumn(_Column):
    """What is known of one member: consent, and since when he or she is gone."""

    confirmed = Signal(object, object)
    """The consent and the day of leaving."""
    drop_wanted = Signal()

    def __init__(self, member: MemberLine) -> None:
        super().__init__("member_column")
        self.member = member
        self.form = Form(MEMBER, ("consent", "left_on"), parent=self)
        self.form.set_values({"consent": member.consent, "left_on": member.left_on})
        came = tr("Came {came} of {noted} times", came=member.came, noted=member.noted)
        self.column.addWidget(label(came, "muted"))
        for name in ("consent", "left_on"):
            self.column.addWidget(self.form.row(name))
        buttons = [Button(_("Save"), role="primary", name="save_member", keys="Ctrl+S", clicked=self.confirm)]
        if not member.noted:
            buttons.insert(0, Button(_("Take out again"), name="drop_member", clicked=self.drop_wanted.emit))
        self.end_with(*buttons)

    def confirm(self) -> None:
        """Hand both answers over."""
        if self.form.check():
            values = self.form.values()
            self.confirmed.emit(MemberConsent(values["consent"]), values["left_on"])

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self.form.show_problems(problems)


class WordsColumn(_Column):
    """A question that is answered by some words: how a group closed, why a meeting is voided."""

    confirmed = Signal(str)

    def __init__(self, explanation: Text, editor: WordsEditor, verb: Text, *, danger: bool = False) -> None:
        super().__init__("words_column")
        self._editor = editor
        self._row = FieldRow(editor.field.label, editor, editor.field.help or "")
        self.column.addWidget(label(explanation, "muted", wrap=True))
        self.column.addWidget(self._row)
        self.end_with(Button(verb, role="danger" if danger else "primary", name="confirm_words", clicked=self.confirm))

    def confirm(self) -> None:
        """Hand the words over."""
        self.confirmed.emit(self._editor.value() or "")

    def refuse(self, problems: Mapping[str, Text]) -> None:
        """Mark what is wrong."""
        self._row.set_error(next(iter(problems.values()), None))


def draft_of(group: GroupView) -> GroupDraft:
    """Return a group as its form takes it."""
    line = group.line
    return GroupDraft(
        group.id, group.version, line.topic, line.from_on, line.until_on,
        group.plan, line.planned, group.place, group.leaders,
    )  # fmt: skip
