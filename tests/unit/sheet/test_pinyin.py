"""How names are read: surnames right, rare characters kept."""

from __future__ import annotations

import sys

import pytest

from xinmiao.system.name_reading import NameReading, name_reading


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("王芳", "wangfang", "wf"),
        ("曾小明", "zengxiaoming", "zxm"),
        ("单思远", "shansiyuan", "ssy"),
        ("解雨桐", "xieyutong", "xyt"),
        ("仇静", "qiujing", "qj"),
        ("查子轩", "zhazixuan", "zzx"),
        ("覃欣妍", "qinxinyan", "qxy"),
        ("朴美玲", "piaomeiling", "pml"),
        ("区建国", "oujianguo", "ojg"),
        ("欧阳天宇", "ouyangtianyu", "oyty"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟雨", "moqiyu", "mqy"),
        ("令狐冲", "linghuchong", "lhc"),
        ("吕青", "lvqing", "lq"),
        ("单", "shan", "s"),
        ("买买提·艾力", "maimaitiaili", "mmtal"),
        ("王\U00031234", "wang\U00031234", "w\U00031234"),
        ("Anna Lee", "annalee", "al"),
        ("", "", ""),
    ],
)
def test_readings(name: str, pinyin: str, initials: str) -> None:
    assert name_reading(name) == NameReading(pinyin, initials)


def test_dictionary_is_loaded_only_when_a_name_is_read() -> None:
    import subprocess  # noqa: PLC0415 -- a fresh interpreter is the only honest look at sys.modules

    look = "import sys, xinmiao.system.name_reading, xinmiao.features.roster.sheet.plan\n"
    look += "print(sorted({'pypinyin', 'python_calamine', 'sqlalchemy', 'PySide6'} & sys.modules.keys()))"
    seen = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)  # noqa: S603
    assert seen.stdout.strip() == "[]"
