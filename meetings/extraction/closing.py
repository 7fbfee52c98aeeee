"""Tell where a demand ends: at the meeting's next act, at who came, at others' words."""

import re

from meetings.extraction.sentences import BEGINS_WITH_DAY, Body, Sentence

# A month, where it is known, and a day
Held = tuple[int | None, int]

# «有的委员», «三位代表», «企业家们»: participants who say something
SAYERS = (
    r"(?:有的?|多位|几位|一些|部分|不少|许多|[各两三四])?"
    r"(?:委员|代表|常委|专家|企业家|干部|群众|同志)们?"
)
# The meeting's next act, attendance, other speakers, at the beginning of a sentence
ENDS = re.compile(
    r"\s*(?:会议(?:还|并|又|同时|最后)*(?!指出|强调|要求|认为|希望|明确)[一-鿿]{2,6}?了(?!解)|会议(?:还|并|又)?(?:印发|下发|宣布|播放|邀请|套开|听取|审议|传达|学习|研究|讨论|通过"
    r"|通报|表决|决定|书面|集体|观看"
    r"|以|由|设|采取|应到|分|选举|[就对][^,。]{2,40}(?:进行|作|做|提出))|全会(?:听取|审议"
    r"|按照|由|递补|确认|决定|票决|通过|选举|以)|大会(?:听取|审议|通过|选举|表决|由|以|采取|应到|在)"
    r"|(?:会议|大会|全会)经过?[^,。要]{0,10}(?:选举|讨论|审议|表决|投票|酝酿|差额|等额)"
    rf"|(?:与会|全体)?{SAYERS}(?:分组|集中|认真|充分|热烈|还|以[^,。要]{{2,12}}?|(?:[对就]|围绕)[^,。要]{{2,40}}?)*"
    r"(?:进行了[^,。]{0,6}|(?=[^,。]{2}了))(?:讨论|审议|协商|酝酿|座谈|评议|观看|参观|听取|表决)"
    r"|会上|会议(?:结束|最后|期间,?(?:还|对|举行|召开|播放|观看|参观|观摩|印发|邀请|共?收到))|与会"
    rf"|{SAYERS}(?:在[^,。]{{2,12}}[中时])?(?:一致|纷纷)?(?:提出|认为|表示|建议|指出|说|反映|谈到)|大家(?:一致)?(?:认为"
    r"|表示|围绕|还|畅谈|纷纷)|参会"
    r"|参加(?:会议|学习|座谈)[^,。]{0,4}的|出席会议|出席|列席会议|应邀"
    r"|不是[^,。]{2,20}列席|学习会(?:上|前|后)|来源|撰稿|(?:本次)?(?:全会|大会)(?:在|号召后)"
    r"|(?:会议|[开闭]幕[会式])在[^,。]{0,14}(?:歌声|掌声|国歌)|[当同](?:天|日)|(?:大会|会议|全会)将|[^,。]{0,10}将于\d{1,2}月|据(?:了解|悉|介绍|统计)|本[轮次](?:巡察|活动|会议)"
    r"|此前|随后|根据会议安排|按照会议安排"
    r"|[^,。:]{2,16}[对就][^,。]{2,40}(?:进行|作)了?(?:点评|总结|讲话)"
    r"|[^,。:要应须]{2,30}(?:分别|先后|依次)[对就][^,。要]{2,60}(?:进行|作)了?(?:解读|说明|汇报|通报|讲解)。"
    r"|[^,。:]{2,16}就[^,。]{2,30}提出(?:了)?(?:明确|具体)?要求。?$)"
)
# «县长凌晴|说,» but «可以说,», «老百姓说,»: words that a demand uses itself
SAYS = re.compile(
    r"\s*(?!(?:可以|应该|总的来|总体来?|一般来|具体来|换句话|老实|坦率地|客观地|俗话|常言|古人|古语|老话|老百姓|群众|有人|总书记|也就是|不用|毫不夸张地|从[^,]{1,4}来)说)"
    r"[一-鿿]{2,4}(?:说|介绍说?),"
)
# «各县(市、区)委书记…参加会议»: a sentence about who was there
ATTENDANCE = re.compile(
    r"(?:参加|出席|列席|参会)(?:了)?(?:会议|大会|全会|活动|学习|座谈会|开幕会|开幕式|闭幕会"
    r"|本次会议|此次会议)?(?:。|$)|列席(?:了)?(?:相关|有关)?议题|作(?:了)?(?:交流|表态|典型"
    r"|大会)*(?:发言|汇报)。$|设立?分会场|分会场(?:参会|参加)"
    r"|以视频(?:会议)?形式(?:召开|举行)"
)
# What a sentence asks for, so that it tells of nobody's presence: «领导干部要带头参加学习。»
ASKS = re.compile(
    r"(?<![主重需首必概纲紧扼摘])要(?![员闻素目点职案])|须(?!知)|应(?![急邀对届])|务必|严禁|不得|确保"
)
# «市直有关部门负责人参加座谈。», «委员、委机关负责同志一同调研。»
CAME = re.compile(
    r"[^。]{0,120}?(?:负责人|负责同志|领导|班子成员|组成人员|工作人员|人员|代表|成员单位|委员|干部)(?:等)?(?:共?\d+余?人)?"
    r"(?:在[^,。;]{2,12}|应邀|分别|一同|一并|共同|陪同|也|均)*(?:出席|参加|列席|参会|与会|陪同|到会)[^,。;]{0,12}(?:。|$)"
)
# «市财政局、市水利局负责人|介绍了情况»: officers who tell something
OFFICERS = re.compile(
    r"[^。;要]{0,60}?(?:负责人|负责同志|主要领导|分管领导)(?:分别|先后|依次|也|还|就[^,。;]{2,30})*"
    r"(?:介绍|汇报|通报|发言|表态|作|做|交流|谈)"
)
# «会后,|…», «会前,|…», and what was done there: «参观了展厅», «看望老干部»
AROUND = re.compile(r"\s*会[前后]")
VISITED = re.compile(
    r"\s*会[前后],?(?:与会|参会|参加|出席|全体|代表|委员|常委|大家|[^,。;]{0,24}(?:举行|召开|参观|观看|看望|视察|调研|观摩|考察|播放"
    r"|走访|察看|查看|来到|前往|签订|签署|合影|祭扫|瞻仰|慰问|植树|颁发|宣誓|领取))"
)
# «会议期间,|…» in a paragraph of its own
MEANWHILE = re.compile(r"\s*(?:会议|大会|全会|会)期间")
# «市长凌晴|在会上对前三季度工作进行了回顾», «副市长凌晴|分析了形势»: what one told
TOLD = re.compile(
    r"(?:同志)?[^。;]{0,50}?(?:(?:作|做|进行|提出|发表)了?[^,。;]{0,16}(?:回顾|盘点|分析|发言|讲话|点评|总结|说明|部署|安排|通报|报告|汇报|交流|解读|表态|意见|要求)"
    r"|(?:分析|回顾|盘点|通报|介绍|总结|部署|安排|谈|讲|汇报|说明|传达|宣读|点评|解读|主持|出席|参加)了)"
)
# «谈笑|表示,县政府将逐条办理。», «县长凌晴|说,»: a participant's opinion
OPINES = re.compile(
    r"(?:同志)?(?:[就对在][^,。;]{1,30},?)?(?:也|还|则|都|均|分别|先后|一致|纷纷|代表[^,。;]{2,16})?(?:表示|认为|建议|说|谈到|回应|介绍说?|提议|坦言)(?!的)"
)

