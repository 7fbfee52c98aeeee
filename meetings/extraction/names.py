"""Recognise a person's name at a place in a sentence."""

import re
from dataclasses import dataclass

from meetings.extraction.lexicon import (
    AUXILIARIES,
    INSTITUTIONAL,
    LINKS,
    NEVER,
    NEVER_LAST,
    NO_BEGINNING,
    PARTICLES,
    SHORT_OFFICE_END,
    SHORT_POST,
    START_OF_TITLE,
    TITLED,
    followers,
    is_followed,
    is_office,
    nouns,
    offices,
    surnames,
    verbs,
)  # fmt: skip
from meetings.extraction.posts import titles_in
from meetings.extraction.tables import words

HAN = re.compile("[㐀-鿿\U00020000-\U000323af〇]+")
# «夏仲·洛追赤列», «阿依古丽·卡德尔»: never split at the dot
DOTTED = re.compile("[㐀-鿿]{1,8}(?:·[㐀-鿿]{1,8}){1,3}")
# «裔光荣|和|艾力·买买提»: a link before a dotted name
LINKED = re.compile("[和及与](?=[㐀-鿿]{1,8}·)")
# «屠 洁», «左 行»: inner padding
PADDED = (
    re.compile("[㐀-鿿] {1,3}[㐀-鿿] {1,3}[㐀-鿿](?![㐀-鿿])"),
    re.compile("[㐀-鿿] {1,3}[㐀-鿿]{2}"),
    re.compile("[㐀-鿿]{2} {1,3}[㐀-鿿](?=[、,;。])"),
    re.compile("[㐀-鿿] {1,3}[㐀-鿿]"),
)
LONGEST_RELAXED = 6
# A run of Han characters is looked at no further than this: names are shorter
LONGEST_RUN = 24
# What stands after a name in a list: a mark, a closer or a link
AFTER_LISTED = re.compile("[、,;。]|$|等|和|及|与|以及|\\(")
# What vouches that even a word is a name after a post: «市委书记关键指出», «副镇长计划通报了»
SPOKE = re.compile(
    "(?:同志)?(?:关于[^,。]{2,40}(?:汇报|报告|说明)|指出|强调|主持|讲话|要求,|(?:通报|传达|宣读|汇报|介绍)了|作了)"
)
# «副镇长发展、平安|参加会议», «市政协副主席时间|应邀列席会议»
CAME = re.compile(
    "(?:同志)?(?:等?分别|也|均|应邀)?(?:出席|参加|列席)(?:(?:上述|以上|此次|本次|这次|相关|有关|两个|全部)?(?:会议|大会|全会|活动)|了|学习|[,。;])"
)
# «县政协主席宛在山|看了测评结果»: what a person did, after a post
DID = re.compile("[看问谈算讲说听点签写送给打提查找带领走跑拿读开]了(?!解)")
# «郑会宣|出席», «李作|参加»: before these verbs the particle is the name's
CAME_HERSELF = re.compile("出席|列席|参加(?!的)")
# «粮食购销涉|及», «家长可|以», «直|到»: no name without a surname ends inside a word
SPLIT = re.compile(
    "[涉普顾危波提触惠言以兼遍]及|[可涉所予得给加难足用何借]以|[面方走倾导志]向|[目标]的|[需应面针相绝核配反]对|[参给赋]与"
    "|[存现正实旨重内潜]在|[平中高初同对均]等|[直做达得看感找拿落提想走遇见受回拉等]到|[成行称分列变定视改转升较尤因]为"
    "|[即必终]将|[自服听]从|[温饱缓总中调]和|[合共协相不会连如认赞]同|[造迁]就|[原诱起成]因|[效税比频汇概]率|[接承感遭享]受"
    "|[运协操合写创制炒工动]作|[但还就都不只于要凡]是|[信责担]任|[未以后历将本原]来|[一细极导招]致|[打倾]听|[汇申通]报"
)
NO_ADVERB = "宣作做于说讲赴以率受向给把被让"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a sentence: `value` without padding, `[start, end)` as printed."""

    value: str
    start: int
    end: int
    rule: str = "name.surname"


def name_at(text: str, start: int, known: frozenset[str], *, relaxed: bool) -> Name | None:
    """The name that begins here, or None.

    `known` are names met elsewhere in the text. `relaxed` also takes names without a listed
    surname, as Mongolian, Tibetan or Uyghur ones, and stands only inside a list that a post
    has opened.
    """
    dotted = DOTTED.match(text, start)
    link = LINKED.search(text, start + 2, dotted.end()) if dotted else None
    if dotted and not (link and link.start() < text.index("·", start)):
        return _dotted(text, start, link.start() if link else dotted.end())
    if (padded := _padded(text, start, opened=relaxed)) is not None:
        return padded
    han = HAN.match(text, start, start + LONGEST_RUN)
    if han is None or START_OF_TITLE.match(text, start) or text[start] == "等":
        return None
    for size in range(min(8, han.end() - start), 3, -1):
        if text[start : start + size] in known and is_followed(text, start + size):
            return Name(text[start : start + size], start, start + size, "name.known")
    found = [n for n in _sized(text, start, han.end()) if _is_name(text, n, known, opened=relaxed)]
    if found:
        best = _with_link(text, _best(text, found, known))
        return (_whole_token(text, best, han.end()) or best) if relaxed else best
    if not relaxed:
        return None
    return _listed(text, start) or _relaxed(text, start, han.end())


def _padded(text: str, start: int, *, opened: bool) -> Name | None:
    for pattern in PADDED:
        found = pattern.match(text, start)
        listed = found and opened and text[found.end() : found.end() + 1] in "、,;。"
        if found and _takes_verb(text, found.end()):
            continue
        if found and (found.group()[0] in surnames() or listed) and is_followed(text, found.end()):
            return Name("".join(found.group().split()), start, found.end(), "name.padded")
    return None


def _with_link(text: str, name: Name) -> Name:
    """«巴图孟和|主持会议»: a link that no name follows is the name's own end."""
    if text[name.end : name.end + 1] not in LINKS or not verbs().match(text, name.end + 1):
        return name
    return Name(text[name.start : name.end + 1], name.start, name.end + 1, name.rule)


