"""Invented words of counselling notes: everyday troubles, told neutrally, about nobody."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from xinmiao.features.casework.records import CaseSource, NoteContent, Problem, RiskAnswer


@dataclass(frozen=True)
class Story:
    """One course of talks: why it began, and what each talk brought."""

    source: CaseSource
    problems: tuple[Problem, ...]
    talks: tuple[tuple[str, str, str], ...]
    """Situation, what was done, effect, one for each talk."""


STORIES = (
    Story(
        CaseSource.CLASS_TEACHER,
        (Problem.STUDY, Problem.EMOTION),
        (
            (
                "近两周上课常走神，自述考试前睡不好，担心退步。",
                "一起列出一周作息，约定睡前半小时不看题。",
                "愿意试一周，离开时说轻松了一些。",
            ),
            ("睡眠改善，每晚约七小时；数学仍紧张。", "练习腹式呼吸，把大题拆成三步。", "能自己说出两件做得好的事。"),
            (
                "单元测验前一晚睡着了，成绩与上次相近。",
                "回顾有用的办法，写在卡片上带走。",
                "情绪平稳，约定一个月后再看。",
            ),
        ),
    ),
    Story(
        CaseSource.SELF,
        (Problem.RELATIONS,),
        (
            (
                "与同桌因借书起了争执，几天没有说话，觉得被冷落。",
                "角色互换，说说对方可能怎么想；准备一句开场的话。",
                "决定明天课间先打招呼。",
            ),
            ("已经和同桌说开，仍担心别人议论。", "分清事实与猜想，写两栏对照。", "笑着说多半是自己想的。"),
        ),
    ),
    Story(
        CaseSource.MENTOR,
        (Problem.FAMILY, Problem.EMOTION),
        (
            (
                "父母在外务工，由祖母照料；想家时不愿说话。",
                "画出身边能帮忙的人；约定每周日与母亲通话。",
                "说出三个可以找的人。",
            ),
            ("与母亲通话两次，说了学校的事。", "和导师商量午饭有同学作伴。", "精神好些，主动讲笑话。"),
            ("祖母腰伤，家务多了，作业写到很晚。", "与班主任商量作业量，联系村里亲戚帮忙。", "觉得有人想着自己。"),
            ("祖母已能下地，作息恢复。", "一起定下学期的小目标。", "约好开学再见。"),
        ),
    ),
    Story(
        CaseSource.PARENT,
        (Problem.INTERNET, Problem.STUDY),
        (
            (
                "家长反映周末上网时间长，孩子觉得在家没有别的事做。",
                "记录一周时间，找出三件想做的事。",
                "同意先把周六上午留给打球。",
            ),
            ("打了两次球，认识了新同学；上网时间减少。", "与家长约定：不翻旧账，只看这一周。", "愿意继续。"),
        ),
    ),
    Story(
        CaseSource.OBSERVATION,
        (Problem.SELF,),
        (("转学后很少举手，说怕口音被笑。", "练习一句自我介绍，先在小组里说。", "愿意下周在小组里试一次。"),),
    ),
)

_NO = RiskAnswer.ASKED_NO
_SUPPORT_WORDS = ("班主任和一位好友", "祖母、导师", "表姐，每周见面", "同桌和母亲")


def content_of(talk: tuple[str, str, str], random: Random, *, problem: str) -> NoteContent:
    """Return what one talk leaves in a note; risk items asked, as a first visit needs."""
    situation, measures, effect = talk
    return NoteContent(
        place="辅导室",
        situation=situation,
        main_problem=problem,
        measures=measures,
        effect=effect,
        ideation=_NO,
        plan=_NO,
        means=_NO,
        past=_NO,
        support=RiskAnswer.YES,
        support_words=random.choice(_SUPPORT_WORDS),
        next_time=random.choice(("下周同一时间", "两周后", "需要时自己来")),
        told_whom=random.choice(("", "班主任", "导师")),
        level_changed=False,
    )
