"""Chinese numerals below ten thousand."""

import re

DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
# «三十八», «38», «十二», «一百零三»
NUMERAL = r"(?:\d{1,3}|[〇零一二两三四五六七八九十百]{1,7})"


def to_number(text: str) -> int | None:
    """The value of 38, 三十八, 一百零三 or 二〇 (digit by digit); None for anything else."""
    if text.isdecimal():
        return int(text)
    if not re.fullmatch("[〇零一二两三四五六七八九十百千]+", text):
        return None
    if not set(text) & set("十百千"):
        return int("".join(str(DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
        else:
            digit = DIGITS[char]
    return total + digit