def _takes_verb(text: str, end: int) -> bool:
    """«左 行作|表态发言»: the last character is the verb's."""
    own = text[end - 1] in PARTICLES and text[end - 2] != " "
    return own and is_followed(text, end - 1) and text[end : end + 1] not in "、,;。"


def _whole_token(text: str, name: Name, end: int) -> Name | None:
    """«孟和达来、» where the surname rule would stop at 孟和达."""
    rest = text[name.end : end]
    if not 1 <= len(rest) <= 3 or text[end : end + 1] != "、" or name.value[-1] in LINKS:
        return None
    if rest[0] in LINKS or rest.startswith("等") or _before_verb(text, name.end, end) is not None:
        return None
    value = text[name.start : end]
    return None if INSTITUTIONAL.search(value) else Name(value, name.start, end, "name.whole_token")


def _listed(text: str, start: int) -> Name | None:
    """A token of two or three characters alone between a post and a mark: «关于、时新»."""
    for size in (3, 2):
        value, after = text[start : start + size], text[start + size : start + size + 1]
        alone = len(value) == size and HAN.fullmatch(value)
        alone = alone and AFTER_LISTED.match(text, start + size)
        between = after == "、" or (after == "," and text[start - 1 : start] == "、")
        link = value[:1] in LINKS and size == 3 and text[start - 1 : start] not in "、,"
        if alone and not link and not is_office(value, listed=between):
            return Name(value, start, start + size, "name.listed")
    return None


def _dotted(text: str, start: int, end: int) -> Name | None:
    """A dotted name up to the first follower: «夏仲·洛追赤列|出席», «叶尔肯·哈里|受…委托»."""
    dot = text.rfind("·", start, end)
    for stop in (*range(dot + 3, end + 1), dot + 2):
        if is_followed(text, stop):
            value = text[start:stop]
            titled = TITLED.search(value) or titles_in(text, start, text.index("·", start))
            return None if titled else Name(value, start, stop, "name.dotted")
    return None


