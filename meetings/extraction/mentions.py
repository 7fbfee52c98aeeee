"""Who is named at which place of a body, with posts and the part that the sentence tells."""

import re
from dataclasses import dataclass, field, replace

from meetings.extraction.agenda import Item, begins_agenda, names_subject
from meetings.extraction.directives import Opened
from meetings.extraction.lexicon import AUXILIARIES
from meetings.extraction.lists import Group
from meetings.extraction.roles import group_role, role_of
from meetings.extraction.sentences import Body, Sentence
from meetings.extraction.tables import words
from meetings.extraction.vocabulary import Role

# Whoever does so is the one that «他强调» means
MAIN = re.compile("主持|讲话|总结|部署|安排|报告工作|工作报告|提出|并(?:强调|指出|要求)")
# «出席会议并强调,…»
ADDS = re.compile("并(?:强调|指出|要求)")
# «常务副市长甲|组织召开调度会», «市长乙|召集有关部门开会»: who convenes may speak there
CONVENES = re.compile("(?:紧急|连夜|再次|专门)?(?:组织|召集)?(?:有关[^,。;]{2,12})?(?:召开|召集)")
# «9月22日至23日,全省…推进会上,»: what the sentence tells happened at another meeting
ELSEWHERE = re.compile(
    r"(?:全省|全国|全区|省委|中央|国务院|自治区)[^,。;]{0,30}会议?(?:上|期间)[,]"
)
# Names that only the shape of a list vouches for count where a role does too
WEAK_RULES = {"name.relaxed", "name.listed", "name.whole_token"}

# A sentence that may tell agenda without a subject: «听取了…», «审议了…»,
# «落实会前学法制度,学习《…》»
BARE_AGENDA = re.compile(
    r"\s*(?:书面|集中|专题|集体|认真|分别|逐项|随后|同时|还|并|组织)*(?:听取|审议|传达|学习|研究|讨论|通过|协商|表决|审定|审查|通报|选举|补选|推选|票决"
    r"|观看|部署|安排|总结|分析|评议|接受|任命|决定|调度|宣读)[^,。]{0,8}?了|\s*(?:传达学习|学习传达|审议通过|审议|听取)"
    r"|\s*(?:同时,?)?(?:严格|认真)?(?:落实|执行|坚持|按照|根据)会前学法[^,。;要]{0,4},(?:集体|集中|认真|共同)?学习了?《"
)
# «闵小川|关于提案审查情况的报告», «那日苏|作的《…的报告》», «林川|受市政府委托所作的说明»
TELLS = re.compile(
    "(?:同志)?(?:受[^,。;]{2,20}委托)?(?:代表[^,。;]{2,20}?)?(?:关于|(?:所)?[作做]的|就[^,。;]{2,40}[作做]的|《)"
)
# «县长方舟作说明,|会议审议通过了…»: the meeting as subject after people's own parts
SUBJECT_AGAIN = re.compile("[,;](?=(?:会议|大会|全会))")
# «姜海潮|、斯琴», «斯琴|;市直有关部门的负责人;|石磊»: what parts groups that share a verb
BETWEEN_GROUPS = re.compile(
    "[,;、](?:[^,;。、]{2,14}[委会府协院局办部]、){1,6}|[,、和及](?:不是|非)[^,。;]{2,16}的"
    "|、[^,;。]{1,16}[、,]?|[;,、 ]|(?:[;,、和及与]|以及)"
    "[^,;。]{1,40}(?:负责人|负责同志|人员|代表|领导|成员|干部)[;,、]"
)
# «会议由市长颜赣|主持,分别|听取了…»
PRESIDED = re.compile(
    r"(?:同志)?主持(?:会议|大会|召开)?[,;](?:会议|大会)?(?:分别|先后|依次|还|并)*"
)


@dataclass(slots=True)
class Mention:
    """A person at one place of the body, with the posts and the role told there."""

    name: str
    start: int
    end: int
    posts: list[tuple[int, int]]
    role: Role
    sentence: int
    main: bool = False
    spoke: bool = False
    told: bool = False
    rule: str = "name.surname"


@dataclass(slots=True)
class Reading:
    """What was found, in coordinates of the body; `posts` are those a name had first."""

    mentions: list[Mention] = field(default_factory=list)
    agenda: list[tuple[int, Item]] = field(default_factory=list)
    directives: list[tuple[int, Opened]] = field(default_factory=list)
    posts: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def read_mentions(
    body: Body, groups: list[Group], index: int, sentence: Sentence, *, background: bool
) -> list[Mention]:
    mentions: list[Mention] = []
    _tell(body, groups)
    roles = _roles(body, groups, sentence)
    for number, group in enumerate(groups):
        stop = groups[number + 1].start if number + 1 < len(groups) else sentence.end
        role = roles[number]
        if background or ELSEWHERE.search(body.plain, sentence.start, group.start):
            role = Role.MENTIONED
        clause = re.split("[,;。]", body.plain[group.end : stop].lstrip(","))[0]
        main = (
            len(group.people) == 1
            and bool(MAIN.search(clause))
            and "应邀" not in clause
            and (role in {Role.CHAIR, Role.SPEAKER} or bool(ADDS.search(clause)))
        )
        main = main or (
            role is None and not group.opened_by and bool(CONVENES.match(clause.strip()))
        )
        spoke = len(group.people) == 1 and role in {Role.CHAIR, Role.SPEAKER}
        spoke = spoke and group.opened_by != "told"
        mentions.extend(
            Mention(
                person.name.value, person.name.start, person.name.end, person.posts,
                _part(person.name.value, role), index, main, spoke, role is not None or group.told,
                person.name.rule,
            )
            for person in group.people
        )  # fmt: skip
    return mentions


