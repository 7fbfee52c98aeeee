"""What all pages of the curators' site share: safe search, and saving by way of `curation`."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import QuerySet, TextField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from meetings import curation
from meetings.admin.naming import told_city
from meetings.curation import CORRECTABLE, ROW_TYPES, Correctable
from meetings.ingest.facts import follow_city
from meetings.models import Article, City, Meeting

# The stubs' classes are generic, Django's own are not.
if TYPE_CHECKING:
    Page = admin.ModelAdmin[Any]
    Table = admin.TabularInline[Any, Any]
    Form = forms.ModelForm[Any]
else:
    Page, Table, Form = admin.ModelAdmin, admin.TabularInline, forms.ModelForm

SEPARATOR = "、"


class SafeSearch(Page):
    """Searches that never break: PostgreSQL holds no NUL, so no search finds one."""

    list_per_page = 50
    show_full_result_count = False

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Search; a term with NUL finds nothing."""
        if "\0" in search_term:
            return queryset.none(), False
        return super().get_search_results(request, queryset, search_term)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The list; NUL, a year 0 and the like are refused as any filter that there is not."""
        if any("\0" in value for _, values in request.GET.lists() for value in values):
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")
        try:
            return super().changelist_view(request, extra_context)
        except (ValueError, OverflowError):
            if not request.GET or request.method == "POST":
                raise
            return HttpResponseRedirect(f"{request.path}?{ERROR_FLAG}=1")

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest | None, **kwargs: Any
    ) -> Any:
        """Lists are written with 、 between their elements, texts in a few lines."""
        if isinstance(db_field, ArrayField):
            return to_list_field(db_field)
        if type(db_field) is TextField:
            kwargs["widget"] = AdminTextareaWidget({"rows": 3})
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[arg-type]  # None comes for inlines


def to_list_field(db_field: Any) -> forms.Field:
    """A form field for a list of words."""
    return SimpleArrayField(
        forms.CharField(max_length=db_field.base_field.max_length),
        label=db_field.verbose_name,
        required=False,
        delimiter=SEPARATOR,
        widget=AdminTextInputWidget(),
        help_text="多项以顿号“、”分隔。",
    )


def is_list(request: HttpRequest, name: str) -> bool:
    """Whether this is the list of a table."""
    match = request.resolver_match
    return match is not None and match.url_name == f"meetings_{name}_changelist"


class ReadOnly(SafeSearch):
    """Rows that only the machine or a correction writes."""

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """No."""
        return False

    def has_change_permission(self, *_: Any, **__: Any) -> bool:
        """No: shown, not changed."""
        return False

    def has_delete_permission(self, *_: Any, **__: Any) -> bool:
        """No: nothing is deleted."""
        return False


class CuratedForm(Form):
    """A form with a reason, which is kept with the correction."""

    why = forms.CharField(
        label="修改理由", required=False, max_length=500, widget=AdminTextInputWidget()
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (city := self.fields.get("city")) and isinstance(city, forms.ModelChoiceField):
            city.queryset = City.objects.select_related("parent__parent")
            city.label_from_instance = told_city  # type: ignore[assignment, method-assign]  # as its documentation allows


class Curated(SafeSearch):
    """Rows that people correct: only fields that `curation` keeps can be changed.

    Deleting withdraws: nothing is deleted, and a rejected fact never returns.
    """

    form = CuratedForm

    def row_type(self) -> str:
        """The kind of row that corrections name."""
        return ROW_TYPES[self.model]

    def get_fields(self, *_: Any, **__: Any) -> Any:
        """The fields to correct, the reason, then what is shown only."""
        return (*CORRECTABLE[self.row_type()], "why", *self.readonly_fields)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Correct each changed field, or add the row."""
        why = form.cleaned_data.get("why", "")
        if change:
            correct_changed(obj, form.changed_data, request, why=why)
        else:
            curation.add(obj, who=request.user, why=why)

    def get_deleted_objects(self, objs: Any, *_: Any) -> Any:
        """Only the rows themselves: what rests on them stays."""
        names = [str(obj) for obj in objs]
        return names, {self.model._meta.verbose_name_plural: len(names)}, set(), []  # noqa: SLF001  # a documented name

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Withdraw instead of deleting."""
        curation.reject(obj, who=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Withdraw instead of deleting."""
        for obj in queryset:
            self.delete_model(request, obj)

    @admin.action(description="恢复所选（已撤回的重新公开）")
    def restore(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        """Take back the withdrawal of the chosen rows."""
        count = sum(curation.restore(row, who=request.user) for row in queryset)
        messages.success(request, f"已恢复 {count} 项。")


def correct_changed(
    obj: Correctable, changed: Collection[str], request: HttpRequest, *, why: str
) -> None:
    """Keep each changed field of a row as a correction; its people follow its city."""
    for name in changed:
        if name in CORRECTABLE[ROW_TYPES[type(obj)]]:
            value = curation.to_json(obj, name)
            curation.correct(obj, name, value, who=request.user, why=why)
    if "city" in changed and isinstance(obj, Meeting | Article):
        follow_city(obj)


class ShownInline(Table):
    """Rows under another, shown only."""

    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = True

    def get_readonly_fields(self, *_: Any, **__: Any) -> Any:
        """All."""
        return self.fields or ()

    def has_add_permission(self, *_: Any, **__: Any) -> bool:
        """No."""
        return False
