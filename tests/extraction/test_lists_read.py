"""Who stands in a list, by its grammar; all people are invented."""

import pytest

from tests.extraction.cases import Case, check, each

HEAD = "6月11日,市政府召开常务会议。"
CASES = [
    Case(
        "a label behind a list vouches for names that are words",
        f"{HEAD}左右、和得永、席中平等县领导出席会议。",
        people={
            "左右": ("attendee", "县领导"), "和得永": ("attendee", "县领导"),
            "席中平": ("attendee", "县领导"),
        },
    ),
    Case(
        "a list without posts needs one common surname and their presence",
        f"{HEAD}钟离平、步会也参加了会议。",
        people={"钟离平": ("attendee",), "步会": ("attendee",)},
    ),
    Case(
        "a post glued to a name is its post",
        f"{HEAD}会议传达学习了向明远书记、肖有为书记近期讲话精神。",
        people={"向明远": ("mentioned", "书记"), "肖有为": ("mentioned", "书记")},
    ),
    Case(
        "who acts by another's mandate takes the part, the other is named",
        f"{HEAD}市长路遥受市委书记司空见委托出席会议并讲话。",
        people={"路遥": ("speaker", "市长"), "司空见": ("mentioned", "市委书记")},
    ),
    Case(
        "a link before a dotted name is a link",
        f"{HEAD}市领导裔光荣和艾力·买买提出席会议。",
        people={"裔光荣": ("attendee", "市领导"), "艾力·买买提": ("attendee", "市领导")},
    ),
    Case(
        "a link that no name follows is the name's own end",
        f"{HEAD}行署盟长巴图孟和主持会议。",
        people={"巴图孟和": ("chair", "行署盟长")},
    ),
    Case(
        "a Mongolian name holds 其",
        f"{HEAD}旗政协主席乌云其其格列席会议。",
        people={"乌云其其格": ("observer", "旗政协主席")},
    ),
    Case(
        "提 in 托合提 is the name's",
        f"{HEAD}副市长吾买尔江·托合提出席会议。",
        people={"吾买尔江·托合提": ("attendee", "副市长")},
    ),
    Case(
        "a semicolon between groups leaves the verb to the last",
        f"{HEAD}副市长方舟、凌晴;市政府秘书长林川参加会议。",
        people={
            "方舟": ("attendee", "副市长"), "凌晴": ("attendee", "副市长"),
            "林川": ("attendee", "市政府秘书长"),
        },
    ),
    Case(
        "posts before a colon are those of the names behind it",
        f"{HEAD}大会执行主席:方舟、凌晴在主席台就座。",
        people={"方舟": ("attendee", "大会执行主席"), "凌晴": ("attendee", "大会执行主席")},
    ),
    Case(
        "who is appointed or elected is named, without a part",
        f"{HEAD}会议决定任命方舟为副市长,接受凌晴辞去副市长职务的请求。",
        people={"方舟": ("mentioned",), "凌晴": ("mentioned",)},
    ),
    Case(
        "words of a demand are no posts and no names",
        f"{HEAD}会议指出,办公室要把材料提前送到委员手里,区领导要以身作则。",
        people={},
    ),
    Case(
        "a person in a demand of the meeting takes no part by it",
        f"{HEAD}会议认为,省委书记方舟在党代会上所作的报告,是一张施工图。",
        people={"方舟": ("mentioned", "省委书记")},
    ),
    Case(
        "an office that somebody runs is no chair",
        f"{HEAD}会议宣布,由管委会主任方舟主持开发区工作。",
        people={"方舟": ("mentioned", "管委会主任")},
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", each(CASES))
def test_a_list_is_read_by_its_grammar(case: Case) -> None:
    check(case)
