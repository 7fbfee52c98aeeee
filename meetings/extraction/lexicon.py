"""The words around names: surnames, what follows a name, what looks like one and is an office."""

import re
from collections.abc import Iterable
from functools import cache

from meetings.extraction.tables import alternation, words

# What no name ends in: it belongs to what follows
NEVER_LAST = "等"
STOPS = "、,;。:!?()《》“”‘’【】\n/|…—"
LINKS = "和及与"
# What an office or a group ends in, and a word for a whole begins with
OFFICE_END = re.compile(
    "(?:[省市县区镇乡委府局厅部办院会处科室组队校厂司团社网站员人长]|(?<!江)村)$"
)
# Of two characters in a list only these make an office: «旦科» is a name
SHORT_OFFICE_END = re.compile("[省市县区镇乡村委府局部办院会处室组校厂]$")
WHOLE = re.compile("[各全本该有相其两]")
# Characters of institutions, places and groups: a token with one is no name that lacks a surname
INSTITUTIONAL = re.compile(
    r"(?<!江)村|^其(?![其木乐力布])|其(?=[他它余中实所间次])|单位|本[省市县区州旗盟镇乡]"
    r"|[省市县区镇乡委府局厅部办院会处科室组队校厂司团社网站台各全该有相等及级人员者们要了不的作做把着过最很还就以]"
    r"|书记|主[任席]|[秘市州县旗盟区]书?长|专员|同志|领导|代表|重要|系列|精神|工作|培训|座谈"
    r"|协商|发言|经济|党派|制度|机制|体系|体制|工程|建设|项目|整治|规划|活动|责任|服务|治理|管理"
    r"|保障|生产|事业|产业|环境|资金|政策|措施|任务|目标|热线|信箱|接待|接访|包联|包保|挂帅|考核|问题|陪餐|家长|学生|老师|村民|群众|居民|企业|商户|农户"
)
TITLED = re.compile(
    r"书记|主[任席]|(?<!家)[市州县旗盟区局部镇乡师团书处科院所站队组]长|政委|调研员|巡视员|司令|专员|常委|委员|成员|领导|政协|人大|政府"
)
# «沐维川主席主持会议», «柏君岭书记、苗友山书记近期讲话», «李克强总理和»: a post glued to a name
SHORT_POST = re.compile(
    r"(?P<post>(?:(?:常务)?副?(?:书记|[省市州县区旗盟镇乡]长|主任|主席|局长|部长|秘书长)"
    r"(?=主持|出席|讲话|所?作|所做|强调|指出|要求|传达|通报|表示|在[^,。;]{0,20}[会上]|就|向大会|代表[^,。;]{1,12}(?:作|向|讲|致|对)|围绕|结合|首先|谈了|宣读|宣布|介绍|部署|安排|总结|点评|发表|参加)"
    r"|(?:总|副)?书记(?=[、和及与对近在关的重])|副?总理|国家主席|副?(?:主席|主任|部长|局长|[省市州县区旗盟镇乡]长)"
    r"(?=[、和及与对近关的]|重要)))"
)
# What a name without a listed surname never begins with: «局长到现场说明», «成员之间»
NO_BEGINNING = re.compile("[抓赴履管到在将就对从为把被让给跟也还都应须可会能已正则并且而及要][^·]")
# «副主任王其豹»: a title is no name, nor the beginning of one
START_OF_TITLE = re.compile(
    "台(?:办|商|胞|湾|资|联|属|前|上|下|就|站)|区(?:监委|监察|法院|检察|人社|人武|总工会|妇联|工商联|卫健|市场监|城管|自然资|生态环|税务|审计|统计|商务|交通|水利|文旅|民政|信访|应急|医保|乡村|纪|委|政府|政协|人大|直|属|级|域|县|内|里|教|财|公安|司法|住建|农|发改|各|有关|相关|领导|四)|党(?:政|员|组|委|工委|校|代表)"
    "|(?:司法|水利|农业|商务|国土|国资|计生|计划|税务|谷物|史志|党史|应急|安监|文旅|文化|教体|经信|经贸|公安|全体|全区|全县|全市)(?:局|委|厅|办|部门|系统|干部|成员|各|人员)"
    "|(?:副|代|原)?(?:书记|主任|主席|秘书长|[省市州盟县区旗镇乡局部处科院所站队组会师团]长|专员|常委|检察长|巡视员|调研员|政委|司令|委员|成员)"
)
NEVER = re.compile(
    "辞职|辞去|请求|免职|任职|任命|情况|工作|问题|事项|事宜|建议|名单|职务|报告|精神|指示|批示|意见|方案|资格|身份|责任|岗位|任期|离任"
    "|述职|履职|候选|等|之间|以[上下]|等等|一致|分别|名单|轮流|悉数|由|的|均|前期|后期|大会|代表"
)
# «张三的讲话», «李四将出席»: what a shorter reading leaves to the sentence
PARTICLES = "对未的将在做说就赴以还并宣于作讲也均都亦率受向给把被让"
# Surnames that are auxiliaries far more often: «区领导要以身作则»
AUXILIARIES = "要有能是"


@cache
def surnames() -> frozenset[str]:
    """Single and compound surnames."""
    return words("surnames", "surname")


@cache
def offices() -> frozenset[str]:
    """Words that look like names and are offices, organs or groups: 支书, 商会, 党代表."""
    kinds = ("post", "organ", "group of people", "place", "meeting", "document")
    return frozenset().union(*(words("non_names", where="why", equals=kind) for kind in kinds))


@cache
def nouns() -> frozenset[str]:
    """Words for things, which attend nothing: whoever is called so and came is a person."""
    return words("non_names", where="why", equals="ordinary word")


@cache
def common_surnames() -> frozenset[str]:
    """Surnames frequent enough to trust where no post opens the list."""
    return words("surnames", "surname", where="common", equals="1")


def may_stand_alone(value: str) -> bool:
    """Whether a name counts in a list that no post opens: not a place such as 蒋村镇."""
    return value[0] in common_surnames() and not OFFICE_END.search(value)


@cache
def followers() -> re.Pattern[str]:
    day = (
        r"\d{1,2}[日月]|[昨今][天日晚]|[两三四五六七八九十\d]{1,3}[名位]"
        r"|提[几一二三四五六两]{1,2}[点条项个]"
    )
    return re.compile(rf"[{STOPS}]|\s|$|{day}|{_following(words('followers'))}")


@cache
def verbs() -> re.Pattern[str]:
    """A follower of two or more characters at the beginning: no name begins so."""
    return re.compile(_following(word for word in words("followers") if len(word) > 1))


def _following(found: Iterable[str]) -> str:
    """The followers as a pattern; in «托合提出席» 提 is the name's."""
    return alternation(found).replace("提出", "提出(?!席)")


def is_followed(text: str, end: int) -> bool:
    """Whether a name may end here, by what comes next."""
    glued = text[end - 1] not in "委组局部院团区镇乡县旗盟" and SHORT_POST.match(text, end)
    return bool(glued or followers().match(text, end))


def is_office(value: str, *, listed: bool) -> bool:
    """Whether a token is an office, a group or a verb; inside a list a verb may be a name."""
    if value in offices():
        return True
    if len(value) == 2 and listed and value not in words("non_names"):
        ending = SHORT_OFFICE_END
    else:
        ending = OFFICE_END
    if ending.search(value) or WHOLE.match(value) or TITLED.search(value):
        return True
    if START_OF_TITLE.match(value):
        return True
    if NEVER.match(value) or value[-1] in NEVER_LAST:
        return True
    return not listed and bool(NO_BEGINNING.match(value) or verbs().match(value))
