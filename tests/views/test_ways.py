"""The ways to a leaflet: by age, by every name, from a look-alike, and from the first page."""

import re

import pytest

from conditions.models import Condition
from conditions.publishing import workflow
from conditions.views import home

pytestmark = pytest.mark.django_db


def page(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_age_lists_the_leaflets_about_it_and_leads_to_the_other_ages(client, library, publish):
    publish(slug="age-spots", title="Age spots", age_groups=["older_adult"])
    found = page(client, "/age/older-adult/")
    assert "<h1>Bumps by age: Older adults</h1>" in found
    assert "/conditions/age-spots/" in found and "/conditions/milia/" not in found
    assert re.findall(r'href="(/age/[^"]+)"( aria-current="page")?', found) == [
        ("/age/newborn/", ""),
        ("/age/adult/", ""),
        ("/age/older-adult/", ' aria-current="page"'),
    ]


def test_newborns_page_begins_with_the_signs_that_need_help_from_the_leaflet_closest_to_them(client, library, publish):
    cards = [
        {
            "urgency": "emergency",
            "heading": "Call {emergency_number} now if:",
            "items": ["your newborn is floppy [@SP]"],
        },
        {"urgency": "same_day", "heading": "Call {urgent_line} today if:", "items": ["the spots have pus [@SP]"]},
        {"urgency": "soon", "heading": "Phone {clinic_phone} if:", "items": ["it is still there in 2 weeks [@SP]"]},
    ]
    publish(slug="newborn-rash", title="Newborn rash", age_groups=["newborn"], care_cards=cards)
    found = page(client, "/age/newborn/")
    places = [found.index(words) for words in ("your newborn is floppy", "the spots have pus", "/conditions/acne/")]
    assert places == sorted(places)
    assert 'href="/conditions/newborn-rash/#help">Newborn rash</a>' in found
    assert "your baby has blisters" not in found and "still there in 2 weeks" not in found
    assert "source-SP" not in found, "this page has no list of sources"


def test_other_ages_have_no_such_cards(client, library):
    assert 'class="care' not in page(client, "/age/adult/")


def test_age_that_no_leaflet_is_about_says_so(client, library):
    assert "We have no leaflet about this age yet." in page(client, "/age/teenager/")


@pytest.mark.parametrize(
    "address", ["/age/old/", "/age/older_adult/", "/age/x%00/", "/age/" + "a" * 5000 + "/", "/age/"]
)
def test_unknown_age_is_not_found(client, library, address):
    assert client.get(address).status_code == 404


def test_age_in_capitals_leads_there_too(client, library):
    assert "Newborn babies" in page(client, "/age/NEWBORN/")


def test_sitemap_has_the_ages_that_are_used(client, library):
    found = page(client, "/sitemap.xml")
    assert "<loc>http://testserver/age/newborn/</loc>" in found and "/age/teenager/" not in found


def test_a_to_z_has_titles_and_other_names_under_all_letters(client, library):
    found = page(client, "/conditions/")
    letters = re.search(r'<nav class="letters".*?</nav>', found, re.DOTALL)[0]
    assert re.findall(r'href="#letter-(.)"', letters) == ["A", "M", "S"]
    assert "<span>B</span>" in letters
    entries = re.findall(r'<li><a href="(/conditions/[^"]+)">(.*?)</a></li>', found)
    assert entries == [
        ("/conditions/acne/", "<b>Acne</b>"),
        ("/conditions/milia/", "<b>Milia</b>"),
        ("/conditions/milia/", "Milk spots <span>see Milia</span>"),
        ("/conditions/acne/", "Spots <span>see Acne</span>"),
    ]


def test_a_to_z_of_treatments_is_made_alike(client, library):
    found = page(client, "/treatments/")
    assert '<a href="/treatments/leave-it-alone/"><b>Leave it alone</b></a>' in found and "#letter-L" in found


def test_look_alike_leads_to_its_leaflet_and_to_the_comparison_of_the_two(client, publish):
    publish(slug="whiteheads", title="Whiteheads")
    publish(slug="acne", title="Acne")
    publish(
        look_alikes=[
            {"name": "Closed spots", "condition": "whiteheads", "difference": "They are softer. [@SP]"},
            {"name": "Acne", "condition": "acne", "difference": "It is sore. [@SP]"},
            {"name": "Skin cancer", "condition": "", "difference": "It grows. [@SP]"},
        ]
    )
    found = page(client, "/conditions/milia/").split('id="look-alikes"')[1]
    assert '<a href="/conditions/whiteheads/">Closed spots</a>' in found and "They are softer." in found
    assert 'href="/compare/?condition=milia&amp;condition=whiteheads">Compare with: Closed spots</a>' in found
    assert found.count("Compare with:") == 2, "there is nothing to compare skin cancer with"
    assert 'href="/compare/?condition=milia&amp;condition=whiteheads&amp;condition=acne">Compare all 3</a>' in found


def test_one_look_alike_needs_no_link_to_the_whole_set(client, library, publish):
    publish(
        slug="stye", title="Stye", look_alikes=[{"name": "Milia", "condition": "milia", "difference": "Hard. [@SP]"}]
    )
    found = page(client, "/conditions/stye/")
    assert "Compare with: Milia" in found and "Compare all" not in found


def test_home_goes_from_the_question_to_the_number_on_the_sheet(client, library, publish):
    publish("guide")
    found = page(client, "/")
    order = ("<h1>", 'role="search"', 'id="guides"', 'class="callout"', 'id="places"', 'id="ages"', 'id="conditions"',
             'id="compare"', 'id="number"')  # fmt: skip
    places = [found.index(part) for part in order]
    assert places == sorted(places)
    assert 'href="/age/newborn/"' in found and 'href="/conditions/milia/">Milia</a>' in found


def test_home_of_a_large_library_shows_letters_instead(client, library, monkeypatch):
    monkeypatch.setattr(home, "MOST_NAMED", 1)
    found = page(client, "/")
    assert 'href="/conditions/#letter-M">M</a>' in found and 'href="/conditions/milia/"' not in found


def test_list_says_which_of_its_leaflets_are_samples(client, library, publish, author):
    from conditions.publishing.snapshot import draft_digest
    from tests import builders

    draft = builders.make_condition(author, slug="stye", title="Stye")
    Condition.objects.filter(pk=draft.pk).update(pack="p", pack_digest=draft_digest(draft))
    workflow.publish_samples(Condition.objects.filter(pk=draft.pk), change_note="Sample.")
    for address in ("/", "/body/face/", "/age/adult/"):
        found = page(client, address)
        assert "Some of the leaflets here are sample content" in found, address
        assert found.count("Sample content: not yet reviewed by this clinic.") == 1, address