def _tell(body: Body, groups: list[Group]) -> None:
    """«听取了甲关于A的报告,|乙关于B的报告»: who goes on with the telling is heard as well."""
    told = False
    for group in groups:
        if told and not group.opened_by and TELLS.match(body.masked, group.end):
            group.opened_by = "told"
        told = group.opened_by == "told" or (told and group.opened_by == "object")


def _roles(body: Body, groups: list[Group], sentence: Sentence) -> list[Role | None]:
    """Each group's role; one cut off from its verb by an unread member takes the next one's."""
    stops = [*(group.start for group in groups[1:]), sentence.end][: len(groups)]
    roles = [role_of(body.plain, g, s) for g, s in zip(groups, stops, strict=True)]
    for number in range(len(groups) - 1):
        between = body.plain[groups[number].end : stops[number]]
        if re.fullmatch(",?受", between):
            own = replace(groups[number], end=groups[number + 1].end)
            roles[number] = role_of(body.plain, own, stops[number + 1])
    if groups and roles[-1] is None:
        roles[-1] = group_role(body.plain, groups[-1].end, sentence.end)
    for number in range(len(groups) - 2, -1, -1):
        between = body.plain[groups[number].end : stops[number]]
        if roles[number] is None and BETWEEN_GROUPS.fullmatch(between):
            roles[number] = roles[number + 1]
    return roles


# «代表委员|从报到到离会», «镇级干部|包村»: posts of many, behind which a demand goes on
OF_MANY = re.compile("(?:委员|代表|干部|负责人|领导|职工|成员|人员|党员|同志)$")

# «站所长|包片», «院长|查房», «校长|谈教育»: a bare title means whoever bears it
OF_ANY = re.compile(
    "(?:站|站所|村支部|支部|村|社区|乡镇|镇村)?(?:书记|主任|组长|[校院局站所厂场馆园部处科股队]长|经理|指挥长|教师|医生)"
)


def is_named(body: Body, mention: Mention, known: set[str]) -> bool:
    """Whether a demand names a person, and not what many with one post shall do."""
    if mention.rule in WEAK_RULES or mention.name[0] in AUXILIARIES:
        return mention.name in known
    posts = [body.plain[start:end] for start, end in mention.posts]
    bare = mention.end > max((end for _, end in mention.posts), default=0)
    many = (OF_MANY.search(post) or (bare and OF_ANY.fullmatch(post)) for post in posts)
    return mention.name in known or not all(many)


def posts_of(body: Body, mentions: list[Mention], known: set[str]) -> dict[str, set[str]]:
    """Those of `known` with the posts that were printed so far."""
    found: dict[str, set[str]] = {name: set() for name in known}
    for one in mentions:
        if one.name in known:
            found[one.name].update(body.plain[start:end] for start, end in one.posts)
    return found


def last_of_list(text: str, mentions: list[Mention]) -> int:
    """Where the list ends that the first mention opens: «金秋、舒香|表示»."""
    end = mentions[0].end
    for mention in mentions[1:]:
        if text[end : mention.start] not in {"、", "和", "与", "及", ","}:
            break
        end = mention.end
    return end


def _part(name: str, role: Role | None) -> Role:
    """A person's part; a national leader is only passed on or quoted."""
    return Role.MENTIONED if role is None or name in words("national_leaders") else role


def acting(
    body: Body, place: tuple[int, int, int], groups: list[Group], mentions: list[Mention]
) -> list[tuple[int, int]]:
    """Where a sentence may tell what the meeting did: before people's own parts and after them.

    `place` is where the sentence begins to tell, where a directive opens and where it ends.
    """
    start, limit, end = place
    stop = _before_people(body, start, limit, groups, mentions)
    found = []
    if stop > start and (
        BARE_AGENDA.match(body.plain, start, stop) or begins_agenda(body.masked, start, stop)
    ):
        found.append((start, stop))
    if stop < limit and (after := _after_people(body, end, mentions)) < limit:
        found.append((after, limit))
    return found


def _before_people(
    body: Body, start: int, limit: int, groups: list[Group], mentions: list[Mention]
) -> int:
    """How far a sentence may tell agenda: up to those whose own part it tells.

    «会议讨论通过了议程(草案),|市政协主席任西岭作了讲话»
    """
    own = [m.start for m in mentions if m.role != Role.MENTIONED]
    if not own or any(g.opened_by == "told" for g in groups):
        return limit
    first = next((g.start for g in groups if g.people[0].name.start >= own[0]), own[0])
    acts = names_subject(body.masked, start, first)
    stop = max(body.plain.rfind(mark, start, first) for mark in ",;")
    return max(stop, start) if acts else start


def _after_people(body: Body, end: int, mentions: list[Mention]) -> int:
    """Where the meeting's acts go on after people's, else `end`.

    «市长颜赣作了说明;|审议并表决通过了《决议》», «会议由市长颜赣主持,|听取了…»
    """
    last = max((m.end for m in mentions if m.role != Role.MENTIONED), default=end)
    presided = PRESIDED.match(body.masked, last, end)
    if presided and "由" in body.masked[max(0, last - 40) : last]:
        return presided.end() if BARE_AGENDA.match(body.masked, presided.end(), end) else end
    for mark in SUBJECT_AGAIN.finditer(body.masked, last, end):
        if names_subject(body.masked, mark.end(), end):
            return mark.end()
    at = body.masked.find(";", last, end) + 1
    return at if at and BARE_AGENDA.match(body.masked, at, end) else end
