"""Choose the article's title among the lines that look like one."""

import re
from collections import Counter
from dataclasses import dataclass

from meetings.extraction.blocks import Page
from meetings.extraction.byline import OUTLET_END, Named

# «标    题:市政府党组召开…», «- 高新区召开…»: the label of an index table, the mark of a list
LABEL = re.compile(
    r"^[•·*\-\s]*(?:(?:标\s*题|名\s*称|信息名称)\s*:"
    r"|(?:文件|信息|公文|文章)(?:标题|名称)\s*[: ])\s*|^[•·*\-]\s+"
)
# «…常务会议_云浮新闻网», «…会议 - 某县人民政府»: the site behind a page's title
SITE = re.compile(rf"\s*[_|\-—]+\s*[一-鿿]{{2,16}}(?:{OUTLET_END}|网站|政府|门户|官网)$")
# A title names a meeting or a theme in words; a menu, a login or a site's name does not
WORDY = re.compile("[一-鿿]{4,}")
MASTHEAD = re.compile(rf"^[一-鿿]{{2,12}}{OUTLET_END}$|\||^(?:会议)?(?:指出|强调|要求|认为)")
# «…召开…会议», «…主持…», «…讲话»: words of a report's headline
HEADLINE = re.compile("会|召开|主持|部署|传达|审议|强调")

# «…常务会议|召开», «…第九次会议|胜利闭幕»
OPENED = re.compile(
    "(?<=.)(?:在[一-鿿]{1,6})?(?:顺利|隆重|胜利|圆满|成功|正式)*(?:召开|举行|开幕|闭幕|举办)$"
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be the title, in coordinates of the page."""

    words: str
    start: int
    end: int


def find_title(page: Page) -> Named | None:
    """The title with its place; None where no line looks like one.

    A line printed twice, else the last block of title lines above the stamp (its first line),
    else the first line.
    """
    rows = _in_full(list(_candidates(page)))
    if not rows:
        return None
    counts = Counter(row.words for row in rows)
    if (best := max(rows, key=lambda row: counts[row.words])) and counts[best.words] > 1:
        return _named(page, best, "title.repeated")
    above = _above_stamp(page, rows)
    if above:
        headlines = [row for row in above if HEADLINE.search(row.words)]
        return _named(page, (headlines or above)[0], "title.above_stamp")
    return _named(page, (_below_menus(page, rows) or rows)[0], "title.first")


def _candidates(page: Page) -> list[Candidate]:
    found = []
    for line, words in page.of_kind("title"):
        label = LABEL.match(words)
        start = line.start + (label.end() if label else 0)
        site = SITE.search(page.text.plain, start + 6, line.end)
        end = site.start() if site else line.end
        kept = page.text.plain[start:end]
        if WORDY.search(kept) and not MASTHEAD.search(kept):
            found.append(Candidate(kept, start, end))
    return found


def _in_full(rows: list[Candidate]) -> list[Candidate]:
    """Without «第32次常务会议» of an index table, where «第32次常务会议召开» follows."""
    short = {OPENED.sub("", row.words) for row in rows if OPENED.search(row.words)}
    return [row for row in rows if row.words not in short]


def _above_stamp(page: Page, rows: list[Candidate]) -> list[Candidate]:
    """Title lines between what stands above them (menus) and the first stamp."""
    stamp = next((line.start for line, _ in page.of_kind("stamp")), -1)
    menus = [line.end for line, _ in page.of_kind("furniture") if line.end < stamp]
    above = [row for row in rows if row.start < stamp]
    after_menus = [row for row in above if not menus or row.start > menus[-1]]
    return after_menus or above


def _below_menus(page: Page, rows: list[Candidate]) -> list[Candidate]:
    """Title lines between the last menu line above the body and the body."""
    lead = next((line.start for line, _ in page.of_kind("text")), -1)
    menus = [line.end for line, _ in page.of_kind("furniture") if line.end < lead]
    return [row for row in rows if menus and menus[-1] < row.start < lead]


def _named(page: Page, row: Candidate, rule: str) -> Named:
    return Named(row.words, page.text.span(row.start, row.end), rule)
