"""The card for a purse: a number and perhaps hours, and nothing that tells whose it is or what they do."""

from dataclasses import fields

import pytest
from test_projection import layers

from facilitator_app.papers.press import FORMATS, pages_of, pdf_of, text_of
from facilitator_app.papers.words_gone import gone_words
from facilitator_app.records import Service
from facilitator_app.wall.gone import gone_sheet
from facilitator_app.wall.sheets_gone import GoneSheet

TELLS = (
    "restorative",
    "justice",
    "severnside",
    "facilitator",
    "victim",
    "harmed",
    "offender",
    "prison",
    "police",
    "probation",
    "case",
    "meeting",
)
OF_WORK = Service(
    name="Severnside Restorative Service",
    telephone="01632 960 983 (Ruth, restorative team)",
    office_hours="Victim line: Monday to Friday, 9 to 5",
    office_hours_welsh="Dydd Llun",
)


def test_there_is_no_field_for_anything_else() -> None:
    assert [one.name for one in fields(GoneSheet)] == ["telephone", "hours", "language"]


@pytest.mark.parametrize(("typed", "number"), [
    ("01632 960 983", "01632 960 983"), ("01632 960 983 (Ruth, restorative team)", "01632 960 983"),
    ("Ring Severnside on +44 (0)1632 960983", "+44 (0)1632 960983"),
    ("restorative line: 01632-960-983 or 999", "01632-960-983"), ("0800 RESTORE", ""), ("", ""), ("ask Ruth", ""), ("12", ""),
])  # fmt: skip
def test_of_the_number_only_its_figures(typed: str, number: str) -> None:
    assert gone_sheet(Service(telephone=typed)).telephone.replace("\xa0", " ") == number


@pytest.mark.parametrize(("typed", "hours"), [
    ("Monday to Friday, 9 to 5", "Monday to Friday, 9 to 5"), ("Mon-Fri 9.00 – 17:00, not on bank holidays", "Mon-Fri 9.00 – 17:00, not on bank holidays"),
    ("Any time, day or night", "Any time, day or night"), ("Victim line: Monday to Friday", ""), ("HMP visits: Tuesdays", ""),
    ("ask for Siân, 9 to 5", ""), ("Monday " * 20, ""), ("", ""),
])  # fmt: skip
def test_hours_are_hours_or_they_are_left_out(typed: str, hours: str) -> None:
    assert gone_sheet(Service(telephone="01632 960 983", office_hours=typed)).hours == hours


@pytest.mark.parametrize("format", ["standard", "large"])
def test_no_layer_of_the_card_says_what_kind_of_work_it_is(format: str) -> None:
    data = pdf_of(gone_sheet(OF_WORK), FORMATS[format])
    found = layers(data).casefold()
    assert not [word for word in (*TELLS, "ruth") if word in found]
    assert pages_of(data) == 1


@pytest.mark.parametrize("format", ["standard", "large"])
@pytest.mark.parametrize("hours", ["", "Monday to Friday, 9 to 5", "Mon to Thu 9 to 5, Fri 9 to 4, not on bank holidays or at noon"])
def test_all_of_it_stands_on_one_page_in_order(format: str, hours: str) -> None:
    words = gone_words("en-GB")
    data = pdf_of(gone_sheet(Service(telephone="01632 960 983", office_hours=hours)), FORMATS[format])
    said = " ".join(text_of(data).replace("\xa0", " ").split())
    assert pages_of(data) == 1
    places = [said.index(" ".join(part.split())) for part in (words.title, words.ring, "01632 960 983", *words.steps, words.found)]
    assert places == sorted(places)
    assert hours in said


def test_a_card_without_a_number_is_none() -> None:
    with pytest.raises(ValueError, match="without a number"):
        pdf_of(gone_sheet(Service()), FORMATS["standard"])
