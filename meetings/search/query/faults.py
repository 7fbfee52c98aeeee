"""What can be wrong with a query: said in Chinese, with its place and a query that works."""

from dataclasses import dataclass, field

TOO_LONG = "检索词有 {count} 个字，超过上限 {most} 个字。请缩短后再检索。"
TOO_MANY = "检索词有 {count} 个，超过上限 {most} 个。请删去一些词。"
NO_WORDS = "检索词里没有可检索的文字。请输入至少一个字。"
UNCLOSED_QUOTE = "第 {at} 个字的引号 {sign} 没有配对。请补上另一半。"
UNCLOSED_BRACKET = "第 {at} 个字的左括号没有配对。请补上右括号。"
STRAY_BRACKET = "第 {at} 个字的右括号没有配对。请删去它，或补上左括号。"
EMPTY_BRACKETS = "第 {at} 个字起的括号里没有检索词。请填入检索词，或删去括号。"
NOTHING_BEFORE = "第 {at} 个字的“{sign}”前面缺少检索词。请补上；要查这几个字本身，请加引号。"
NOTHING_AFTER = "第 {at} 个字的“{sign}”后面缺少检索词。请补上；要查这几个字本身，请加引号。"
LONE_MINUS = "第 {at} 个字的减号后面有空格。不要的词请紧跟减号，例如 -防汛。"
NEAR_WHAT = "第 {at} 个字的“{sign}”两边须各有一个词或短语，例如 防汛 ~10 抗旱。"
NEAR_WHICH = '第 {at} 个字起的引号里须正好有两个词，用空格隔开，例如 "防汛 抗旱"~10。'
NEAR_HOW_FAR = "第 {at} 个字的“{sign}”后面须写 {least} 至 {most} 的字数，例如 ~10。"
NO_VALUE = "第 {at} 个字的“{sign}”后面没有内容。请紧接着写上，例如 {example}。"
UNKNOWN_VALUE = "“{given}”不是可用的{field}（第 {at} 个字）。可用：{choices}。"
BAD_DATE = (
    "“{given}”不是可用的日期（第 {at} 个字）。请写 2019、2019-09 或 2019-09-24，"
    "范围写 2019-09..2019-12。"
)
BAD_SESSION = "“{given}”不是可用的届次（第 {at} 个字）。请写 12届38次、12届 或 38次。"
REVERSED = "“{given}”的起始日期晚于截止日期（第 {at} 个字）。请对调。"


@dataclass(frozen=True)
class Both:
    """A word of the interface in both languages: {field} in a Chinese text, {field:en} else."""

    zh: str
    en: str

    def __format__(self, language: str) -> str:
        return self.en if language == "en" else self.zh


Value = int | str | Both


@dataclass(frozen=True)
class Edit:
    """What would mend a query: this run of it replaced."""

    start: int
    end: int
    instead: str = ""


@dataclass
class Fault(Exception):  # noqa: N818  # what readers meet is QueryError
    """The first thing wrong with what was typed, where it stands, and what would mend it."""

    template: str
    start: int
    end: int
    edit: Edit
    values: dict[str, Value] = field(default_factory=dict)


class QueryError(ValueError):
    """What is wrong with a query, and the way out, in Chinese.

    `template` and `values` tell the same apart, for whoever translates it. `start` and `end`
    are the place in what was typed, half open, in code points. `suggestion` is a query close
    to it that can be read; empty where nothing would be left to search for.
    """

    def __init__(self, fault: Fault, suggestion: str) -> None:
        self.template = fault.template
        self.values: dict[str, Value] = {**fault.values, "at": fault.start + 1}
        self.start, self.end = fault.start, fault.end
        self.suggestion = suggestion
        super().__init__(self.template.format(**self.values))
