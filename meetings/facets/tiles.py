"""The provinces as tiles of one size, roughly where they lie."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.facets.places import Province

# Province code, sign, column and row of the tile.
TILES = """
230000 黑 8 0
220000 吉 8 1
650000 新 0 2 | 620000 甘 1 2 | 640000 宁 2 2 | 150000 蒙 3 2 | 110000 京 6 2 | 210000 辽 7 2
630000 青 2 3 | 610000 陕 3 3 | 140000 晋 4 3 | 130000 冀 5 3 | 120000 津 6 3
540000 藏 0 4 | 510000 川 2 4 | 500000 渝 3 4 | 410000 豫 4 4 | 370000 鲁 5 4
530000 云 2 5 | 520000 贵 3 5 | 420000 鄂 4 5 | 340000 皖 5 5 | 320000 苏 6 5 | 310000 沪 7 5
450000 桂 3 6 | 430000 湘 4 6 | 360000 赣 5 6 | 330000 浙 6 6
440000 粤 4 7 | 350000 闽 5 7 | 710000 台 7 7
460000 琼 3 8 | 820000 澳 4 8 | 810000 港 5 8
"""
# Tiles take one of so many shades, by the share of the fullest.
SHADES = 4


@dataclass(frozen=True)
class Tile:
    """One province: sign, place in the grid, meetings in it, shade from 0 (none) to 4."""

    sign: str
    name: str
    url: str
    count: int
    column: int
    row: int
    shade: int


def tiles(provinces: Iterable[Province]) -> list[Tile]:
    """The provinces that the archive knows, as tiles."""
    known = {province.city.code: province for province in provinces}
    most = max((province.count for province in known.values()), default=0)
    found = []
    for written in TILES.strip().replace("\n", " | ").split(" | "):
        code, sign, column, row = written.split()
        if province := known.get(code):
            count = province.count
            shade = 1 + min(SHADES - 1, SHADES * count // (most + 1)) if count else 0
            url = province.city.get_absolute_url()
            found.append(Tile(sign, province.city.name, url, count, int(column), int(row), shade))
    return found
