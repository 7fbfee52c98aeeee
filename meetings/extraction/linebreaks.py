"""Tell a line feed inside a sentence from one that ends a paragraph."""

import re

# Ends of a sentence, after which a line feed is a new paragraph: «…实效。»
CLOSED = re.compile(r"[。！？!?;:…](?:[”’」』)】]|\s)*$")
# A line that begins something new after an open line: «一要», «(二)», «1.», «会议强调», «5月7日»
OPENS = re.compile(
    r"^(?:[(（]?[一二三四五六七八九十]{1,3}[)）、]|[一二三四五六七八九十]{1,2}[是要]"
    r"|第[一二三四五六七八九十]+[,、]"
    r"|\d{1,2}[.、)]|\d{1,2}月\d{1,2}日|会议|全会|大会|[他她](?:指出|强调|要求)|本报讯"
    r"|(?:出席|列席|参加|参会|主持)(?:人员|领导|同志)?:"
    r"|[(（【★●·▲■◆□◇△☆◎○▶])"
)
# «市委常委、副市长查安民主持会议»: a headline that says who did what, without a stop
HEADLINE = re.compile(
    r"[^,。;:!?]{0,30}(?:书记|[省市县区州旗盟镇乡部局]长|主席|主任|常委|专员)[一-鿿·]{2,4}(?:同志)?(?:分别|在会上|应邀)?"
    r"(?:主持|出席|列席|参加|到会|讲话|[作做]|发表|通报|传达|宣读|汇报|发言|部署|致)[^,。;:!?]{0,40}"
)
# «二、听取冬季森林防灭火准备情况汇报»
HEADING = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\)|\d{1,2}[、.])[^,。;:!?]{4,60}"
)

# «突出重点 精准施策»
SUBHEAD = re.compile(r"[一-鿿“”《》 0-9]{4,30}")


def is_soft(plain: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a line feed between two lines stands inside a sentence."""
    between = plain[one[1] : other[0]]
    if between.count("\n") != 1 or CLOSED.search(plain[max(one[1] - 4, one[0]) : one[1]]):
        return False
    if _is_heading(plain[one[0] : one[1]], other[1] - other[0]):
        return False
    if HEADLINE.fullmatch(plain, *other) or _is_subhead(plain, one, other):
        return False
    return not OPENS.match(plain[other[0] : other[0] + 12])


def _is_heading(words: str, following: int) -> bool:
    """Whether a numbered line stands by itself: what was broken is as long as what follows."""
    return len(words) < following and bool(HEADING.fullmatch(words))


def _is_subhead(plain: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """«突出重点 精准施策» between paragraphs: no mark, and far shorter than what follows."""
    before, words = plain[: one[0]].rstrip()[-2:], plain[slice(*one)]
    far = len(words) * (1 if " " in words else 3) < other[1] - other[0]
    return far and bool(CLOSED.search(before) and SUBHEAD.fullmatch(words))
