"""Tell from a group's predicate which part its people played."""

import re

from meetings.extraction.lists import Group
from meetings.extraction.vocabulary import Role

# «主持会议», «主持召开», «会议由李澜主持»
# but «主持县委工作» is an office
CHAIR = re.compile("主持(?!人|词|(?!召开|会议|大会)[^,;。会]{0,24}工作(?:[,;。]|$))")
# «讲话», «作工作报告», «就…作说明», «传达了…», «通报…», «安排部署», «授课»
SPEAKER = re.compile(
    "讲话|所?[作做]的(?=《|[^,;。]{0,40}(?:报告|说明|汇报|通报))|(?:作|做)了?(?:题为)?《|(?:作|做)(?:了|出)?[^,;。]{0,40}?(?:报告|说明|汇报|发言|通报|总结|部署|安排|点评|辅导|讲座|解读|动员|表态|宣讲|传达|介绍|讲解|审查|述职|分析)"
    "|传达|转达|通报|汇报|宣读|发言|致(?:欢迎|开幕|闭幕|答谢)?[辞词]|(?:安排|动员|研究)部署|报告工作|报告了|提交[^,;。]{0,20}议案|授课|领学|主讲|点评|解读|述职|介绍了?|讲授|辅导|总结讲|讲了?意见|讲了|说明了?|谈了|宣布(?![^,。;]{0,8}(?:[开闭]幕|开始|结束|开会))|提出(?:了)?[^,。;]{0,8}(?:要求|意见|建议|希望)|就[^,;。]{1,30}(?:进行|作)了?(?:部署|安排|说明|汇报)"
)
# «出席会议», «参加», «在主席台就座», «到会祝贺»
ATTENDEE = re.compile(
    "(?<!没有)(?<!没能)(?<!未)(?<!未能)(?<!不能)(?<!无法)(?<!不)(?:出席|参加|参会)|到会|与会|就座|就坐|收听收看|陪同|共同(?:学习|参加)|在主会场|在分会场"
)
# «列席会议», «在研究相关议题时列席»
OBSERVER = re.compile("列席")
# A clause that begins with another subject: «会议听取…», «会上…»
OTHER_SUBJECT = re.compile(
    r"\s*(?:本次|此次)?(?:会议|全会|大会|会上|会后|会前|学习会|与会|他|她|大家)"
)
# «有关部门负责人列席», «部分乡镇主要负责人参加», «各副县长»: a group of its own
GROUP_SUBJECT = re.compile(
    r"^\s*(?:各|有关|相关|部分|全体|其他|其余|[省市县区州旗]直|不是)|(?:负责人|负责同志|人员"
    r"|单位|代表|同志|主要领导|成员|委员|[县市区州旗]长|书记"
    r"|主任)等?(?:\d+余?人)?(?:应邀)?(?:参加|列席|出席|作|汇报|在)"
)
# «市长王勇|安排稳增长工作», «|总结了2019年信访工作», «|传达学习了全会精神»: a person's own part
ARRANGES = re.compile(
    r"\s*(?:还|并|也|则|首先|先后|分别|随后)*(?:安排|部署|总结|回顾|解读|领学|点评"
    r"|传达)(?!在|好|会|下去)"
)
# «;市直有关部门负责人参加会议», «;办公室,财政局、林业局的负责同志;两个苏木的人大主席列席会议»
UNRELATED = r"(?:(?!主持|讲话|听取|审议|传达|强调|汇报|出席|参加|列席|会议)[^,;。]){2,60}"
GROUP_AFTER = re.compile(
    rf"[;,](?:{UNRELATED}[,;]){{0,5}}?{UNRELATED}(?<=[人志员表导部记任席长者位])等?(?:应邀|分别|也)?(?P<verb>参加|出席|列席)"
)
# «听取了…汇报», «审议了…报告», «研究部署…»: what the meeting did in the chain after a chair
DONE_BY_MEETING = re.compile(
    r"^\s*(?:并)?(?:听取|审议|传达学习|学习贯彻|研究|讨论|部署|安排)(?:(?!并(?:讲话|发言|[作做]))[^,;。])*"
    r"|主持(?:召开)?[^,;。]{0,40}"
)
# «副县长甲、乙参加会议|,提出工作要求»: by formula, where nobody speaks for himself
TOGETHER = re.compile(
    "(?<=[会议,])(?:,|并)+(?:共同|还|也|一并)?提出(?:了)?[^,。;]{0,8}(?:要求|意见|建议|希望)(?=[。;]|$)"
)
# «的讲话精神», «的要求», «同志的讲话»: people whose words are passed on
QUOTED = re.compile(
    r"(?:同志)?(?:的|来[^,。]{0,6}(?:调研|视察|检查)|重要(?:讲话|批示|指示)"
    r"|在[^,。;]{0,30}(?:上的|的)(?:重要)?(?:讲话|指示|要求|批示))"
)
# «列席:甲、乙», «主持:丙»: what a label before a list makes of it
LABELS = {"列席": Role.OBSERVER, "主持": Role.CHAIR}
# «副市长方舟到会|听取了对工作的意见和建议», «…|听取了汇报|并讲话»: what one only heard
HEARD = re.compile(
    "听取了?[^,;。]*?(?=(?:并|后|时)(?:讲话|发言|[作做就对提指强要]|传达|通报|宣读)|[,;。]|$)"
)
STRENGTH = [Role.CHAIR, Role.SPEAKER, Role.ATTENDEE, Role.OBSERVER, Role.MENTIONED]


