"""Sheets as PDF/UA-1: what a checker, a screen reader, a camera and a photocopier make of them."""

import json
import threading

import page
import pikepdf
import pytest
import zxingcpp

from conditions import library
from conditions.handouts import paper
from conditions.handouts.paper import Busy, pdf
from conditions.handouts.resolve import resolve
from conditions.handouts.sheet import sheet_of_handout, sheet_of_page
from conditions.models import Clinic
from conditions.vocabulary import Kind

from .tags import pictures, sizes, tags, text

pytestmark = pytest.mark.django_db

CLINIC = {"clinic_name": "Hill Street", "clinic_phone": "01632 960 000", "emergency_number": "999"}


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.PAPER_DIR = tmp_path / "paper"


@pytest.fixture
def printed(publish):
    """A published condition, printed."""

    def run(size: str = "standard", on: str = "a4", clinic: Clinic | None = None, **changes) -> bytes:
        publish(**changes)
        return again(size, on, clinic)

    return run


def again(size: str = "standard", on: str = "a4", clinic: Clinic | None = None) -> bytes:
    clinic = clinic or Clinic(**CLINIC)
    return pdf(sheet_of_page(library.page(Kind.CONDITION, "milia", clinic), clinic, paper=on, size=size))


@pytest.fixture
def three(publish, give):
    """A handout of two conditions and a guide."""

    def run(size: str = "standard", on: str = "a4") -> bytes:
        given = give(publish(), publish(slug="acne", title="Acne"), publish("guide"))
        found = resolve(given.short_code.code, Clinic())
        return pdf(sheet_of_handout(found, Clinic(**CLINIC), paper=on, size=size))

    return run


def findings(made: bytes) -> list[str]:
    return [f"{one.rule_id} {one.message}" for one in page.validate_pdf_bytes(made, profile="ua1").failures]


# -- for whom does not see it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("on", ["a4", "letter"])
def test_checker_finds_nothing_in_a_sheet(printed, size, on):
    assert findings(printed(size, on)) == []


@pytest.mark.parametrize("size", ["standard", "large"])
@pytest.mark.parametrize("on", ["a4", "letter"])
def test_checker_finds_nothing_in_three_sheets(three, size, on):
    assert findings(three(size, on)) == []


def test_checker_finds_what_is_taken_away(printed, tmp_path):
    """So that finding nothing means something."""
    made = tmp_path / "made.pdf"
    made.write_bytes(printed())
    for name in ("/StructTreeRoot", "/Lang", "/Metadata"):
        with pikepdf.open(made) as opened:
            del opened.Root[name]
            opened.save(tmp_path / "less.pdf")
        assert findings((tmp_path / "less.pdf").read_bytes()) != [], name


def test_tags_are_headings_lists_and_a_figure_in_reading_order(printed):
    found = tags(printed())
    headings = [tag.sort for tag in found if tag.sort in {"H1", "H2", "H3"}]
    assert headings[0] == "H1" and set(headings[1:]) == {"H2"}
    lists = [tag for tag in found if tag.sort == "L"]
    items = [tag for tag in found if tag.sort == "LI"]
    assert len(lists) >= 4 and len(items) >= 6
    figures = [tag for tag in found if tag.sort == "Figure"]
    assert len(figures) == 1 and figures[0].alt.startswith("QR code. It opens testserver/n/")


def test_title_and_language_are_told(printed, tmp_path):
    (tmp_path / "made.pdf").write_bytes(printed())
    with pikepdf.open(tmp_path / "made.pdf") as opened:
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo["/Title"]) == "Milia" and str(opened.docinfo["/Author"]) == "Hill Street"
        assert bool(opened.Root.ViewerPreferences.DisplayDocTitle) is True


def test_words_come_out_in_order_with_every_do_not(printed):
    told = text(printed())
    order = [
        "Milia Hill Street",
        "Milia are tiny, hard, white bumps under the skin.",
        "Emergency: act now. Call 999 now if:",
        "your baby has blisters and a fever",
        "Do not pop, squeeze or pick milia",
        "Leave them alone.",
        "What you can do",
        "Do not squeeze, pick or poke milia.",
        "Phone 01632 960 000 if:",
        "Point your phone's camera here",
        "Version 1 of",
        "Notes from your visit",
    ]
    places = [told.find(words) for words in order]
    assert -1 not in places and places == sorted(places), list(zip(order, places, strict=True))


# -- for whom holds it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("on", "size"), [("a4", (210, 297)), ("letter", (216, 279))])
def test_standard_leaflet_is_one_side_of_the_clinics_paper(printed, on, size):
    assert sizes(printed(on=on)) == [size]


def test_large_print_takes_the_sides_it_needs_and_numbers_them(printed):
    many = [{"text": f"Do not put product number {n} on the skin of your face.", "why": ""} for n in range(20)]
    made = printed("large", donts=many)
    assert len(sizes(made)) == 2
    assert f"Page 1 of {len(sizes(made))}" in text(made)


def test_each_leaflet_of_a_handout_starts_on_a_side_of_its_own(three):
    made = three()
    assert len(sizes(made)) == 3
    for number in (1, 2, 3):
        assert f"Sheet {number} of 3" in text(made)
    assert "Page 1" not in text(made)


