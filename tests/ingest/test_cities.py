"""The table of cities."""

import pytest

from meetings.extraction.gazetteer import places
from meetings.ingest import cities
from meetings.models import City, CityName

pytestmark = pytest.mark.django_db


def test_every_unit_and_every_name_of_the_gazetteer_is_there() -> None:
    assert City.objects.count() == len({place.unit for place in places()})
    assert CityName.objects.count() == len(places())


def test_a_second_filling_writes_nothing() -> None:
    assert cities.fill() == cities.Filled(0, 0)


def test_a_changed_row_is_written_again_under_its_id() -> None:
    city = City.objects.get(code="430300")
    City.objects.filter(pk=city.pk).update(name="湘潭", lineage=[])
    assert cities.fill() == cities.Filled(1, 0)
    city.refresh_from_db()
    assert (city.name, city.lineage) == ("湘潭市", ["430300", "430000"])


def test_only_provinces_have_no_unit_above() -> None:
    assert set(City.objects.filter(parent=None).values_list("level", flat=True)) == {"province"}
    assert all(len(city.lineage) > 1 for city in City.objects.exclude(parent=None))


def test_a_code_means_the_unit_that_bore_it_that_year() -> None:
    assert cities.find("430300", 2017) == City.objects.get(code="430300")
    assert cities.find("110221", 1990) == City.objects.get(name="昌平区")
    assert cities.find("999999") is None
    assert cities.find("") is None


def test_a_reused_code_leads_to_either_unit() -> None:
    assert str(cities.find("500110", 2005)) == "万盛区"
    assert str(cities.find("500110", 2020)) == "綦江区"
