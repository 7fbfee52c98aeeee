"""Questions about attendances and directives."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import models
from django.db.models import (
    BigIntegerField,
    Count,
    F,
    Func,
    Max,
    Min,
    OrderBy,
    TextField,
    Value,
)

from meetings.extraction.vocabulary import Role
from meetings.querysets.held import PUBLIC, HeldQuerySet
from meetings.querysets.keyset import Key, Order

if TYPE_CHECKING:
    from meetings.models import Attendance, City, Directive, Official  # noqa: F401  # named in the base class

# The head of a committee, government, congress or CPPCC, not a deputy: «湘潭市委书记», «市长»,
# «县人大常委会主任», «市政协主席», «行署专员». PostgreSQL's expressions know no group names.
HEAD = r"^(?!.*副).*([省市县区州旗盟地]委书记|[省市县区州旗盟]长|专员|人大常委会主任|政协主席)$"
MEETING = "report__meeting__"
# As many people and days as a drawing can hold.
MOST_BESIDE = 12
MOST_DAYS = 2000


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Questions about who took part, in what role, with what post."""

    def live(self) -> Self:
        """Attendances that stand, in reports that stand, of public meetings."""
        return self.filter(
            withdrawn_at=None, report__withdrawn_at=None, report__meeting__state__in=PUBLIC
        )

    def of_official(self, official: "Official") -> Self:
        """Of this official."""
        return self.filter(official=official)

    def in_city(self, city: "City") -> Self:
        """In meetings of this unit's own organs."""
        return self.filter(report__meeting__city=city)

    def newest(self) -> Self:
        """With the meeting and its place at hand, last held first, unknown dates last."""
        rows = self.select_related("report__meeting__city__parent__parent")
        return rows.order_by(F(MEETING + "date_last").desc(nulls_last=True), "-report__meeting")

    def with_official(self) -> Self:
        """With the official at hand, in printed protocol order."""
        return self.select_related("official").order_by("report", "ordinal")

    def posts_seen(self) -> list[dict[str, Any]]:
        """One row for each official and printed post, last seen first.

        Keys: official, official__name, post, times (meetings), first_seen and last_seen (dates
        or None), first_meeting and last_meeting (the ids of the meetings that bound it).
        """
        post = Func(F("posts"), function="unnest", output_field=TextField())
        rows: Any = self.order_by().annotate(post=post)
        rows = rows.values("official", "official__name", "post")
        return list(
            rows.annotate(
                times=Count("report__meeting", distinct=True),
                first_seen=Min(MEETING + "date_first"),
                last_seen=Max(MEETING + "date_last"),
                first_meeting=_first_of(F(MEETING + "date_first").asc(nulls_last=True)),
                last_meeting=_first_of(F(MEETING + "date_last").desc(nulls_last=True)),
            ).order_by(F("last_seen").desc(nulls_last=True), "-times", "official__sort_key", "post")
        )

    def heads(self) -> Self:
        """Of people who took part and head a committee, a government, a congress or a CPPCC."""
        joined = Func(F("posts"), Value("\n"), function="array_to_string", output_field=TextField())
        present = self.exclude(role=Role.MENTIONED)
        return present.annotate(joined=joined).filter(joined__regex=HEAD.replace("^", "(?n)^", 1))

    def beside(self, official: "Official") -> list[dict[str, Any]]:
        """Others who took part in meetings that this official took part in, most common first.

        Keys: who, person, place, n (meetings in common).
        """
        present = self.exclude(role=Role.MENTIONED).order_by()
        own = present.of_official(official).values("report__meeting")
        rows: Any = present.filter(report__meeting__in=own).exclude(official=official)
        rows = rows.values(
            who=F("official"), person=F("official__name"), place=F("official__city__short")
        )
        counted = rows.annotate(n=Count("report__meeting", distinct=True))
        return list(counted.order_by("-n", "official__sort_key", "official")[:MOST_BESIDE])

    def days(self) -> list[Any]:
        """The days of these meetings that are known, in order: date and meeting."""
        known = self.order_by().filter(
            **{MEETING + "date_first": F(MEETING + "date_last")},
        )
        pairs = known.values_list(MEETING + "date_first", "report__meeting").distinct()
        return list(pairs.order_by(MEETING + "date_first")[:MOST_DAYS])

    def by_role(self) -> dict[str, int]:
        """Number of meetings in each role."""
        counted = Count("report__meeting", distinct=True)
        return dict(self.order_by().values_list("role").annotate(n=counted))

    def seen(self) -> dict[str, Any]:
        """`meetings`, `first_seen` and `last_seen` of these attendances."""
        return self.aggregate(
            meetings=Count("report__meeting", distinct=True),
            first_seen=Min(MEETING + "date_first"),
            last_seen=Max(MEETING + "date_last"),
        )


def _first_of(order: OrderBy) -> Func:
    """The meeting that comes first in an order."""
    ids = ArrayAgg("report__meeting", order_by=(order,))
    return Func(ids, template="(%(expressions)s)[1]", output_field=BigIntegerField())


class DirectiveQuerySet(HeldQuerySet["Directive"]):
    """Questions about directives."""

    meeting_path: ClassVar[str] = MEETING
    orders: ClassVar[dict[str, Order]] = {
        "newest": (
            Key(MEETING + "date_last", descending=True),
            Key("report__meeting", descending=True),
            Key("pk", descending=False),
        ),
        "oldest": (
            Key(MEETING + "date_first", descending=False),
            Key("report__meeting", descending=False),
            Key("pk", descending=False),
        ),
    }

    def standing(self) -> Self:
        """Directives that no newer reading has withdrawn."""
        return self.filter(withdrawn_at=None)

    def published(self) -> Self:
        """Directives that readers see: standing, told by a standing report of a public meeting."""
        return self.standing().filter(report__withdrawn_at=None, report__meeting__state__in=PUBLIC)

    def for_list(self) -> Self:
        """With what a row of a list shows: official, meeting and place, no article."""
        return self.select_related("official", "report__meeting__city__parent__parent")

    def in_brief(self) -> Self:
        """With what a short record tells: no article, whose text is long."""
        return self.select_related("official", "report__meeting__city")

    def of_official(self, official: "Official") -> Self:
        """Said by this official."""
        return self.filter(official=official)

    def with_meeting(self) -> Self:
        """With meeting, place, article and official at hand."""
        return self.select_related(
            "official", "report__article", "report__meeting__city__parent__parent"
        )
