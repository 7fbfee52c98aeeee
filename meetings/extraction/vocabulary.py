"""The closed lists of the archive: value, 中文 and English, each once."""

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A closed list whose members carry their Chinese and English labels."""

    zh: str
    en: str

    def __new__(cls, value: str, zh: str, en: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.zh = zh
        member.en = en
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs of value and Chinese label, in the list's order (Django's form)."""
        return [(term.value, term.zh) for term in cls]

    @classmethod
    def of(cls, value: str) -> Self:
        """The member with this value; KeyError where the list has none."""
        member: Self = cls._value2member_map_[value]  # type: ignore[assignment]  # StrEnum's own map
        return member

    @classmethod
    def get(cls, value: str) -> Self | None:
        """The member with this value, or None."""
        return cls._value2member_map_.get(value)  # type: ignore[return-value]  # StrEnum's own map


class Organ(Term):
    """Who sits, not who convenes."""

    PARTY_COMMITTEE = "party_committee", "党委", "Party committee"
    GOVERNMENT = "government", "政府", "Government"
    PEOPLES_CONGRESS = "peoples_congress", "人大", "People's congress"
    CPPCC = "cppcc", "政协", "CPPCC committee"
    DISCIPLINE_COMMISSION = "discipline_commission", "纪委监委", "Discipline commission"
    JOINT = "joint", "多机构联席", "Several organs jointly"
    OTHER = "other", "其他机构", "Other organ"


class Kind(Term):
    """The kind of meeting, by its name, not its form."""

    STANDING_COMMITTEE = "standing_committee", "常委会会议", "Standing committee meeting"
    PLENUM = "plenum", "全体会议", "Plenary meeting"
    CONGRESS = "congress", "代表大会会议", "Congress session"
    PRESIDIUM = "presidium", "主席团会议", "Presidium meeting"
    EXECUTIVE = "executive", "政府常务会议", "Government executive meeting"
    CHAIRPERSONS = "chairpersons", "主任会议、主席会议", "Chairpersons' meeting"
    PARTY_GROUP = "party_group", "党组会议", "Leading Party group meeting"
    STUDY_SESSION = "study_session", "中心组学习", "Study session"
    LEADING_GROUP = "leading_group", "领导小组、委员会会议", "Leading group or commission meeting"
    WORKING_MEETING = "working_meeting", "办公会、专题会", "Working meeting"
    WORK_CONFERENCE = "work_conference", "工作会议", "Work conference"
    SYMPOSIUM = "symposium", "座谈会", "Symposium"
    JOINT = "joint", "联席会议", "Joint meeting"
    OTHER = "other", "其他会议", "Other meeting"


class Role(Term):
    """The part played in one meeting, strongest first."""

    CHAIR = "chair", "主持", "Chair"
    SPEAKER = "speaker", "讲话", "Speaker"
    ATTENDEE = "attendee", "出席", "Attendee"
    OBSERVER = "observer", "列席", "Observer"
    MENTIONED = "mentioned", "被提及", "Mentioned"


class Verb(Term):
    """The speech verb of a directive; the value is the Chinese word itself."""

    POINTED_OUT = "指出", "指出", "pointed out"
    STRESSED = "强调", "强调", "stressed"
    REQUIRED = "要求", "要求", "required"
    HELD = "认为", "认为", "held"
    PROPOSED = "提出", "提出", "proposed"
    SET_REQUIREMENTS = "提出要求", "提出要求", "set requirements"
    CALLED_ON = "号召", "号召", "called on"
    HOPED = "希望", "希望", "hoped"
    MADE_CLEAR = "明确", "明确", "made clear"
    STATED = "表示", "表示", "stated"
    AFFIRMED = "充分肯定", "充分肯定", "fully affirmed"


class Voice(Term):
    """Who speaks when no person does; the value is the Chinese word itself."""

    MEETING = "会议", "会议", "The meeting"
    PLENUM = "全会", "全会", "The plenum"
    CONGRESS = "大会", "大会", "The congress"
    PRESIDIUM = "主席团", "主席团", "The presidium"


class Level(Term):
    """The level of an administrative unit."""

    PROVINCE = "province", "省级", "Province"
    PREFECTURE = "prefecture", "地级", "Prefecture"
    COUNTY = "county", "县级", "County"


class ArticleKind(Term):
    """What an article is."""

    MEETING_REPORT = "meeting_report", "会议报道", "Meeting report"
    SIGNED_ARTICLE = "signed_article", "署名文章", "Signed article"
    DIGEST = "digest", "会议汇编", "Digest of meetings"
    NOT_MEETING = "not_meeting", "非会议报道", "Not a meeting report"


class Relation(Term):
    """How an article stands to a meeting."""

    REPORTED = "reported", "报道", "Reported"
    DISCUSSED = "discussed", "论及", "Discussed"


class Confidence(Term):
    """How a claim was reached."""

    CERTAIN = "certain", "确定", "Certain"
    INFERRED = "inferred", "推断", "Inferred"
    WEAK = "weak", "存疑", "Weak"


class ReviewState(Term):
    """Where a meeting stands in review; the first three are public."""

    PENDING = "pending", "待核", "Pending review"
    ACCEPTED = "accepted", "已核校", "Reviewed"
    FLAGGED = "flagged", "存疑", "Flagged"
    REJECTED = "rejected", "已否决", "Rejected"
    WITHDRAWN = "withdrawn", "已撤回", "Withdrawn"
    MERGED = "merged", "已合并", "Merged"


class Reason(Term):
    """Why an article is no meeting report."""

    NOVEL = "novel", "小说", "Novel"
    RULES = "rules", "规章、公文", "Rules or document"
    SPEECH = "speech", "讲话稿", "Speech script"
    WORK_REPORT = "work_report", "工作报告", "Work report"
    RECRUITMENT = "recruitment", "招聘公告", "Recruitment notice"
    PERSONNEL = "personnel", "人事公告", "Personnel notice"
    INSPECTION = "inspection", "调研、检查", "Inspection"
    VISIT = "visit", "看望、会见", "Visit or reception"
    INSTITUTION = "institution", "学校、部门或企业会议", "Meeting of a school, bureau or company"
    PRESS_CONFERENCE = "press_conference", "新闻发布会", "Press conference"
    QUESTIONS = "questions", "问答页", "Questions and answers"
    NO_MEETING = "no_meeting", "没有会议", "No meeting told"
    EMPTY = "empty", "没有正文", "No text"
