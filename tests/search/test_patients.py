"""What patients type, over the whole shipped pack: the right leaflet, the urgent card, the same on each database."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
import yaml

from conditions.content.search_terms import words_in

from .conftest import PACK, addresses

pytestmark = pytest.mark.usefixtures("shipped_pack")

HERE = Path(__file__).parent


def rows(name: str) -> dict:
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))


# Words of the files of phrasings that are no address name: a care card above the results, or no result.
CARDS = {"urgent": {"emergency", "same_day"}, "emergency": {"emergency"}, "same_day": {"same_day"}}


def stands(right: str | list[str], found: list[str], urgency: str) -> tuple[bool, bool]:
    """(whether what is right is first, whether it is among the first three)."""
    if right in ("nothing", *CARDS):
        is_so = urgency in CARDS[right] if right in CARDS else not found
        return is_so, is_so
    wanted = {right} if isinstance(right, str) else set(right)
    return bool(wanted & set(found[:1])), bool(wanted & set(found[:3]))


def told(order, name: str) -> tuple[float, float, str]:
    """(share that is right first, share among the first three, what is not)."""
    wanted = rows(name)
    found = {typed: order(typed) for typed in wanted}
    right = {typed: stands(wanted[typed], *found[typed]) for typed in wanted}
    first, in_three = (sum(row[at] for row in right.values()) for at in (0, 1))
    wrong = [f"{typed}: {found[typed][0][:3]}, not {wanted[typed]}" for typed in wanted if not right[typed][0]]
    figures = f"{name}: {first} of {len(wanted)} first, {in_three} in three\n" + "\n".join(wrong)
    return first / len(wanted), in_three / len(wanted), figures


def shown_names() -> Iterator[tuple[str, str]]:
    """(address name, title or shown name) of every leaflet of the pack."""
    for path in sorted([*PACK.glob("conditions/*.yaml"), *PACK.glob("treatments/*.yaml")]):
        leaflet = yaml.safe_load(path.read_text(encoding="utf-8"))
        others = [name["name"] for name in leaflet["also_known_as"] if not name.get("search_only")]
        yield from ((path.stem, name) for name in [leaflet["title"], *others])


def mistyped(name: str, lot: Random) -> Iterator[str]:
    """For each long word the name with a letter of it left out, doubled, swapped with the next, changed or added."""
    words = words_in(name)
    for at, word in enumerate(words):
        if len(word) >= 5:
            here, letter = lot.randrange(1, len(word) - 1), lot.choice("aeioursntl")
            before, sign, after = word[:here], word[here], word[here + 1 :]
            edits = (before + after, before + sign * 2 + after, before + after[0] + sign + after[1:],
                     before + letter + after, before + letter + sign + after)  # fmt: skip
            yield " ".join([*words[:at], lot.choice(edits), *words[at + 1 :]])


@pytest.mark.parametrize(
    ("name", "many", "right_first", "right_in_three"),
    [
        ("phrasings.yaml", 120, 0.95, 1.0),
        ("phrasings_more.yaml", 800, 0.98, 1.0),
        ("phrasings_held_out.yaml", 220, 0.95, 1.0),
        ("phrasings_blind.yaml", 150, 0.93, 0.98),
        ("phrasings_blind_2.yaml", 60, 0.86, 0.93),
        ("phrasings_blind_3.yaml", 110, 0.9, 0.97),
    ],
)
def test_right_leaflet_stands_first_for_what_patients_type(order, name, many, right_first, right_in_three):
    """The blind files were scored once before anybody looked at them: docs/search.md has what they said then."""
    first, in_three, figures = told(order, name)
    assert len(rows(name)) >= many
    assert first >= right_first, figures
    assert in_three >= right_in_three, figures


def test_mistyped_names_are_found(order):
    """One edit in each word of at least five letters of every title and shown name, drawn by a fixed lot."""
    wanted = {typed: right for right, name in shown_names() for typed in mistyped(name, Random(name))}
    wrong = [typed for typed, right in wanted.items() if order(typed)[0][:1] != [right]]
    assert len(wanted) > 250
    assert len(wrong) <= 0.03 * len(wanted), wrong


@pytest.mark.parametrize("asked", ["is {} contagious", "can you pop {}", "{} treatment", "will {} go away on its own",
    "can i wear makeup on {}", "is {} dangerous", "what does {} look like"])  # fmt: skip
@pytest.mark.parametrize("named, right", [
    ("milia", "milia"), ("acne", "acne"), ("cold sore", "cold-sores"), ("genital herpes", "genital-herpes"),
    ("fordyce spots", "fordyce-spots"), ("genital warts", "genital-warts"), ("molluscum", "molluscum-contagiosum"),
    ("chicken skin", "keratosis-pilaris"), ("ingrown hairs", "folliculitis"), ("chalazion", "stye"),
])  # fmt: skip
def test_what_is_asked_about_a_thing_does_not_hide_its_leaflet(ask, asked, named, right):
    assert addresses(ask(asked.format(named)))[0] == right


def test_order_is_the_same_on_each_database(ask):
    """The committed lists come from SQLite; run with DATABASE_URL this compares another database with it."""
    expected = rows("rankings.yaml")
    assert {typed: addresses(ask(typed)) for typed in expected} == expected


@pytest.mark.parametrize(
    ("typed", "urgency", "item"),
    [
        ("baby blisters fever", "emergency", "a newborn baby has blisters"),
        ("my newborn has a temperature", "emergency", "fever"),
        ("baby not feeding", "emergency", "not feeding"),
        ("floppy baby", "emergency", "floppy"),
        ("face swelling cannot breathe", "emergency", "face, lips or tongue swell"),
        ("cant pee", "emergency", "you cannot pee at all"),
        ("i want to kill myself", "emergency", "end your life"),
        ("hot swollen skin spreading", "emergency", "spreads fast"),
        ("eye pain blister", "same_day", "blisters near"),
        ("cold sore near eye", "same_day", "your eye hurts"),
        ("sores pregnant", "same_day", "you are pregnant and have"),
        ("kissed baby with cold sore", "same_day", "kissed or touched"),
        ("child bumps genitals", "same_day", "a child has"),
        ("newborn blisters", "emergency", "blisters"),
        ("baby has a fit", "emergency", "fit"),
        ("lips swelling cant breathe", "emergency", "face, lips or tongue swell"),
        ("eye swollen shut", "emergency", "eye"),
        ("eczema covered in blisters", "emergency", "eczema"),
        ("waters broke and sores", "emergency", "waters"),
        ("herpes stiff neck bad headache", "emergency", "stiff neck"),
        ("red painful eye with blisters", "same_day", "eye"),
        ("in labour with herpes", "emergency", "in labour and have sores"),
        ("pregnant on accutane", "same_day", "you take isotretinoin, and you are pregnant"),
        ("isotretinoin mood suicidal", "emergency", "end your life"),
        ("my acne is making me so low i dont want to live anymore", "emergency", "end your life"),
        ("they stare and bully and whisper and giggle i will kill myself", "emergency", "end your life"),
        ("face burnt by steam", "emergency", "scalded a face"),
        ("granny kissed my newborn and she has a coldsore", "same_day", "kissed or touched"),
    ],
)
def test_danger_sign_shows_a_care_card_in_its_own_words_first(ask, typed, urgency, item):
    found = ask(typed)
    assert found.urgent.card.urgency == urgency
    assert item in " ".join(line.bare for line in found.urgent.card.items)
    assert found.urgent.leaflet.url.startswith(("/conditions/", "/treatments/"))


@pytest.mark.parametrize(
    "typed",
    ["cold sore", "white spots lips", "bumps under eye baby", "milia baby", "bumps on genitals", "painful pimple",
     "spots with pus", "sore lip", "newborn rash", "baby acne", "milk spots baby", "fever blister", "acne in pregnancy",
     "heat rash baby", "baby spots", "herpes", "can i pop it", "acne cream", "white bumps", "milia on eyelid", "stye",
     "blister on lip", "milk spots newborn", "itchy bumps after shaving", "bumps on penis", "is acne contagious",
     "eyelid lump", "my child has molluscum", "the pill for acne", "bumps near eye", "burning lip", "pus spots",
     "lump in eyelid not painful", "breaking out on chin every month", "broken skin from herpes", "chemo milia",
     "isotretinoin acne", "my 3 week old has tiny white spots on face", "blisters on lip but no fever"],
)  # fmt: skip
def test_ordinary_words_raise_no_alarm(ask, typed):
    assert ask(typed).urgent is None


def test_result_says_why_it_was_found_in_whole_sentences(ask):
    first = ask("white spots lips").found[0]
    assert first.words == ("white", "spots", "lips")
    assert first.listed.summary.endswith(".") and first.listed.do_not.startswith("Do not ")
    assert ask("fever blister").found[0].also == "Fever blisters"
    assert ask("penile oil glands").found[0].also == "", "a name that is only searched for is not shown"


def test_every_result_carries_its_do_not_line(ask):
    found = [hit for typed in ("bumps", "treatment", "pop", "oil", "skin") for hit in ask(typed).found]
    assert found and all(hit.listed.do_not.startswith(("Do not ", "Never ")) for hit in found), [
        (hit.listed.title, hit.listed.do_not)
        for hit in found
        if not hit.listed.do_not.startswith(("Do not ", "Never "))
    ]


def test_nothing_found_offers_the_nearest_word_of_a_name(ask):
    found = ask("kxratoxxx")
    assert found.found == [] and found.did_you_mean == "keratosis"
    assert ask("qqqqqqqq").did_you_mean == ""


@pytest.mark.parametrize("typed", ["car insurance quote", "broken ankle", "bus timetable", "parking at the hospital"])
def test_question_that_no_leaflet_is_about_finds_nothing(ask, typed):
    assert (ask(typed).found, ask(typed).did_you_mean) == ([], "")


@pytest.mark.parametrize(
    ("typed", "guide"),
    [
        ("wot r these bumps", "what-is-this-bump"), ("whats this lump on me", "what-is-this-bump"),
        ("shud i pop it", "should-i-pop-it"), ("can we burst this spot", "should-i-pop-it"),
        ("ive squeezed a spot", "i-squeezed-it"),
    ],
)  # fmt: skip
def test_guide_is_found_by_its_question_however_that_is_typed(ask, typed, guide):
    assert addresses(ask(typed))[0] == guide


def test_question_with_a_guides_beginning_still_finds_the_leaflet_that_it_names(ask):
    assert addresses(ask("what are these white spots on my lips"))[0] == "fordyce-spots"
    assert addresses(ask("should i pop a cold sore"))[0] == "cold-sores"


def test_more_results_stand_on_further_pages(ask):
    first, second = ask("skin"), ask("skin", page=2)
    assert first.has_more and len(first.found) == 10 and second.page == 2
    assert not {hit.listed.url for hit in first.found} & {hit.listed.url for hit in second.found}
    assert ask("skin", page=20).found == [] and not ask("skin", page=20).has_more
