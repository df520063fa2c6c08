"""Which column of a sheet is which field of a student: proposed by synonyms, changed by hand, remembered.

Owns the column names schools use and the mapping as data. Does not read cells.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from xinmiao.documents.workbook import Cell
from xinmiao.features.roster.records import CLASS_TEACHER, GUARDIAN, SCHOOL_CLASS, STUDENT, STUDENT_DETAILS
from xinmiao.kernel.texts import Text, _


class Column(StrEnum):
    """What a column can hold. Values of student fields are the names of the fields."""

    NAME = "name"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    ID_NUMBER = "id_number"
    STUDENT_NUMBER = "student_number"
    ETHNICITY = "ethnicity"
    GRADE = "grade"
    CLASS = "class"
    NUMBER_IN_CLASS = "number_in_class"
    ENROLLED_MONTH = "enrolled_month"
    STATUS = "status"
    MENTOR = "mentor"
    CLASS_TEACHER = "class_teacher"
    BOARDING = "boarding"
    IS_BOARDER = "is_boarder"
    DORMITORY = "dormitory"
    BED = "bed"
    DORM_TEACHER = "dorm_teacher"
    DORM_TEACHER_PHONE = "dorm_teacher_phone"
    ADDRESS = "address"
    CARER = "carer"
    CARER_PHONE = "carer_phone"
    ENTRUSTED_CARER = "entrusted_carer"
    ENTRUSTED_CARER_PHONE = "entrusted_carer_phone"
    PARENTS_WORK_PLACE = "parents_work_place"
    LEFT_BEHIND = "left_behind"
    MIGRANT_CHILD = "migrant_child"
    ORPHAN = "orphan"
    DISABILITY = "disability"
    INCLUSIVE_CLASS = "inclusive_class"
    NEEDS_AID = "needs_aid"
    GUARDIAN_1_NAME = "guardian_1_name"
    GUARDIAN_1_RELATION = "guardian_1_relation"
    GUARDIAN_1_PHONE = "guardian_1_phone"
    GUARDIAN_1_LEGAL = "guardian_1_legal"
    GUARDIAN_1_REACHABLE = "guardian_1_reachable"
    GUARDIAN_2_NAME = "guardian_2_name"
    GUARDIAN_2_RELATION = "guardian_2_relation"
    GUARDIAN_2_PHONE = "guardian_2_phone"
    GUARDIAN_2_LEGAL = "guardian_2_legal"
    GUARDIAN_2_REACHABLE = "guardian_2_reachable"
    FATHER_NAME = "father_name"
    FATHER_PHONE = "father_phone"
    MOTHER_NAME = "mother_name"
    MOTHER_PHONE = "mother_phone"


def _of_guardian(number: int, attribute: Text) -> Text:
    return _("Guardian {number}: {attribute}").format(number=number, attribute=attribute)


COLUMN_LABELS: dict[Column, Text] = {
    Column.NAME: STUDENT.name.label,
    Column.SEX: STUDENT.sex.label,
    Column.BIRTH_DATE: STUDENT_DETAILS.birth_date.label,
    Column.ID_NUMBER: _("ID number (only checked, not kept)"),
    Column.STUDENT_NUMBER: STUDENT_DETAILS.student_number.label,
    Column.ETHNICITY: STUDENT_DETAILS.ethnicity.label,
    Column.GRADE: SCHOOL_CLASS.grade.label,
    Column.CLASS: SCHOOL_CLASS.label,
    Column.NUMBER_IN_CLASS: STUDENT.number_in_class.label,
    Column.ENROLLED_MONTH: STUDENT_DETAILS.enrolled_month.label,
    Column.STATUS: STUDENT.status.label,
    Column.MENTOR: _("Mentor"),
    Column.CLASS_TEACHER: CLASS_TEACHER.label,
    Column.BOARDING: STUDENT_DETAILS.boarding.label,
    Column.IS_BOARDER: _("Boarder (yes or no)"),
    **{
        column: STUDENT_DETAILS.field(column.value).label
        for column in (
            *(Column.DORMITORY, Column.BED, Column.DORM_TEACHER, Column.DORM_TEACHER_PHONE, Column.ADDRESS),
            *(Column.CARER, Column.CARER_PHONE, Column.ENTRUSTED_CARER, Column.ENTRUSTED_CARER_PHONE),
            Column.PARENTS_WORK_PLACE,
        )
    },
    Column.LEFT_BEHIND: STUDENT_DETAILS.left_behind.label,
    Column.MIGRANT_CHILD: STUDENT_DETAILS.migrant_child.label,
    Column.ORPHAN: STUDENT_DETAILS.orphan.label,
    Column.DISABILITY: STUDENT_DETAILS.disability.label,
    Column.INCLUSIVE_CLASS: STUDENT_DETAILS.inclusive_class.label,
    Column.NEEDS_AID: STUDENT_DETAILS.needs_aid.label,
    Column.GUARDIAN_1_NAME: _of_guardian(1, GUARDIAN.name.label),
    Column.GUARDIAN_1_RELATION: _of_guardian(1, GUARDIAN.relation.label),
    Column.GUARDIAN_1_PHONE: _of_guardian(1, GUARDIAN.phone.label),
    Column.GUARDIAN_1_LEGAL: _of_guardian(1, GUARDIAN.is_legal_guardian.label),
    Column.GUARDIAN_1_REACHABLE: _of_guardian(1, GUARDIAN.reachable.label),
    Column.GUARDIAN_2_NAME: _of_guardian(2, GUARDIAN.name.label),
    Column.GUARDIAN_2_RELATION: _of_guardian(2, GUARDIAN.relation.label),
    Column.GUARDIAN_2_PHONE: _of_guardian(2, GUARDIAN.phone.label),
    Column.GUARDIAN_2_LEGAL: _of_guardian(2, GUARDIAN.is_legal_guardian.label),
    Column.GUARDIAN_2_REACHABLE: _of_guardian(2, GUARDIAN.reachable.label),
    Column.FATHER_NAME: _("Father’s name"),
    Column.FATHER_PHONE: _("Father’s phone"),
    Column.MOTHER_NAME: _("Mother’s name"),
    Column.MOTHER_PHONE: _("Mother’s phone"),
}

_SYNONYMS: dict[Column, str] = {
    Column.NAME: "姓名 学生姓名 名字 学生名字 学生 name 姓名/name",
    Column.SEX: "性别 学生性别 性别码 sex gender",
    Column.BIRTH_DATE: "出生日期 出生年月日 出生年月 生日 出生时间 birthday",
    Column.ID_NUMBER: "身份证件号 身份证号 身份证号码 身份证件号码 身份证 证件号码 证件号 学生身份证号 公民身份号码",
    Column.STUDENT_NUMBER: "学籍号 全国学籍号 学籍号码 全国学籍号码 学籍编号 国网学籍号 省学籍号 学生学籍号 学籍主号",
    Column.ETHNICITY: "民族 民族码 族别 民族代码",
    Column.GRADE: "年级 所在年级 年级名称 所属年级 级别 就读年级",
    Column.CLASS: "班级 班级名称 所在班级 班别 班 行政班 所属班级 班级号 年级班级 年班 就读班级 学生班级 class",
    Column.NUMBER_IN_CLASS: "班内学号 座号 座位号 班级学号 班学号 班内序号 班号学号",
    Column.ENROLLED_MONTH: "入学年月 入学时间 入学日期 入学年份",
    Column.STATUS: "学生状态 在校状态 学籍状态 就读状态 状态 学生当前状态",
    Column.MENTOR: "导师 导师姓名 成长导师 成长导师姓名 学生导师 包联导师 结对导师 结对教师 mentor",
    Column.CLASS_TEACHER: "班主任 班主任姓名 班主任老师 班主任教师",
    Column.BOARDING: "就读方式 走读/住校 走读住校 住校情况 走读或住校 住宿情况 住宿方式 住校/走读",
    Column.IS_BOARDER: "是否住校 是否住宿 是否住宿生 是否寄宿生 是否寄宿 是否住校生 住校 住宿 寄宿生 住校生",
    Column.DORMITORY: "宿舍 宿舍号 寝室 寝室号 宿舍房间 宿舍房间号 房间号 住宿房间 宿舍楼号",
    Column.BED: "床号 床位 床位号 铺位 宿舍床号 寝室床号",
    Column.PARENTS_WORK_PLACE: (
        "父母务工地 父母务工地点 父母务工地址 父母外出务工地 父母外出务工地点 务工地 务工地点 外出务工地点 外出务工地 "
        "父母工作地 父母工作地点 父母打工地 父母打工地点 家长务工地 家长务工地点"
    ),
    Column.ADDRESS: "现住址 家庭住址 家庭地址 住址 现家庭住址 现居住地址 居住地址 现居住地 家庭详细地址 通信地址",
    Column.LEFT_BEHIND: "是否留守儿童 留守儿童 留守 留守情况 是否留守 是否农村留守儿童 留守类型 留守儿童类型",
    Column.MIGRANT_CHILD: (
        "是否进城务工人员随迁子女 随迁子女 是否随迁子女 随迁 进城务工人员随迁子女 是否随迁 是否务工随迁子女"
    ),
    Column.ORPHAN: "是否孤儿 孤儿",
    Column.DISABILITY: "残疾人类型 残疾 残疾类型 是否残疾 是否残疾人 残疾情况 是否残疾儿童 残疾类别",
    Column.INCLUSIVE_CLASS: "随班就读 是否随班就读",
    Column.NEEDS_AID: "是否需要申请资助 需要资助 是否需要资助 是否申请资助 资助 贫困生 是否贫困 家庭经济困难",
    Column.GUARDIAN_1_RELATION: "关系 与学生关系 与本人关系 与该生关系 称谓",
}
_PEOPLE: dict[tuple[Column, Column], str] = {
    (Column.DORM_TEACHER, Column.DORM_TEACHER_PHONE): "生活老师 生活教师 宿舍老师 宿管老师 宿管 宿舍管理员",
    (Column.CARER, Column.CARER_PHONE): "实际照料人 照料人 实际照顾人 照顾人 实际监护人 实际抚养人 主要照料人",
    (Column.ENTRUSTED_CARER, Column.ENTRUSTED_CARER_PHONE): (
        "委托照护人 委托照料人 受委托人 被委托人 委托监护人 受委托监护人 被委托照护人 受委托照护人"
    ),
}
_NAME_WORDS = ("", "姓名", "名字")
_PHONE_WORDS = ("电话", "联系电话", "手机", "手机号", "手机号码", "电话号码", "联系方式")
_PERSON = r"(?:家庭成员或监护人|家庭成员|法定监护人|监护人|家长|成员|联系人|亲属|紧急联系人)"
_GUARDIAN = re.compile(
    rf"(?P<before>第?[一二12])?(?P<who>{_PERSON}|父亲|爸爸|父|母亲|妈妈|母)(?P<after>[一二12①②]?)(?:信息|的)?"
    r"(?P<what>姓名|名字|与学生关系|与本人关系|与该生关系|关系|称谓|联系电话|电话号码|手机号码|手机号|联系方式|电话|手机|"
    r"是否监护人|是否法定监护人|是否为监护人|方便联系时间|方便联系的时间|可联系时间|联系时间|何时方便联系)?"
)
_PHONE_ALONE = re.compile(r"(?:家庭|学生)?(?:联系电话|手机号码?|手机|电话号码?|联系方式|电话)(?P<after>[12]?)")
_GROUP = re.compile(rf"{_PERSON}|父|母|班主任|教师|老师|导师|照料人|照护人|照顾人|委托人|监护人|抚养人|宿管")
_PHONES = ("电话", "手机", "方式")
_AMBIGUOUS_NUMBER = "学号"
_LOOKS_LIKE_STUDENT_NUMBER = re.compile(r"[GJLgjl]\w{6,}|\d[\dXx.eE+]{14,}")
_SMALL_NUMBER = re.compile(r"\d{1,3}号?")


@lru_cache(maxsize=4_000)
def plain_heading(heading: str) -> str:
    """Return a heading without blanks, marks and remarks in brackets: `姓 名（必填）*` is 姓名."""
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", heading)).lower()
    return re.sub(r"\([^)]*\)|\[[^]]*\]|【[^】]*】|[*:：★#]", "", text)


_BY_HEADING = {plain_heading(word): column for column, words in _SYNONYMS.items() for word in words.split()}
for (_person, _phone), _words in _PEOPLE.items():
    for _word in _words.split():
        _BY_HEADING |= {_word + end: _person for end in _NAME_WORDS} | {_word + end: _phone for end in _PHONE_WORDS}


@lru_cache(maxsize=4_000)
def recognise(heading: str) -> Column | None:
    """Return what a heading names, or None."""
    text = plain_heading(heading)
    if not text:
        return None
    if (column := _BY_HEADING.get(text)) is not None:
        return column
    if (alone := _PHONE_ALONE.fullmatch(text)) is not None:
        return Column.GUARDIAN_2_PHONE if alone["after"] == "2" else Column.GUARDIAN_1_PHONE
    guardian = _GUARDIAN.fullmatch(text)
    return None if guardian is None else _guardian_column(guardian)


def _guardian_column(match: re.Match[str]) -> Column | None:
    what = match["what"] or "姓名"
    attribute = "phone" if any(word in what for word in _PHONES) else "name"
    attribute = "relation" if "关系" in what or what == "称谓" else "legal" if what.startswith("是否") else attribute
    attribute = "reachable" if "联系" in what and "时" in what else attribute
    who = match["who"]
    if who[0] in "父爸母妈":
        owner = "father" if who[0] in "父爸" else "mother"
        return Column(f"{owner}_{attribute}") if attribute in {"name", "phone"} else None
    second = (match["after"] or match["before"] or "1")[-1] in "二2②"
    return Column(f"guardian_{2 if second else 1}_{attribute}")


def is_group_of_others(heading: str) -> bool:
    """Return whether an upper heading speaks of somebody other than the student, so that 姓名 below is his."""
    return _GROUP.search(plain_heading(heading)) is not None


@dataclass(frozen=True)
class Mapping:
    """Which column (counted from 0) is which field; columns that are not in it are not read."""

    columns: tuple[tuple[int, Column], ...]

    def column_of(self, field: Column) -> int | None:
        """Return the column that holds `field`, or None."""
        return next((index for index, column in self.columns if column is field), None)

    def changed(self, index: int, field: Column | None) -> Mapping:
        """Return the mapping with one column read as `field`, or not read; a field has one column at most."""
        kept = [(at, column) for at, column in self.columns if at != index and column is not field]
        return Mapping(tuple(sorted(kept + ([(index, field)] if field is not None else []))))

    def to_dict(self) -> dict[str, str]:
        """Return the mapping as plain data, to be remembered."""
        return {str(index): column.value for index, column in self.columns}

    @classmethod
    def from_dict(cls, data: AnyMapping[str, str]) -> Mapping:
        """Return a remembered mapping; what this version does not know is left out."""
        known = {column.value for column in Column}
        pairs = [(int(at), Column(name)) for at, name in data.items() if name in known and at.isdecimal()]
        return cls(tuple(sorted(pairs)))


def signature(headings: Sequence[str]) -> str:
    """Return what names a kind of sheet: the same headings in the same order give the same signature."""
    joined = "\n".join(plain_heading(heading) for heading in headings).rstrip("\n")
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def propose_mapping(
    headings: Sequence[str],
    sample: Iterable[Sequence[Cell]] = (),
    remembered: AnyMapping[str, AnyMapping[str, str]] | None = None,
) -> Mapping:
    """Return the mapping remembered for these headings, else the one their words suggest.

    `sample` is a few rows of data: whether 学号 is the number in the class or the 学籍号 is told by them.
    """
    known = (remembered or {}).get(signature(headings))
    if known is not None:
        return Mapping.from_dict(known)
    found: dict[Column, int] = {}
    for index, heading in sorted(enumerate(headings), key=lambda pair: _says_no_owner(pair[1])):
        column = recognise(heading)
        if plain_heading(heading) == _AMBIGUOUS_NUMBER:
            column = _number_by_content([row[index] for row in sample if index < len(row) and row[index] is not None])
        if column is not None:
            found.setdefault(column, index)
    return Mapping(tuple(sorted((index, column) for column, index in found.items())))


def _says_no_owner(heading: str) -> bool:
    """A telephone of nobody in particular gives way to one that names its owner."""
    return _PHONE_ALONE.fullmatch(plain_heading(heading)) is not None


def _number_by_content(cells: Sequence[Cell]) -> Column | None:
    texts = [str(cell).strip() for cell in cells]
    if any(_LOOKS_LIKE_STUDENT_NUMBER.fullmatch(text) for text in texts):
        return Column.STUDENT_NUMBER
    if texts and all(_SMALL_NUMBER.fullmatch(text) for text in texts):
        return Column.NUMBER_IN_CLASS
    return None


def remember(
    remembered: AnyMapping[str, AnyMapping[str, str]], headings: Sequence[str], mapping: Mapping
) -> dict[str, dict[str, str]]:
    """Return the remembered mappings with this one added."""
    kept = {key: dict(value) for key, value in remembered.items()}
    return kept | {signature(headings): mapping.to_dict()}
