"""Keep what a person says of an official: where they stand and what they are called."""

from django.db import transaction

from meetings.models import City, Official, OfficialName


def said_city(official: Official, city: City | None) -> list[str]:
    """Set where a person says that an official stands, beside what the rule found; the names of
    the fields to save."""
    if not official.city_by_hand:
        official.city_read, official.city_by_hand = official.city, True
    official.city = city
    return ["city", "city_read", "city_by_hand"]


@transaction.atomic
def place(official: Official, city: City | None) -> None:
    """Have an official stand where a person says; no reading changes it, and names go on to join
    where the rule had found the official."""
    official.save(update_fields=said_city(official, city))


@transaction.atomic
def rename(official: Official, name: str, **rest: str) -> None:
    """Call an official by another name, as `rest` reads it; the former one is kept beside it."""
    former, official.name = official.name, name
    for field, value in rest.items():
        setattr(official, field, value)
    official.save(update_fields=["name", *rest])
    keep_former(official, former)


def keep_former(official: Official, former: str) -> None:
    """Have an official be found by a former name: articles go on to print it."""
    if former and former != official.name:
        OfficialName.objects.get_or_create(official=official, name=former)
    OfficialName.objects.filter(official=official, name=official.name).delete()


def said_in_form(official: Official, changed: list[str]) -> None:
    """Mark what a form says of an official that is about to be saved."""
    former = Official.objects.select_related("city").filter(pk=official.pk).first()
    if former is None:
        official.by_hand, official.city_by_hand = True, official.city is not None
    elif "city" in changed:
        said_city(former, official.city)
        official.city_read, official.city_by_hand = former.city_read, True
