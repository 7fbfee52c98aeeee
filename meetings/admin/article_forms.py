"""The forms of an article: what it says of itself, what was selected in it, its review page."""

import re
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.postgres.fields import ArrayField
from django.db.models import Prefetch, TextField
from django.forms import modelform_factory
from django.http import HttpRequest

from meetings import curation
from meetings.admin import doubts
from meetings.admin.base import CuratedForm, correct_changed, to_list_field
from meetings.admin.panel import SelectedWords
from meetings.admin.review_text import page_marked, page_text
from meetings.curation import Refused, need, selection
from meetings.extraction.vocabulary import ArticleKind, Kind, Organ, ReviewState
from meetings.ingest import reextract
from meetings.models import Article, Claim, Report
from meetings.models.dates import is_edtf

# What the page of a meeting asks of its articles, and what their own page does.
SHORT = ("title", "outlet", "published", "reporters")
WHOLE = (
    "kind",
    "reason",
    "title",
    "outlet",
    "republished_by",
    "url",
    "published",
    "published_year_inferred",
    "city",
    "reporters",
    "editors",
    "authors",
    "author_post",
)
# 张三、李四, 张三 李四
NAMES = re.compile(r"[、，,\s]+")
WHAT = [
    ("title", "标题"),
    ("outlet", "来源媒体"),
    ("published", "刊发日期"),
    ("reporters", "记者"),
    ("editors", "编辑"),
    ("authors", "作者"),
    ("author_post", "作者职务"),
    ("meeting", "会议名称（另立一次会议）"),
]
LISTS = {"reporters", "editors", "authors"}
UNKNOWN = [("", "不详")]


