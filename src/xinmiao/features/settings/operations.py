"""What can be done with the settings of the school: read them, change one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from xinmiao.features.settings.model import SchoolSetting
from xinmiao.kernel.access import Permission, Scope
from xinmiao.kernel.errors import ValidationFailed
from xinmiao.kernel.operations import NotAudited, command, query
from xinmiao.kernel.settings import Setting, SettingLevel
from xinmiao.vault.unit import Unit


@query(requires=Permission.SCHOOL_READ, scope=Scope.WHOLE_SCHOOL, audit=NotAudited("holds no person"))
def get_school_settings(unit: Unit, settings: tuple[Setting, ...]) -> dict[str, Any]:
    """Return the values of `settings` by name; those never changed have their default."""
    names = [setting.name for setting in settings]
    kept = {
        row.setting: row.value for row in unit.db.scalars(select(SchoolSetting).where(SchoolSetting.setting.in_(names)))
    }
    return {setting.name: setting.read(kept.get(setting.name)) for setting in settings}


@command(requires=Permission.SCHOOL_WRITE, scope=Scope.WHOLE_SCHOOL, audit="school.setting_changed")
def change_school_setting(unit: Unit, setting: Setting, value: Any) -> None:
    """Change one setting for the whole school; the trail names the setting, the revision holds its earlier value.

    Raises:
        ValidationFailed: a value the setting's field refuses.
    """
    if setting.level is not SettingLevel.SCHOOL:
        raise AssertionError(setting.name)
    problem = setting.problem(value)
    if problem is not None:
        raise ValidationFailed({setting.field.name: problem})
    unit.remark(setting=setting.name)
    row = unit.db.scalar(select(SchoolSetting).where(SchoolSetting.setting == setting.name))
    if row is None:
        row = SchoolSetting(id=unit.ids.new(), setting=setting.name)
        unit.db.add(row)
    row.value = setting.written(value)