# «5月28日,全市会议召开,市委书记强调,…。|会议指出,要把会议精神同我区实际结合起来»: back to one's own
RETURNS = re.compile(
    r"(?<=[。!?])\s?(?:会议|会上,?)(?:指出|强调|要求|认为|提出)[,:][^\n]{0,300}?"
    r"(?:我[省市县区州旗盟镇乡街]|(?:贯彻|落实|学习|把|将)[^,。]{0,12}会议精神|结合[^,。]{0,8}实际)"
)
# «研究通过了…安排建议»: what the meeting did next, without a subject
ACTED = re.compile(
    r"\s*(?:(?:听取|审议|传达|书面|集体学习|研究|讨论|表决|审查|审定|协商)[^,。]{0,6}了(?!解)"
    r"|(?:部署|安排|通报|总结|表彰|观看|学习|酝酿|推荐|听取)[^,。;了]{0,4}了(?![^。]*(?:要|须|应|就|才|还不|不等于))[^,。;]{4})"
)
# «做强产业支撑» alone on a line between demands
HEADLINE = re.compile(r"[^\w“]*(?![一二三四五六七八九十][要是]|要)[一-鿿“”《》\w ]{4,30}")
# «市委书记方舟|代表市委向大会表示祝贺,希望…»
GREETS = re.compile(
    r"(?:同志)?(?:代表[^,。;]{2,30}?,?)?(?:对|向)[^,。;]{2,40}?(?:表示|致以)[^,。;]{0,10}(?:祝贺|感谢|问候|慰问|敬意)"
)