class ArticleForm(CuratedForm):
    """What an article says of itself, refused when somebody else has changed it meanwhile."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.version

    def clean_published(self) -> str:
        """A day as EDTF writes it, or nothing."""
        value = str(self.cleaned_data["published"])
        if value and not is_edtf(value):
            msg = f"“{value}”不是可用的日期：请写成 2017-09-25、2017-09、2017 或 XXXX-12-25。"
            raise forms.ValidationError(msg)
        return value

    def clean(self) -> dict[str, Any] | None:
        """Refuse to overwrite what another has saved since, and a withdrawal without a reason."""
        cleaned = super().clean()
        withdrawn = self.cleaned_data.get("state") == ReviewState.WITHDRAWN
        if withdrawn and "state" in self.changed_data and not self.cleaned_data.get("why"):
            self.add_error("why", "撤回会公开显示理由：请写明为什么撤回。")
        seen = self.cleaned_data.get("seen")
        if seen is not None and seen != self.instance.version:
            msg = "这篇文章刚被其他人修改过：请重新打开本页，再作修改。"
            raise forms.ValidationError(msg)
        return cleaned

    def write(self, request: HttpRequest, why: str) -> bool:
        """Keep each change as a correction; whether what the article is has changed."""
        article = self.instance
        correct_changed(article, self.changed_data, request, why=why)
        if article.kind != ArticleKind.NOT_MEETING and article.reason:
            curation.correct(article, "reason", "", who=request.user, why=why)
        return "kind" in self.changed_data


def article_form(names: tuple[str, ...], article: Article, data: Any, prefix: str = "") -> Any:
    """The form of some fields of an article; what a page did not send is not taken for empty."""
    city = AutocompleteSelect(Article._meta.get_field("city"), admin.site)  # noqa: SLF001
    made: Any = modelform_factory(
        Article,
        form=ArticleForm,
        fields=names,
        widgets={"city": city} if "city" in names else {},
        formfield_callback=_field,
    )
    prefix = prefix or f"w{article.pk}"
    sent = data if data and f"{prefix}-seen" in data else None
    return cast("type[ArticleForm]", made)(sent, instance=article, prefix=prefix)


def _field(db_field: Any, **kwargs: Any) -> Any:
    if isinstance(db_field, ArrayField):
        return to_list_field(db_field)
    if isinstance(db_field, TextField):
        kwargs["widget"] = forms.Textarea({"rows": 2})
    return db_field.formfield(**kwargs)


def own_claims(path: str) -> Any:
    """What the fields of articles rest on, at hand as `own_claims`."""
    rows = Claim.objects.filter(report=None, chosen=True).exclude(spans=[])
    return Prefetch(path, rows, to_attr="own_claims")


class Selected(SelectedWords):
    """Words taken from an article that tells of no meeting, and what they are."""

    what = forms.ChoiceField(label="设为", choices=WHAT, required=False)
    date = forms.CharField(
        label="召开日期", max_length=30, required=False, help_text="如 2017-09-25；不详可不填"
    )
    organ = forms.ChoiceField(label="机构", choices=UNKNOWN + Organ.choices(), required=False)
    kind = forms.ChoiceField(label="类型", choices=UNKNOWN + Kind.choices(), required=False)

    def clean_date(self) -> str:
        """A day as EDTF writes it, or nothing; a printed day is understood too."""
        value = str(self.cleaned_data["date"]).strip()
        value = selection.to_edtf(value) or value
        if value and not is_edtf(value):
            msg = f"“{value}”不是可用的日期：请写成 2017-09-25、2017-09、2017 或 XXXX-12-25。"
            raise forms.ValidationError(msg)
        return value

    def write(self, article: Article, *, who: Any) -> bool:
        """Correct a field, or tell of another meeting; whether it did so. Raises `Refused`."""
        values = self.cleaned_data
        if not values.get("words"):
            msg = "还没有文字：请先在原文中选取，再点“设定”。"
            raise Refused(msg)
        span = selection.place(article.text, values["words"], values["start"], values["end"])
        if values["what"] == "meeting":
            code = article.city.code if article.city else None
            told = {"city": code, "date_edtf": values["date"]}
            told |= {"organ": values["organ"], "kind": values["kind"]}
            selection.add_report(article, span, told, who=who)
            self._believe(article, who=who)
            return True
        words = selection.printed(article.text, span)
        curation.correct(article, values["what"], self._value(article, words), who=who, basis=words)
        return False

    def _believe(self, article: Article, *, who: Any) -> None:
        """An article that tells of a meeting is no longer refused."""
        if article.kind == ArticleKind.NOT_MEETING:
            curation.correct(article, "kind", ArticleKind.MEETING_REPORT.value, who=who)
            curation.correct(article, "reason", "", who=who)

    def _value(self, article: Article, words: str) -> Any:
        field = self.cleaned_data["what"]
        if field in LISTS:
            names = [name for name in NAMES.split(words) if name]
            return list(dict.fromkeys([*getattr(article, field), *names]))
        if field == "published":
            if not (day := selection.to_edtf(words)):
                msg = f"“{words[:40]}”不是日期：请选取“2017年9月25日”这样的文字。"
                raise Refused(msg)
            return day
        return words


class ArticleReview:
    """All forms of the page over one article; `data` is what was sent."""

    def __init__(self, article: Article, data: Any = None) -> None:
        self.record = article
        self.article = article_form(WHOLE, article, data, "m")
        self.selected = Selected(data, prefix="sel")
        told = Report.objects.filter(article=article, withdrawn_at=None)
        self.reports = list(told.select_related("meeting__city").order_by("ordinal"))

    @property
    def media(self) -> Any:
        """The scripts of the widgets."""
        return self.article.media

    @property
    def reasons(self) -> list[str]:
        """Why this article needs a look."""
        return need.reasons(self.record.need, article=True)

    def doubtful(self) -> set[str]:
        """The rows of the page that rest on a weak claim, each told why; none once decided."""
        if self.record.state not in need.TO_DO:
            return set()
        found = set()
        for claim in need.own_weak().filter(article=self.record):
            name = claim.field.removeprefix("article.")
            if name in WHOLE:
                self.article[name].doubt = doubts.told(claim)
                found.add(f"m-{name}")
        return found

    @property
    def why(self) -> str:
        """The reason that was written."""
        return str(self.article.cleaned_data.get("why", ""))

    def texts(self) -> list[Any]:
        """The article, marked."""
        article = Article.objects.prefetch_related(own_claims("claims")).get(pk=self.record.pk)
        return [(article, page_text(article))]

    def marked(self) -> set[str]:
        """The rows whose words are marked in the text."""
        [(article, _)] = self.texts()
        return page_marked(article)

    def is_valid(self) -> bool:
        """Whether everything can be saved; both forms are looked at."""
        return all([self.article.is_valid(), self.selected.is_valid()])

    def write(self, request: HttpRequest) -> None:
        """Keep every change; read the article again where it now tells otherwise. `Refused`."""
        if self.article.write(request, self.why):
            self._read_again(request)

    def write_selected(self, request: HttpRequest) -> None:
        """Make what they are set to of the words in the panel. Raises `Refused`."""
        if self.selected.write(self.article.instance, who=request.user):
            self._read_again(request)

    def left_behind(self) -> str:
        """The words in the panel that nobody set to anything."""
        return str(self.selected.cleaned_data.get("words", ""))

    def _read_again(self, request: HttpRequest) -> None:
        reextract(self.article.instance.sha256)
        self._tell(request)

    def _tell(self, request: HttpRequest) -> None:
        live = Report.objects.filter(article=self.record, withdrawn_at=None)
        if number := live.count():
            messages.info(request, f"已重新读过：这篇文章现有 {number} 次会议，列在表单下方。")
        elif self.article.instance.kind == ArticleKind.MEETING_REPORT:
            told = "没有读出会议：请在原文中选取会议名称，设为“会议名称（另立一次会议）”。"
            messages.warning(request, told)
