"""Recognise a post at a place in a sentence."""

import re
from functools import cache

from meetings.extraction.tables import rows

# What ends a segment that a post may fill; brackets stand inside posts: «副市(州)长»
SEGMENT_END = re.compile(r"[、,;。:!?《》“”‘’【】\s|…—]")
# What a post's words never hold: a verb or an adverb of the sentence around it
NOT_IN_POST = re.compile(
    r"\d{4}年|主持(?!工作\)|人)|出席|参加|列席|召开|举行|传达|审议|听取|讲话|强调|指出|要求|提出|表示|认为|部署|通报"
    r"|宣读|汇报|(?<!负责)(?<!领导)同志|"
    r"会议(?!室|召集人|主席团|主持人)|会上|委托|各[级位]|部分|全体|广大|存在|所有|每[个位]|以|总书记|班子(?!成员|领导)|贯彻"
    r"|落实"
    r"|针对|按照|根据|围绕|学习(?!教育)|与会|选举|推选|决定|递补|通过|当选|最后|邀请|增补|补选"
    r"|任命|关于|(?<![无犍])为|确保|(?<!厅级|县级|处级|科级)以上|\d{1,2}日|上午|下午|分别|以及"
    r"|(?<!天)等|就|由|受|请|是|的|要(?![闻塞])|把|让(?!胡路)|被|送|给|对着|(?<!存)在(?![家职任])|拥护|总理|国家主席"
)
# «领导班子», «主任会议», «书记处», «常委会», «委员会», «主席团», «成员单位»: heads of other words
NOT_A_POST_BEFORE = re.compile(
    r"会|团(?!长)|席(?=[就前位台])|台(?=[上就])|处|班子|小组|单位|机构|热线|信箱|办公会|议事会|碰头会|联席会|学校"
    r"|负责制|责任|接待日|"
    r"(?:第[一二三四五六七八九十\d]+次)"
)
# «“两新”|工委书记», «“第一书记”|代表»: masked words that a post begins with or holds
QUOTED = re.compile("“□{1,8}”(?=[一-鿿])")
# «市长候选人», «副主席候选人人选», «(兼)», «人选», «(正县级)»
SUFFIX = (
    r"(?:(?:提名|建议|拟任|候选)?(?:候选人)?人选|候选人"
    r"|\((?:兼|挂职|正?副?[县处厅局科]级|主持工作)\))"
)


@cache
def _titles() -> re.Pattern[str]:
    found = sorted(rows("titles"), key=lambda row: -len(row["word"]))
    words = "|".join(_conditioned(row["word"], row["before"]) for row in found)
    # A head noun begins with one of few characters: most places are passed at once.
    first = "".join(sorted({row["word"][0] for row in found}))
    return re.compile(rf"(?=[{first}])(?:{words}){SUFFIX}?")


def _conditioned(word: str, before: str) -> str:
    """The word with what must (or, after !, must not) stand before it; | joins conditions."""
    if before.startswith("!"):
        return f"(?<!{before[1:]}){word}"
    if not before:
        return word
    behind = "|".join(f"(?<={condition})" for condition in before.split("|"))
    return f"(?:{behind}){word}"


def titles_in(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Places of head nouns of posts, those that are parts of other words left out."""
    return [
        (match.start(), match.end())
        for match in _titles().finditer(text, start, end)
        if not NOT_A_POST_BEFORE.match(text, match.end())
    ]


def segment_end(text: str, start: int) -> int:
    """Where the segment that begins here ends; marks inside brackets do not end it."""
    at, depth = start, 0
    while at < len(text):
        char = text[at]
        if char == "“" and (quoted := QUOTED.match(text, at)):
            at = quoted.end()
            continue
        depth += (char == "(") - (char == ")")
        if depth < 0 or (depth == 0 and SEGMENT_END.match(text, at)):
            return at
        at += 1
    return len(text)
