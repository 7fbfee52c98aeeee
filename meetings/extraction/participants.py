"""Join the mentions of one person: every post once, the strongest role."""

import re
from collections.abc import Iterable

from meetings.extraction.facts import Participant, Post, Span
from meetings.extraction.lists import group_label
from meetings.extraction.mentions import Mention
from meetings.extraction.roles import stronger
from meetings.extraction.tables import words
from meetings.extraction.text import Text
from meetings.extraction.vocabulary import Role

# What an organ does with a person: «关于增补益西卓玛同志为州政协委员的决定»
NAMING = (
    "(?:增补|补选|推选|选举|提名|推荐|任命|决定任命|免去|接受|给予|同意|许可对|许可|批准|撤销|罢免"
    "|终止|追授|授予|追认|聘任|解聘|表彰|暂停|确认|对)"
)
NAMED = "(?P<name>[一-鿿·]{2,8}?)"
SEVERAL_NAMED = "(?P<name>[一-鿿·]{2,8}?(?:[、和][一-鿿·]{2,4}?){0,9}?)"
# A person inside the title of an item: «给予李洪波开除党籍处分», «关于多吉同志任职的决定»
NAMED_IN_TITLE = (
    re.compile(rf"(?:给予|追认给予|对){NAMED}(?:同志)?(?:开除|撤销|留党察看|党内|处分|立案|涉嫌|的?处理"
        r"|(?:作出|进行)(?=[^,。;]{0,8}(?:处分|处理|审查|调查|考察|诫勉|谈话|问责|免职|开除|撤销|决定)))"),
    re.compile(rf"(?:关于{NAMING}{{0,2}}|{NAMING}|(?<=接受)|(?<=接受了)|(?<=同意)){SEVERAL_NAMED}(?:同志)?(?:辞去"
        r"|辞职|任职|免职|任免|等(?:同志)?(?:任职|任免|职务)|的?职务|为[一-鿿]{2,16}(?:长|主任"
        r"|主席|书记|委员|代表|人选)|采取强制措施|代表资格)"),
    re.compile(rf"(?:(?:关于|《|^){NAMING}{{0,2}}|{NAMING}|以及|[、和及])(?P<name>[一-鿿·]{{2,8}}?"
        r"(?:[、和][一-鿿·]{2,4}?){0,9}?)(?:等?[一二两三四五六七八九十\d]{0,3}[名位]?)同志"),
    re.compile(r"(?:(?<=任命)|(?<=免去)|(?<=选举)|(?<=补选)|(?<=推选)|(?<=任命了)|(?<=免去了)|(?<=补选了))"
        r"(?P<name>[一-鿿·]{2,4}?(?:[、和][一-鿿·]{2,4}?){0,9}?)(?:同志)?(?:为|的[一-鿿、()]{2,20}职务)"),
    # «会议决定,|李峻任崇明区副区长、代理区长»
    re.compile(r"(?:(?<=决定)|(?<=决定,)|(?<=决定:))(?P<name>[一-鿿·]{2,4}?)(?:同志)?任[一-鿿]{2,16}(?:长|主任|书记|主席|委员)"),
)  # fmt: skip
# «宣读了省委关于任命柏川同志为县委副书记的通知»
ORDERED = re.compile(
    rf"(?:宣读|宣布|通报|传达)了?[^,。;《]{{0,16}}《?[^,。;《]{{0,16}}关于{NAMING}{{0,2}}{NAMED}(?:同志)?(?:任职"
    r"|免职|任免职?|职务|为|任|不再担任)[^,。;]{0,40}?的?(?:通知|决定|批复|文件|函)"
)
# «陈月、朱春和吕靖»: the names of a list; 和 may stand in a name of three characters
SEVERAL = re.compile(r"(?:[^、和]|(?<![^、][^、])和|和(?![^、][^、]))+")
NOT_NAMES = re.compile(
    rf"^{NAMING}$|(?:项目|资金|工程|建设|整治|治理|工作|情况|问题|企业|单位|事故|行为|案件|方案|预算|决算)$|[的等会部委省市县区人员]|关于|同志|有关|接受|个别|部分|干部|代表|先进|优秀"
)


def join(
    text: Text, mentions: Iterable[Mention], named: Iterable[tuple[str, Span]]
) -> tuple[Participant, ...]:
    """One participant a name, in order of first mention.

    `named` are people inside titles of items: mentioned, without posts. Who is only mentioned
    and has no post is left out, as are national leaders quoted by formula.
    """
    order: dict[str, list[Mention]] = {}
    for mention in mentions:
        if mention.name not in words("national_leaders"):
            order.setdefault(mention.name, []).append(mention)
    found = [_participant(text, own) for own in order.values()]
    kept = [p for p in found if p.posts or p.role != Role.MENTIONED]
    present = {p.name for p in kept}
    extra = [
        Participant(name, (), Role.MENTIONED, span, "name.in_title")
        for name, span in named
        if name not in present and not present.add(name)  # type: ignore[func-returns-value]  # records the name
    ]
    return tuple(kept + extra)


def _participant(text: Text, own: list[Mention]) -> Participant:
    role = Role.MENTIONED
    for mention in own:
        role = stronger(role, mention.role) or role
    first = next((m for m in own if m.posts), own[0])
    places = [place for mention in own for place in mention.posts]
    return Participant(
        own[0].name, _posts(text, places), role, text.span(first.start, first.end), own[0].rule
    )


def _posts(text: Text, places: list[tuple[int, int]]) -> tuple[Post, ...]:
    """Every office once in its fullest form; a group's label only where there is no other."""
    posts: list[Post] = []
    for start, end in places:
        post = Post("".join(text.plain[start:end].split()), text.span(start, end))
        same = next((i for i, kept in enumerate(posts) if _same_office(kept.name, post.name)), None)
        if same is None:
            posts.append(post)
        elif len(post.name) > len(posts[same].name):
            posts[same] = post
    offices = [post for post in posts if not group_label(post.name)]
    return tuple(offices or posts[:1])


def _same_office(one: str, other: str) -> bool:
    """«湘潭市委书记» and «市委书记»; not «副市长» and «市长»."""
    shorter, longer = sorted((one, other), key=len)
    if shorter == longer:
        return True
    if not longer.endswith(shorter):
        return False
    return longer[: -len(shorter)][-1] not in "副代原"


def named_in_titles(text: Text, items: Iterable[tuple[int, int]]) -> list[tuple[str, Span]]:
    """People whom the titles of items name."""
    every = (
        match
        for start, end in items
        for pattern in NAMED_IN_TITLE
        for match in pattern.finditer(text.plain, start, end)
    )
    return _people(text, every)


def named_in_orders(text: Text, start: int, end: int) -> list[tuple[str, Span]]:
    """People whose appointment is read out between two places."""
    return _people(text, ORDERED.finditer(text.plain, start, end))


def _people(text: Text, found: Iterable[re.Match[str]]) -> list[tuple[str, Span]]:
    return [
        (
            part.group(),
            text.span(match.start("name") + part.start(), match.start("name") + part.end()),
        )
        for match in found
        for part in SEVERAL.finditer(match["name"])
        if not NOT_NAMES.search(part.group()) and part.group() not in words("national_leaders")
    ]