def test_code_is_read_by_a_camera_from_the_page(printed):
    [picture] = pictures(printed())
    [found] = zxingcpp.read_barcodes(picture)
    number = library.page(Kind.CONDITION, "milia", Clinic()).code
    assert found.text == f"HTTP://TESTSERVER/N/{number}"
    corners = found.position
    side = (corners.top_right.x - corners.top_left.x) / 200 * 25.4
    assert 20 <= side <= 22.5  # millimetres, without the quiet zone


def test_code_is_read_from_a_poor_copy(printed):
    """A fax of a photocopy: 100 dots to the inch, black or white."""
    [picture] = pictures(printed(), 100)
    found = zxingcpp.read_barcodes(picture.point(lambda shade: 255 if shade > 110 else 0))
    assert [code.text.startswith("HTTP://TESTSERVER/N/") for code in found] == [True]


def test_nothing_on_it_is_coloured(printed):
    import pypdfium2

    with pypdfium2.PdfDocument(printed()) as opened:
        picture = opened[0].render(scale=1).to_pil().convert("RGB")
    assert all(red == green == blue for _count, (red, green, blue) in picture.getcolors(1 << 20))


# -- hostile and foreign words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Wash \N{SNOWMAN WITHOUT SNOW} gently", "Wash [SNOWMAN WITHOUT SNOW] gently"),
        ("Wash \N{CJK UNIFIED IDEOGRAPH-4E2D} gently", "Wash [CJK UNIFIED IDEOGRAPH-4E2D] gently"),
        ("Wash \N{THUMBS UP SIGN} gently", "Wash [THUMBS UP SIGN] gently"),
        ("Wash \N{RIGHT-TO-LEFT OVERRIDE}gently", "Wash gently"),
        ("Wäsch éßł Ωμ Жд", "Wäsch éßł Ωμ Жд"),
        ('#read("/etc/passwd") $x$ = *a* _b_ `c` @d <e> \\ //', '#read("/etc/passwd") $x$'),
    ],
)
def test_signs_are_printed_spelt_out_or_harmless(printed, written, read):
    made = printed(title=written)
    assert read in text(made) and findings(made) == []
    assert "root:" not in text(made)


def test_words_without_end_still_fit_on_paper(printed):
    made = printed(title="x" * 150, summary=f"{'y' * 400} [@SP]")
    assert findings(made) == []


# -- made once and kept ----------------------------------------------------------------------------------------------


def kept(settings) -> list[str]:
    return sorted(path.name for path in settings.PAPER_DIR.iterdir())


def test_same_sheet_is_made_once(printed, settings, monkeypatch):
    first = printed()
    monkeypatch.setattr(paper.typst, "compile", lambda *_args, **_more: pytest.fail("made again"))
    assert again() == first
    assert len(kept(settings)) == 1


def test_same_sheet_has_the_same_bytes(printed, settings):
    first = printed()
    for name in kept(settings):
        (settings.PAPER_DIR / name).unlink()
    assert again() == first


def test_other_number_of_the_clinic_makes_another_sheet(printed, settings):
    printed()
    changed = again(clinic=Clinic(**{**CLINIC, "clinic_phone": "01632 960 111"}))
    assert "01632 960 111" in text(changed) and len(kept(settings)) == 2


def test_new_version_option_and_paper_make_another_sheet(printed, settings):
    printed()
    printed(summary="Milia are small. [@SP]")
    again("large")
    again(on="letter")
    assert len(kept(settings)) == 4


def test_half_a_file_is_made_anew(printed, settings):
    made = printed()
    [name] = kept(settings)
    (settings.PAPER_DIR / name).write_bytes(made[:1000])
    assert again() == made and (settings.PAPER_DIR / name).read_bytes() == made


def test_folder_that_cannot_be_written_stops_nobody(printed, settings, tmp_path, caplog):
    (tmp_path / "file").write_text("not a folder")
    settings.PAPER_DIR = tmp_path / "file" / "paper"
    assert printed().startswith(b"%PDF-")
    assert "could not be kept in PAPER_DIR" in caplog.text


def test_oldest_sheets_go_when_there_are_too_many(printed, settings, monkeypatch):
    monkeypatch.setattr(paper, "MOST_KEPT", 3)
    monkeypatch.setattr(paper, "KEPT_AFTER_CLEARING", 2)
    printed()
    for number in range(3):
        again(clinic=Clinic(clinic_phone=f"0{number}"))
    assert len(kept(settings)) == 2


def test_more_than_two_at_once_wait_and_then_are_told(printed, monkeypatch):
    printed()
    monkeypatch.setattr(paper, "WAIT", 0.05)
    monkeypatch.setattr(paper, "_turns", threading.BoundedSemaphore(1))
    with paper._turn(), pytest.raises(Busy):
        again("large")


def test_two_threads_make_the_same_sheet(printed):
    first = printed()
    sheet = sheet_of_page(
        library.page(Kind.CONDITION, "milia", Clinic(**CLINIC)), Clinic(**CLINIC), paper="a4", size="large"
    )
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(pdf(json.loads(json.dumps(sheet))))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4 and len(set(made)) == 1 and made[0] != first