def _before_verb(text: str, low: int, high: int, *, long: bool = True) -> int | None:
    """The end before a verb that was taken along, if any; `long` asks for two characters."""
    pattern = verbs() if long else followers()
    for at in range(low, high):
        own_link = text[at] in LINKS and verbs().match(text, at + 1)
        if pattern.match(text, at) and not own_link:
            return at
    return None


def _sized(text: str, start: int, end: int) -> list[Name]:
    longest = 4 if text[start : start + 2] in surnames() else 3
    return [
        Name(text[start : start + size], start, start + size)
        for size in range(longest, 1, -1)
        if start + size <= end
    ]


def _is_name(text: str, name: Name, known: frozenset[str], *, opened: bool) -> bool:
    value = name.value
    if value in known and is_followed(text, name.end):
        return True
    followed = is_followed(text, name.end) or (opened and DID.match(text, name.end))
    if not followed or value[-1] in NEVER_LAST or verbs().match(value):
        return False
    marked = text[name.end : name.end + 1] in "、,;。"
    if value in words("non_names") and not (opened and _vouched(text, name)):
        return False
    if not opened and not marked and value[:2] in words("non_names"):
        return False
    if len(value) > 2 and verbs().match(text, name.end - 1) and is_followed(text, name.end - 1):
        return False
    surname = value[:2] if value[:2] in surnames() and len(value) > 2 else value[:1]
    return surname in surnames() and not _takes_along(text, name)


def _takes_along(text: str, name: Name) -> bool:
    """Whether a reading begins or ends in what is no part of the name.

    «和|各工作组», «和|主任», «要|以身作则», «张三|和», «张三|副|主席主持».
    """
    value, after = name.value, text[name.end : name.end + 1]
    loose = after not in "、,;。等" and not verbs().match(text, name.end)
    if loose and (value[-1] in LINKS or value[0] in AUXILIARIES):
        return True
    if value[-1] == "副" and SHORT_POST.match(text, name.end - 1):
        return True
    if value[0] not in LINKS:
        return False
    return (
        value[1] in "各全有相其所本驻辖沿村社"
        or value[1:] in words("non_names")
        or bool(SHORT_OFFICE_END.search(value))
        or bool(START_OF_TITLE.match(text, name.start + 1))
    )


def _vouched(text: str, name: Name) -> bool:
    """Whether a word is a name after all: it spoke, or it came, in a list or behind a post."""
    listed = text[name.start - 1 : name.start] == "、" and name.value not in offices()
    came = listed or name.value in nouns()
    return bool((came and CAME.match(text, name.end)) or SPOKE.match(text, name.end))


def _best(text: str, found: list[Name], known: frozenset[str]) -> Name:
    """Of several readings: one known elsewhere; else the longest that takes no particle along."""
    for name in found:
        if name.value in known:
            return name
    for name in found[1:]:
        if SHORT_POST.match(text, name.end) and name.value not in surnames():
            return name
    for name in found:
        own = name.value[-1] in NO_ADVERB and CAME_HERSELF.match(text, name.end)
        said = name.value[-1] == "说" and text[name.end : name.end + 1] in ",:"
        listed = text[name.end : name.end + 1] in "、,;。" and not said
        if own or name.value[-1] not in PARTICLES or listed:
            return name
    return found[0]


def _relaxed(text: str, start: int, end: int) -> Name | None:
    """A whole token between marks, or before a verb, as name without a listed surname."""
    whole = end - start <= LONGEST_RELAXED and text[end : end + 1] in "、,"
    verb = _before_verb(text, start + 2, min(end, start + LONGEST_RELAXED + 1), long=whole)
    stop = verb if verb is not None else end
    value = text[start:stop]
    for link in LINKS:
        cut = value.find(link, 2, len(value) - 1)
        value = value[:cut] if cut > 0 else value
    stop = start + len(value)
    whole = 2 <= len(value) <= LONGEST_RELAXED and is_followed(text, stop)
    if (
        not whole
        or INSTITUTIONAL.search(value)
        or verbs().match(value)
        or NO_BEGINNING.match(value)
        or NEVER.match(value)
        or SPLIT.match(text, stop - 1)
    ):
        return None
    if value in words("non_names") or value[:2] in words("non_names"):
        return None
    return Name(value, start, stop, "name.relaxed")