def is_headline(body: Body, sentence: Sentence) -> bool:
    """Whether a sentence is a short line between sentences, without a mark: no demand's words."""
    after = body.plain[sentence.end : sentence.end + 1]
    alone = sentence.first and after in {"\n", ""} and bool(after)
    before = body.plain[max(0, sentence.start - 3) : sentence.start].rstrip()
    closed = before.endswith(("。", "!", "?", "”", ";"))
    return alone and closed and HEADLINE.fullmatch(body.words(sentence)) is not None


def greets(body: Body, start: int, end: int) -> bool:
    """Whether a person's clause from `start` on greets the meeting."""
    return GREETS.match(body.plain, start, end) is not None


def is_background(body: Body, sentence: Sentence, held: tuple[Held, Held] | None) -> bool:
    """A later paragraph about another day than those from the first to the last of `held`."""
    first = body.openings[sentence.paragraph]
    found = BEGINS_WITH_DAY.match(body.plain, first.start, first.end)
    if sentence.paragraph == 0 or found is None or held is None:
        return False
    month = int(found["month"]) if found["month"] else None
    if _is_within(month, int(found["day"]), *held):
        return False
    if "主持召开" in body.plain[first.start : first.end]:
        return False
    return not returns(body, first, sentence)


def _is_within(month: int | None, day: int, first: Held, last: Held) -> bool:
    if first == last:
        return day == first[1] and not (month and first[0] and month != first[0])
    own = month or (first[0] if day >= first[1] else last[0])
    return (first[0] or 0, first[1]) <= (own or 0, day) <= (last[0] or 0, last[1])


def returns(body: Body, first: Sentence, sentence: Sentence) -> bool:
    """Whether a paragraph about another day has come back to the meeting by a sentence of it."""
    end = body.plain.find("\n", first.start)
    found = RETURNS.search(body.plain, first.start, end if end >= 0 else len(body.plain))
    return found is not None and found.start() < sentence.end - 1


def ends_directive(body: Body, sentence: Sentence) -> bool:
    """Whether a sentence begins something that no directive governs."""
    words = body.words(sentence)
    if AROUND.match(words):
        return bool(VISITED.match(words)) or (sentence.first and not ASKS.search(words))
    if sentence.first and MEANWHILE.match(words):
        return not ASKS.search(words)
    if ENDS.match(words) or SAYS.match(words):
        return True
    told = ATTENDANCE.search(words) or CAME.match(words) or OFFICERS.match(words)
    return bool(told) and not ASKS.search(words)


def acts(
    body: Body, sentence: Sentence, place: tuple[int, int], *, present: bool, own: bool
) -> bool:
    """Whether a sentence begins with people at a place, who then tell or think something.

    `present`: they are known to be there; `own`: the sentence prints a post of theirs.
    """
    start, end = place
    if start - sentence.start >= 40 or "," in body.plain[sentence.start : start]:
        return False
    words = (OPINES.match(body.plain, end, sentence.end), TOLD.match(body.plain, end, sentence.end))
    return (present or own) and any(words)
