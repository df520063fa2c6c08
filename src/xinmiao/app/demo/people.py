"""Invented children and their families, drawn from a seeded generator so that each run shows the same school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

AREA = "990000"
"""An area code that no county has; every number here is visibly invented."""

_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单解仇查覃朴"
)
_COMPOUND = ("欧阳", "上官", "司马", "诸葛", "尉迟", "慕容", "东方", "皇甫")
_GIVEN_GIRLS = "芳婷雪梅静怡欣妍雨涵诗语梓萱思琪佳宁若曦可心舒语桐安然一诺依晨书瑶子墨清妍"
_GIVEN_BOYS = "伟强磊洋勇军杰浩宇轩子涵博文俊熙天佑志远嘉木星辰致远一鸣景行承泽明哲奕辰思远"
_RARE_NAMES = ("王㛃", "李䶮", "赵𠮷", "周𬭎", "陈珺玥", "孙堃")
_DOTTED_NAMES = ("阿依古丽·买买提", "古丽娜尔·艾山", "巴特尔·苏合")
_KOREAN_SURNAMES = "朴金崔李郑姜"
_KOREAN_GIVEN = ("美善", "英爱", "哲洙", "明浩", "银珠", "成俊", "善姬", "光一")
_STREETS = ("向阳路", "松江街", "长白巷", "北山里", "新民胡同", "杏林路")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_SEXES = 2
_WITH_ONE_PARENT_AWAY = 0.12
_WITH_BOTH_PARENTS_AWAY = 0.06


@dataclass(frozen=True)
class Person:
    """One invented child as a school list would write it."""

    name: str
    sex: str
    birth_date: date
    student_number: str
    ethnicity: str
    guardian: str
    relation: str
    phone: str
    address: str
    left_behind: str


def id_number(birth_date: date, order: int) -> str:
    """Return an 18-character number of area 990000 with a right check character (ISO 7064 MOD 11-2)."""
    body = f"{AREA}{birth_date:%Y%m%d}{order % 1000:03d}"
    return body + _CHECK[sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def invented_people(count: int, *, born_in: int, random: Random, first_order: int = 1) -> Iterator[Person]:
    """Yield children born from September of `born_in` on for a year; names repeat as in real schools."""
    for number in range(count):
        order = first_order + number
        girl = random.randrange(_SEXES) == 0
        name, ethnicity = _name(random, order, girl=girl)
        birth_date = date(born_in, 9, 1) + timedelta(days=random.randrange(365))
        relation = random.choice(("父亲", "母亲", "祖父", "祖母"))
        yield Person(
            name=name,
            sex="女" if girl else "男",
            birth_date=birth_date,
            student_number="G" + id_number(birth_date, order),
            ethnicity=ethnicity,
            guardian=name[0] + random.choice("建国秀英桂兰志明玉珍海燕"),
            relation=relation,
            phone=f"100{order:08d}",
            address=f"虚构县{random.choice(_STREETS)}{random.randrange(1, 300)}号",
            left_behind=_left_behind(random),
        )


def _left_behind(random: Random) -> str:
    drawn = random.random()
    if drawn < _WITH_BOTH_PARENTS_AWAY:
        return "2"
    return "1" if drawn < _WITH_BOTH_PARENTS_AWAY + _WITH_ONE_PARENT_AWAY else "0"


def _name(random: Random, order: int, *, girl: bool) -> tuple[str, str]:
    if order % 47 == 0:
        return _RARE_NAMES[order // 47 % len(_RARE_NAMES)], "汉族"
    if order % 61 == 0:
        return _DOTTED_NAMES[order // 61 % len(_DOTTED_NAMES)], "维吾尔族"
    if order % 9 == 0:
        return random.choice(_KOREAN_SURNAMES) + random.choice(_KOREAN_GIVEN), "朝鲜族"
    surname = random.choice(_COMPOUND) if order % 53 == 0 else random.choice(_SURNAMES)
    letters = _GIVEN_GIRLS if girl else _GIVEN_BOYS
    given = random.choice(letters) if random.random() < 0.3 else random.choice(letters) + random.choice(letters)  # noqa: PLR2004
    return surname + given, "汉族"
