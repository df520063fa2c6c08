"""The settings page: what is kept on this computer, with this account, with the school."""

from __future__ import annotations

import json
from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from xinmiao.features.settings import operations
from xinmiao.kernel.access import Permission
from xinmiao.kernel.errors import AppError, ValidationFailed
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.kernel.tasks import Target
from xinmiao.kernel.texts import _, tr
from xinmiao.ui.actions import Action
from xinmiao.ui.page import Page, PageContext
from xinmiao.ui.settings_page import SettingGroup, SettingLink, SettingsBoard
from xinmiao.ui.widgets.header import PageHeader


class SettingsPage(Page):
    """All settings that features declare. Each change is kept at once."""

    interests: ClassVar[frozenset[str]] = frozenset({"school_setting"})

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.setObjectName("page_settings")
        program_first = sorted(context.features, key=lambda feature: feature.name != "settings")
        self._settings = tuple(setting for feature in program_first for setting in feature.settings)
        header = PageHeader(_("Settings"), _("Each change is kept at once and can be taken back."))
        header.show_back()
        header.back.connect(context.navigator.back)
        self.board = SettingsBoard(self._groups(), self._kept(), self._links())
        self.board.wanted.connect(self._keep)
        self.setFocusProxy(self.board.search)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(header)
        column.addWidget(self.board, 1)

    def reload(self) -> None:
        """Ask for the settings of the school."""
        if school := self._of(SettingLevel.SCHOOL):
            bound = operations.get_school_settings.bind(school)
            self.context.tasks.run(bound, self.board.show_values, owner=self)

    def open_record(self, record_id: str) -> None:
        """Go to one setting."""
        if record_id in self.board.rows:
            self.board.search.clear()
            self.board.go_to(record_id)

    def page_actions(self) -> tuple[Action, ...]:
        """Offer to find a setting."""
        return (Action("find_setting", _("Find a setting"), self.board.search.setFocus, "Ctrl+F", "search"),)

    def help_text(self) -> str:
        """Say where settings are kept."""
        return tr(
            "Settings of this computer hold for everybody who uses it. Your own hold for your account on this "
            "computer. Settings of the school hold for all accounts; who changed them stands in the audit trail."
        )

    def may_leave(self) -> bool:
        """Let go at once: a number just typed is kept."""
        self.board.take()
        return True

    def remembered(self) -> str:
        """Return the last change, so that it can be taken back after the pages were built anew."""
        name, before = self.board.last_change
        setting = self._named(name)
        return "" if setting is None else json.dumps([name, setting.written(before)])

    def resume(self, remembered: str) -> None:
        """Show the last change again."""
        name, before = json.loads(remembered)
        setting = self._named(name)
        if setting is not None:
            self.board.show_saved(setting, self.board.rows[name].value, setting.read(before))
            self.board.go_to(name)

    def note_display(self) -> None:
        """Show what is in force: the menu changes it too, and a change can be taken back."""
        self.board.show_values(self._kept())

    def _kept(self) -> dict[str, Any]:
        kept = self._of(SettingLevel.DEVICE) + self._of(SettingLevel.USER)
        return {setting.name: self.context.settings.value(setting) for setting in kept}

    def _groups(self) -> tuple[SettingGroup, ...]:
        may = self.context.actor.may(Permission.SCHOOL_WRITE)
        school = _("For all accounts of the school. Each change stands in the audit trail.")
        ask = _("For all accounts of the school. Please ask a counsellor or the administrator to change them.")
        return (
            SettingGroup(
                "device",
                _("This computer"),
                _("For everybody who uses the program on this computer."),
                self._of(SettingLevel.DEVICE),
            ),
            SettingGroup("user", _("My own"), _("For your account on this computer."), self._of(SettingLevel.USER)),
            SettingGroup("school", _("School"), school if may else ask, self._of(SettingLevel.SCHOOL), editable=may),
        )

    def _links(self) -> tuple[SettingLink, ...]:
        """Return the lists of the school that the account may open."""
        go = self.context.navigator.open
        return tuple(
            SettingLink(page.name, page.label, page.icon, partial(go, Target(page.name)))
            for feature in self.context.features
            for page in feature.pages
            if page.in_settings and self.context.actor.may(page.requires)
        )

    def _of(self, level: SettingLevel) -> tuple[Setting, ...]:
        return tuple(setting for setting in self._settings if setting.level is level)

    def _named(self, name: str) -> Setting | None:
        return next((setting for setting in self._settings if setting.name == name), None)

    def _keep(self, setting: Setting, value: Any) -> None:
        before = self.board.rows[setting.name].value
        kept = partial(self.board.show_saved, setting, value, before)
        if setting.level is SettingLevel.SCHOOL:
            bound = operations.change_school_setting.bind(setting, value)
            self.context.tasks.run(bound, lambda _none: kept(), partial(self._refused, setting), owner=self)
        else:
            kept()  # before it takes effect: the pages may be built anew by it
            self.context.settings.store(setting, value)

    def _refused(self, setting: Setting, error: AppError) -> None:
        if isinstance(error, ValidationFailed):
            self.board.refuse(setting, error.problems[setting.field.name])
        else:
            self.board.rows[setting.name].refuse(error.told())
