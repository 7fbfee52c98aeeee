"""Choose the article's title among the lines that look like one."""

import re
from collections import Counter

from meetings.extraction.blocks import Page
from meetings.extraction.byline import OUTLET_END, Named

# «标    题:市政府党组召开…»: the label of an index table
LABEL = re.compile(r"^标\s*题\s*:\s*")
# A title names a meeting or a theme in words; a menu or a login does not
# «民乐发布», «晋城在线»: the name of the site
MASTHEAD = re.compile(rf"^[一-鿿]{{2,12}}{OUTLET_END}$")
WORDY = re.compile("[一-鿿]{4,}")


def find_title(page: Page) -> Named | None:
    """The title with its place: a line printed twice, else the first; None where there is none."""
    rows = []
    for line, words in page.of_kind("title"):
        label = LABEL.match(words)
        start = line.start + (label.end() if label else 0)
        line_words = page.text.plain[start : line.end]
        if WORDY.search(line_words) and not MASTHEAD.match(line_words):
            rows.append((page.text.plain[start : line.end], start, line.end))
    if not rows:
        return None
    counts = Counter(words for words, _, _ in rows)
    words, start, end = max(rows, key=lambda row: (counts[row[0]] > 1, -rows.index(row)))
    rule = "title.repeated" if counts[words] > 1 else "title.first"
    return Named(words, page.text.span(start, end), rule)
