"""Tell apart commissions that one lead convenes together: 财经委, 深改委, 国安委."""

import re
from functools import cache

from meetings.extraction.tables import rows

# «区委|财经|委员会第八次会议», «县|防汛抗旱|指挥部会议»: a commission between its unit and its kind
OWN = re.compile(
    r"(?:^|[省市县区州旗盟镇乡]委?)(?P<own>[一-鿿]{1,14}?)(?:工作)?"
    r"(?:委员会|领导小组|专项小组|指挥部|委(?:会)?)(?=第|[^员]|$)"
)


@cache
def _bodies() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row["words"].split("|")) for row in rows("bodies"))


def names_of(title: str) -> tuple[str, ...]:
    """What later sentences call the commission of a name: 深化改革, 深改; empty where none is."""
    for words in _bodies():
        if any(word in title for word in words):
            return words
    found = OWN.search(title)
    return (found["own"],) if found else ()