def stronger(one: Role | None, other: Role | None) -> Role | None:
    """The stronger of two roles; None is weaker than any."""
    known = [role for role in (one, other) if role is not None]
    return min(known, key=STRENGTH.index, default=None)


def role_of(text: str, group: Group, stop: int) -> Role | None:
    """The role of a group by the words up to `stop`; None where they tell none."""
    if group.opened_by == "object":
        return Role.MENTIONED
    after = text[group.end : stop].split(";")[0]
    if group.opened_by == "told":
        return (
            Role.SPEAKER
            if re.search("汇报|报告|说明|情况|介绍|通报|发言", after)
            else Role.MENTIONED
        )
    if group.opened_by == "listed":
        before = text[max(0, group.start - 24) : group.start]
        label = re.findall("列席|主持|出席|参加|参会|就座", before)[-1:]
        return LABELS.get("".join(label), Role.ATTENDEE)
    if QUOTED.match(after):
        return Role.MENTIONED
    if len(group.people) > 1:
        after = TOGETHER.sub("", after)
    return _by_clauses(after.split(","))


def group_role(text: str, start: int, end: int) -> Role | None:
    """The role of people after whom only a group and its verb follow: «;有关负责人参加会议»."""
    found = GROUP_AFTER.match(text, start, end)
    if found is None:
        return None
    return Role.OBSERVER if found["verb"] == "列席" else Role.ATTENDEE


def _by_clauses(clauses: list[str]) -> Role | None:
    found: Role | None = None
    for index, clause in enumerate(clauses):
        if index and (OTHER_SUBJECT.match(clause) or (found and GROUP_SUBJECT.search(clause))):
            break
        direct = Role.SPEAKER if index == 0 and ARRANGES.match(clause) else _by_verb(clause)
        found = stronger(found, direct)
        if index > 5:
            break
    return found


def _by_verb(clause: str) -> Role | None:
    if CHAIR.search(clause):
        return Role.CHAIR
    own = DONE_BY_MEETING.sub("", re.sub("《[^》]*》", "《》", clause))
    if SPEAKER.search(HEARD.sub("", own)):
        return Role.SPEAKER
    if OBSERVER.search(clause):
        return Role.OBSERVER
    return Role.ATTENDEE if ATTENDEE.search(clause) else None
