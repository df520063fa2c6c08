"""The letter box of the invented school: openings, an empty one among them, and letters in every state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xinmiao.app.demo.referrals import ReferralRoom, at
from xinmiao.features.letter_box import operations as box
from xinmiao.features.letter_box.records import (
    AnswerForm,
    AnswerWay,
    LetterForm,
    LetterTopic,
    LetterUrgency,
    OpeningForm,
)
from xinmiao.features.roster.records import StudentLine

_OPENINGS = ((28, 2, ""), (21, 0, ""), (14, 2, ""), (7, 1, "编码条快用完了。"), (3, 3, ""))
"""When, days ago, how many letters, and what was remarked."""


@dataclass(frozen=True)
class _Letter:
    """One invented letter; `student` is a place in the list of students, None for one without a name."""

    days_ago: int
    words: str
    topic: LetterTopic
    urgency: LetterUrgency = LetterUrgency.NORMAL
    student: int | None = None
    code: str = ""
    how: AnswerWay | None = None
    answer: str = ""
    closed: bool = False


_LETTERS = (
    _Letter(
        28,
        "我们班有人总给同学起外号，大家都笑，我不敢说。",
        LetterTopic.PEERS,
        code="K7ME",
        how=AnswerWay.CLASS,
        closed=True,
    ),
    _Letter(
        28,
        "希望图书角中午也开。",
        LetterTopic.SCHOOL,
        code="小鱼",
        how=AnswerWay.PASSED_ON,
        answer="谢谢你的建议，已经转告学校，下周起中午开半小时。",
    ),
    _Letter(
        14,
        "数学越来越听不懂，晚上写作业写到很晚。",
        LetterTopic.STUDY,
        student=0,
        how=AnswerWay.TALK,
        closed=True,
    ),
    _Letter(
        14,
        "我和最好的朋友吵架了，她不理我，我每天中午一个人吃饭。",
        LetterTopic.PEERS,
        code="A3WX",
        how=AnswerWay.BOARD,
        answer="谢谢你写信来。吵架以后难过是很自然的。可以先写一张小纸条，说说你珍惜这份友情；"
        "如果想找人说说，周三中午可以直接来敲门，不用报名字。",
    ),
    _Letter(
        7,
        "爸爸妈妈在外地，我想他们，又不想让奶奶担心。",
        LetterTopic.FAMILY,
        student=1,
        how=AnswerWay.LETTER,
        answer="想念爸爸妈妈是很正常的心情。可以和他们约一个固定的通话时间，也可以把想说的写下来。"
        "周四中午来坐坐吧，我们一起想想怎么跟奶奶说。",
    ),
    _Letter(
        3,
        "最近总睡不着，觉得什么都没意思，活着很累。",
        LetterTopic.MOOD,
        LetterUrgency.URGENT,
        code="R9TH",
    ),
    _Letter(3, "怎么才能在很多人面前说话不发抖？", LetterTopic.SELF, code="D4LN"),
)


def invent_letters(room: ReferralRoom, students: Sequence[StudentLine]) -> None:
    """Open the box five times and enter seven letters; one of the last opening waits to be entered."""
    openings: dict[int, str] = {}
    for days_ago, letters, remark in _OPENINGS:
        form = OpeningForm(room.ids.new(), at(room, days_ago), letters, "周老师", remark)
        openings[days_ago] = room.run(box.open_box.bind(form))
    for letter in _LETTERS:
        _enter(room, letter, openings[letter.days_ago], students)
    room.clock.set_to(None)


def _enter(room: ReferralRoom, letter: _Letter, opening: str, students: Sequence[StudentLine]) -> None:
    day = at(room, letter.days_ago)
    student = "" if letter.student is None or letter.student >= len(students) else students[letter.student].id
    form = LetterForm(
        room.ids.new(),
        day,
        letter.words,
        letter.topic,
        letter.urgency,
        signed=bool(student),
        student_id=student,
        reply_code=letter.code,
        opening_id=opening,
    )
    room.run(box.save_letter.bind(form))
    if letter.how is not None:
        answered = at(room, letter.days_ago - 2)
        room.run(box.answer_letter.bind(form.letter_id, 1, AnswerForm(letter.how, answered, letter.answer)))
    if letter.closed:
        room.run(box.close_letter.bind(form.letter_id, 2, "没有再来信。"))
