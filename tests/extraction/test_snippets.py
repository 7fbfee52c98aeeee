"""The grammar of reports, a small text for each of its worked rules; all people are invented."""

import pytest

from tests.extraction.cases import Case, check, each

CASES = [
    Case(
        "S1 a list shares the post before it; 列席 makes observers",
        "6月11日,市委书记许言主持召开市委常委会会议。市委常委陈舟、卓越、成功出席,副市长向明远列席。",
        meeting={"kind": "standing_committee", "organ": "party_committee", "date": "XXXX-06-11"},
        people={
            "许言": ("chair", "市委书记"), "陈舟": ("attendee", "市委常委"),
            "卓越": ("attendee", "市委常委"), "成功": ("attendee", "市委常委"),
            "向明远": ("observer", "副市长"),
        },
    ),
    Case(
        "S2 受A委托,B主持: B is the chair, A only mentioned",
        "6月11日,受县委书记罗衡委托,县委副书记、县长戴维新主持召开县委常委会会议。",
        people={"罗衡": ("mentioned", "县委书记"), "戴维新": ("chair", "县委副书记", "县长")},
    ),
    Case(
        "S3 a name is read whole, though a shorter one is known",
        "6月11日,市政府召开全体会议。市长祁光传达了省委书记祁光远的讲话精神。",
        people={"祁光": ("speaker", "市长"), "祁光远": ("mentioned", "省委书记")},
    ),
    Case(
        "S4 、 may open a new post",
        "6月11日,州政府召开常务会议。副州长刘望、郝颖、州政协副主席匡远出席会议。",
        people={
            "刘望": ("attendee", "副州长"), "郝颖": ("attendee", "副州长"),
            "匡远": ("attendee", "州政协副主席"),
        },
    ),
    Case(
        "S5 会 and 任 may belong to names",
        "6月11日,市委召开常委会会议。市委常委、常务副市长高考会和市委常委、副市长任西行出席。",
        people={
            "高考会": ("attendee", "市委常委", "常务副市长"),
            "任西行": ("attendee", "市委常委", "副市长"),
        },
    ),
    Case(
        "S6 posts given earlier are carried to later sentences",
        "6月11日,市委召开全体会议。市委书记李澜、市长赵青出席会议。会议由李澜主持,赵青作报告。",
        people={"李澜": ("chair", "市委书记"), "赵青": ("speaker", "市长")},
    ),
    Case(
        "S7 a day alone takes month and year from the stamp",
        "市政府召开常务会议\n日期:2018-11-26\n25日,市长周望主持召开市政府常务会议。",
        meeting={"date": "2018-11-25"},
    ),
    Case(
        "S8 a day late in December before a stamp in January is last year's",
        "市政府召开常务会议\n发布时间:2021-01-01\n12月31日,市长周望主持召开市政府常务会议。",
        meeting={"date": "2020-12-31"},
    ),
    Case(
        "S9 the year under review is no year of the meeting",
        "2月8日,市政府党组召开2022年度民主生活会。",
        meeting={"date": "XXXX-02-08", "kind": "other", "organ": "government"},
    ),
    Case(
        "S9 an address that holds the day tells the year",
        "2月8日,市政府党组召开2022年度民主生活会。\nhttp://www.example.gov.cn/202302/t20230209_1.html",
        meeting={"date": "2023-02-08"},
    ),
    Case(
        "S10 the session that a chairpersons' meeting convenes is an item, not this meeting",
        "5月20日,市人大常委会召开第31次主任会议。"
        "会议决定于5月27日召开市人大常委会第二十二次会议。",
        meeting={"kind": "chairpersons", "number": 31, "date": "XXXX-05-20"},
        agenda=[("决定", "于5月27日召开市人大常委会第二十二次会议")],
    ),
    Case(
        "S11 digits run together are parted by the stamp",
        "市政府召开常务会议\n【发布日期:2022-04-18】\n416日,市长周望主持召开市政府常务会议。",
        meeting={"date": "2022-04-16"},
    ),
    Case(
        "S12 the day on which a page was loaded is no stamp",
        "2024年05月17日 星期五\n市政府召开常务会议\n发布日期:2020-02-04\n"
        "2月3日下午,市长周望主持召开市政府常务会议。",
        meeting={"date": "2020-02-03"},
    ),
    Case(
        "S13 昨(2)日 counts from the stamp",
        "市政府召开常务会议\n2022年01月03日\n昨(2)日下午,市长周望主持召开市政府常务会议。",
        meeting={"date": "2022-01-02"},
    ),
    Case(
        "S14 an organ that chairs is no person",
        "6月11日,市委召开全会。全会由市委常委会主持。市委书记王岚作工作报告。",
        meeting={"kind": "plenum"},
        people={"王岚": ("speaker", "市委书记")},
    ),
    Case(
        "S15 whose speech is passed on is mentioned",
        "6月11日,县委召开常委会会议。县委书记辛夷主持会议。"
        "会议传达学习了市委书记肇戈在市委全会上的讲话精神。",
        people={"辛夷": ("chair", "县委书记"), "肇戈": ("mentioned", "市委书记")},
    ),
    Case(
        "S16 a superior's document tells no city",
        "6月11日,资兴市政府召开常务会议。会议研究了贯彻郴州市人民政府第18次专题会议纪要精神。",
        city="资兴市",
        meeting={"number": None},
        agenda=[("研究", "贯彻郴州市人民政府第18次专题会议纪要精神")],
    ),
    Case(
        "S17 a township's meeting tells no county, and the topic's year where nothing else does",
        "2月8日,南京镇召开2022年全镇工作会议。",
        city="",
        meeting={"date": "2022-02-08", "kind": "work_conference"},
    ),
    Case(
        "S18 全区 may be an autonomous region, and a sub-venue is no host",
        "6月11日,自治区党委召开全区乡村振兴电视电话会议。会议在南宁召开。玉林市设分会场。",
        meeting={"organ": "party_committee", "kind": "work_conference"},
        city="",
    ),
    Case(
        "S19 a committee's term stands in its name, the meeting's number behind it",
        "9月8日,政协那曲市第二届委员会第十五次主席会议召开。",
        meeting={"organ": "cppcc", "kind": "chairpersons", "term": 2, "number": 15},
        city="那曲市",
    ),
    Case(
        "S20 a dotted name is whole, and 参 may begin a name",
        "6月11日,市政协召开主席会议。"
        "市政协副主席策墨·单增洛追、参木旺、阿多杰和秘书长丹增培卓出席会议。",
        people={
            "策墨·单增洛追": ("attendee", "市政协副主席"), "参木旺": ("attendee", "市政协副主席"),
            "阿多杰": ("attendee", "市政协副主席"), "丹增培卓": ("attendee", "秘书长"),
        },
    ),
    Case(
        "S21 names without a surname are read behind a post",
        "6月11日,旗委召开常委会会议。"
        "旗委副书记、政府旗长希勒,旗人大常委会主任宝力德巴雅出席会议。",
        people={
            "希勒": ("attendee", "旗委副书记", "政府旗长"),
            "宝力德巴雅": ("attendee", "旗人大常委会主任"),
        },
    ),
    Case(
        "S22 a prefecture of old has 地委 and 行署",
        "6月11日,地委召开委员会议。地委委员、组织部长仲兰,行署副专员阿依古丽·卡德尔出席会议。",
        meeting={"kind": "standing_committee", "organ": "party_committee"},
        people={
            "仲兰": ("attendee", "地委委员", "组织部长"),
            "阿依古丽·卡德尔": ("attendee", "行署副专员"),
        },
    ),
    Case(
        "S23 padding inside a name is taken out",
        "6月11日,市政府召开常务会议。副市长屠　洁、左　行列席会议。",
        people={"屠洁": ("observer", "副市长"), "左行": ("observer", "副市长")},
    ),
    Case(
        "S24 names run together in a sub-headline are read from the lead",
        "市委召开常委会会议\n霍克行主持并讲话 隆行荀平慎安出席\n"
        "6月11日,市委书记霍克行主持召开市委常委会会议并讲话。市领导隆行、荀平、慎安出席会议。",
        people={
            "霍克行": ("chair", "市委书记"), "隆行": ("attendee", "市领导"),
            "荀平": ("attendee", "市领导"), "慎安": ("attendee", "市领导"),
        },
    ),
    Case(
        "S25 他 is the last named speaker",
        "6月11日,区政府召开全体会议,区长冀远讲话。会议指出,要稳增长。他强调,要抓落实。",
        directives=[("指出", "会议", 0), ("强调", "冀远", 0)],
    ),
    Case(
        "S26 numbered points under one verb are one directive, over line breaks too",
        "6月11日,市政府召开常务会议。\n会议强调:\n一要稳住电价。减轻负担。\n二要稳住用工。扩大就业。",
        directives=[("强调", "会议", 2)],
    ),
    Case(
        "S27 a dropped subject means the meeting",
        "6月11日,市政府召开常务会议。会议传达学习了黄牛产业推进会精神。强调要先登清谱系。",
        agenda=[("传达学习", "黄牛产业推进会精神")],
        directives=[("强调", "会议", 0)],
    ),
    Case(
        "S28 书面 is stripped, before the verb and behind the object",
        "6月11日,市人大常委会召开主任会议。会议书面听取了信访工作情况;听取《防汛报告》(书面)。",
        agenda=[("听取", "信访工作情况"), ("听取", "《防汛报告》")],
    ),
    Case(
        "S29 Traditional script with injected pinyin and doubled commas reads as clean text",
        "6月11日,市政府召開(kāi)常務會(huì)議。市領導蔣(jiǎng)川,、逯亮參(cān)加會(huì)議。",
        meeting={"kind": "executive"},
        people={"蒋川": ("attendee", "市领导"), "逯亮": ("attendee", "市领导")},
    ),
    Case(
        "S30 a party that a speaker stands for is no host",
        "6月11日,中共湘潭市委召开协商座谈会。詹泉代表民盟湘潭市委发言。",
        city="湘潭市",
        meeting={"organ": "party_committee", "kind": "symposium"},
    ),
    Case(
        "S31 an inspection is no meeting, though its grammar is the same",
        "6月11日,市委书记霍涛到开发区调研重点项目,强调要把电送到。副市长卫平参加。",
        kind="not_meeting", reason="inspection",
    ),
    Case(
        "S32 a novel is no report, though it has a day and an official",
        "第212章 常委会上的沉默\n2009年3月6日上午,县委召开常委会。\n"
        "“同志们,现在开会。”田某敲了敲桌子。\n众人的脸色都变了。",
        kind="not_meeting", reason="novel",
    ),
    Case(
        "S33 a document that a meeting passed is no report",
        "县人民政府工作规则\n《县人民政府工作规则》已经2023年4月11日召开的县政府第51次常务会议通过,"
        "现予印发。",
        kind="not_meeting", reason="rules",
    ),
    Case(
        "S34 a page with many meetings is a digest",
        "八月大事记\n★8月2日 旗委书记兴旺主持召开旗委常委会会议。\n"
        "★8月3日 旗长乌兰主持召开政府常务会议。",
        kind="digest",
    ),
    Case(
        "S35 names of a credit are no officials",
        "6月11日,市委书记宁远主持召开市委常委会会议。(记者 王小 通讯员 李大)",
        people={"宁远": ("chair", "市委书记")},
    ),
    Case(
        "S36 another report at the end of the page is cut",
        "6月11日,市委书记宁远主持召开市委常委会会议。会议指出,要抓春耕。\n新闻推荐\n"
        "5月8日,简原县召开县政府常务会议。县长祝筱主持会议。会议强调,要稳产。",
        meeting={"kind": "standing_committee", "date": "XXXX-06-11"},
        people={"宁远": ("chair", "市委书记")},
        directives=[("指出", "会议", 0)],
        meetings=1,
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", each(CASES))
def test_a_rule_of_grammar_holds(case: Case) -> None:
    check(case)
