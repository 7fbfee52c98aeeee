"""Say in words why the machine was unsure of a row."""

from meetings.models import Claim

RULES = {
    "date.none": "没有印日期",
    "date.relative": "只有相对日期",
    "name.relaxed": "姓不在姓氏表里",
    "name.listed": "只凭所在的名单认作姓名",
    "name.whole_token": "整段文字认作姓名",
    "city.full": "地名只在正文提到",
    "city.furniture": "地名只在网页附带文字里",
    "city.short": "只有地名简称",
    "city.below": "只由所辖的地方推断",
}


def told(claim: Claim) -> str:
    """Why a claim is weak: its own reason, what its rule means, else the rule."""
    return claim.reason or RULES.get(claim.rule, f"依据薄弱（规则 {claim.rule}）")
