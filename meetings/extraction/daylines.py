"""Tell a line that prints a day of publication."""

import re


def _again(form: str) -> str:
    """A form of a day for a second place in a pattern: its groups without names."""
    return re.sub(r"\?P<[a-z]+>", "?:", form)


# «2019-09-25», «2021年3月19日», «2018/11/30», «2020.5.7», «2022 01/ 06»
DAY = (
    r"(?P<year>(?:19|20)\d{2})(?:\s?[-/.年]\s?|\s(?=\d{1,2}\s?/))"
    r"(?P<month>\d{1,2})\s?[-/.月]\s?(?P<day>\d{1,2})日?"
)
# «13.10.2015 20:03»
DAY_FIRST = r"(?<![\d.])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>(?:19|20)\d{2})(?![\d.])"
# «12/24/2019», «24/12/2019», «1/8/2020 10:03:22 AM»: only where the month is told beyond doubt
MONTH_FIRST = (
    r"(?<![\d/])(?P<month>\d{1,2})/(?P<day>(?:1[3-9]|2\d|3[01])(?=/)|\d{1,2}(?=/\d{4}\s[\d:]+\s?[AP]M))"
    r"/(?P<year>(?:19|20)\d{2})(?![\d/])"
)
LAST_YEAR = (
    r"(?<![\d/])(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>(?:19|20)\d{2})(?![\d/])"
)
# «Wed Apr 17 09:12:06 CST 2019», «Apr 17, 2019», «17 April 2019»: months by their English names
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<month>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))[a-z]{0,6}\.?"
ENGLISH = (
    rf"(?<![A-Za-z]){MONTH}\s(?P<day>\d{{1,2}}),?\s(?:\d{{1,2}}(?::\d{{2}}){{1,2}}\s)?(?:[A-Z]{{2,4}}\s)?"
    r"(?P<year>(?:19|20)\d{2})(?!\d)"
)
ENGLISH_DAY = rf"(?<!\d)(?P<day>\d{{1,2}})\s{MONTH},?\s(?P<year>(?:19|20)\d{{2}})(?!\d)"
# «发布时间:20190417», «20190417»: digits alone behind a label or on a line
COMPACT = (
    r"(?:^|(?<=时间:)|(?<=日期:)|(?<=[时间日期]: ))(?P<year>(?:19|20)\d{2})(?P<month>0[1-9]|1[0-2])"
    r"(?P<day>0[1-9]|[12]\d|3[01])(?=\s|$)"
)
# «二〇一九年四月十七日»
IN_WORDS = (
    r"(?P<year>[一二][九〇零○][〇零○一二三四五六七八九]{2})年(?P<month>[一二三四五六七八九十]{1,2})月"
    r"(?P<day>[一二三四五六七八九十]{1,3})日"
)
UNLABELLED = re.compile(
    rf"^[\[(]?(?:[^一-鿿]{{0,8}}(?:{ENGLISH})|{_again(COMPACT)}|{_again(IN_WORDS)})[^一-鿿]{{0,12}}$"
)
# «(载《丹东日报》1993年5月29日第一版)», «原载2019年4月17日《丹东日报》»: where a report was printed
REPRINTED = re.compile(
    r"^[(\[【—\s]*(?:原?刊?载于?|刊于|据|摘自|选自|转自|转载自|原载于?|见)\s?"
    rf"(?:《?[一-鿿]{{2,12}}[报刊网台]》?\s?,?\s?{DAY}|{_again(DAY)}\s?《?[一-鿿]{{2,12}}报》?)"
)
# «发布时间: 2020-05-07 19:13», «——— 2021-03-11», «| 要闻动态 |2015-10-13»,
# «2019-09-25 12:55:03 华夏经纬网»
DATED = re.compile(DAY)
STAMP = re.compile(
    rf"(?:(?:时间|日期[】\]]?\s?=?|日\s期|发布于|发表于|发布|刊发|更新)\s?[:/]?\s?"
    rf"|^(?:\|?\s?[一-鿿]{{2,10}}\s?\|)?[\s—\-\[【(|]*){DAY}"
)
# «2021-12-23», «来源:浏阳日报 时间:», «作者: admin»: labels that make a line a stamp line
STAMP_LABEL = re.compile(
    r"(?:发布|发稿|发表|刊发|成文|公开|加入|更新|录入)?(?:时间|日期)\s?:"
    r"|(?:^|[\s\[【(])(?:信息|稿件|文章|新闻)?(?:来源|稿源|出处|作者)\s?:"
)
# «丽水日报 1998年11月6日 星期五»: the masthead of an e-paper
# «原创 萧县人大 2024-03-29 17:20 安徽»: a day with an hour in a short line
STAMP_FIRST = re.compile(rf"^[^一-鿿]{{0,4}}(?:[一-鿿]{{2,6}}:)?\s?{DAY_FIRST}")
CLOCK = re.compile(rf"{DAY}\s*\d{{1,2}}:\d{{2}}")
# What stands beside the day on which a page was loaded, or in its foot
LOADED = "星期|ICP|Copyright"
# «第02版», «A1版», «第一版 要闻», «版次:02»
PAGE_NUMBER = re.compile(r"第?[A-D]?\d{1,3}版|第[一二三四五六七八九十]{1,3}版|版次\s?:")
MASTHEAD = re.compile(
    rf"^(?:[一-鿿]{{2,12}}(?:报|网|在线|发布|中心|电视台)|第?[A-D]?\d{{1,3}}版?.{{0,24}}版.{{0,24}}?)[\s|]+{DAY}"
)


def is_stamp(words: str, length: int) -> bool:
    if length <= 60 and (UNLABELLED.match(words) or REPRINTED.match(words)):
        return True
    if length <= 60 and "。" not in words and (CLOCK.search(words) or STAMP_FIRST.match(words)):
        return True
    if MASTHEAD.match(words) or (
        length <= 60 and PAGE_NUMBER.search(words) and DATED.search(words)
    ):
        return True
    labelled = STAMP_LABEL.match(words)
    if length > 120 or "。" in words or re.search(r"ICP|Copyright" if labelled else LOADED, words):
        return False
    if found := STAMP.search(words):
        rest = words[found.end() :]
        alone = found.start() == 0 and not re.match(r"[,、]?[一-鿿]", rest.strip())
        named = bool(re.match(r"[\s\d:]*[一-鿿\w()]{2,20}$", rest)) and len(rest) > len(
            rest.lstrip()
        )
        return (
            alone
            or named
            or bool(STAMP_LABEL.match(rest))
            or bool(STAMP_LABEL.search(words))
            or words[: found.start()].strip("—-[【( ") != ""
        )
    return bool(STAMP_LABEL.search(words)) and length <= 60
