"""Numbers, hours, weekdays, towns and typing errors, by themselves: what is read out of a text, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wall_cases import HER, HIM, PEOPLE, about_her, file_of, found

from facilitator_app.records import PreparationNote, SafeContact
from facilitator_app.records.record import Id
from facilitator_app.wall import leaks, places, spelling, spoken


@pytest.mark.parametrize(("said", "figures"), [
    ("oh double seven double oh", "07700"), ("nine hundred", "900"), ("ninety-six", "96"), ("ninety six oh", "960"), ("treble one", "111"),
    ("eleven", "11"), ("sixty double three", "6033"), ("0163 two", "01632"), ("nine hundred and three", "9003"),
])  # fmt: skip
def test_figures_that_are_said(said: str, figures: str) -> None:
    assert spoken.figures_of(said) == figures


@pytest.mark.parametrize(("text", "minutes"), [
    ("half past six", 390), ("half six", 390), ("a quarter to four", 225), ("ten past two", 130), ("twenty-five to one", 35), ("6.30pm", 390),
    ("18:30", 390), ("18h30", 390), ("6 p.m.", 360), ("six o’clock", 360), ("three fifteen", 195), ("midday", 0), ("12:00", 0), ("00:10", 10),
])  # fmt: skip
def test_an_hour(text: str, minutes: int) -> None:
    assert {found for _, found in spoken.times_in(f"at {text} then")} == {minutes}


@pytest.mark.parametrize(
    "text", ["1.2.2026", "£12.75 each", "ten people", "half the sum", "a quarter of it", "3 days", "24.12.26", "6 parts", "at 25:99"]
)
def test_no_hour(text: str) -> None:
    assert list(spoken.times_in(text)) == []


def test_a_weekday_and_an_hour_belong_together_in_one_sentence_only() -> None:
    assert [r for _, r in spoken.routines_in("On Weds, at half past six.")] == [spoken.Routine(2, 390)]
    assert list(spoken.routines_in("He comes on Wednesday. The bell rings at 18:30.")) == []
    assert list(spoken.routines_in("At 18:30 it rings.")) == []
    assert list(spoken.routines_in(f"On Wednesday {'and so on ' * 9} at 18:30")) == []


HERS = about_her("She swims on Wednesdays at 18:30, and works at the Meadowsweet Bakery in Cardiff. She lives in Green Lane, near Mold.")


@pytest.mark.parametrize(("text", "hit"), [
    ("On Wednesday at half past six", True), ("On Wednesday at half past five", False), ("On Thursday at 18:30", False), ("On Wednesdays", False),
    ("in Caerdydd", True), ("yng Nghaerdydd", True), ("in Swansea", False), ("down green lane", True), ("a green and narrow lane", False),
    ("in Yr Wyddgrug", True), ("Meadow sweet", True),
    ("Medowsweet", True), ("Meadowsweets", True), ("Meadowswete", True), ("Madowswete", False), ("Cardif", True),
])  # fmt: skip
def test_what_is_found_in_another_spelling_and_what_is_another_thing(text: str, hit: bool) -> None:
    assert bool(found(file_of(*PEOPLE, HERS), f"{text} it ends." if text[0].isupper() else f"He is {text} now.")) is hit


def test_a_routine_that_stands_in_the_notes_about_the_reader_is_common() -> None:
    his = PreparationNote(id=Id("his"), case=HERS.case, person=HIM, words="We meet on Wednesday at 18:30.")
    assert found(file_of(*PEOPLE, HERS, his), "On Wednesday at half past six") == []


def test_one_typing_error_is_one() -> None:
    words = ["meadowsweet", "threlkeld"]
    assert spelling.near("medowsweet", words) == ["meadowsweet"]
    assert spelling.near("threlkedl", words) == ["threlkeld"]
    assert spelling.near("thrlkedl", words) == []


def test_a_word_that_the_reader_may_know_is_no_error_of_another() -> None:
    file = file_of(*PEOPLE, about_her("She met Daniell at Qorvendale."))
    assert found(file, "Daniel comes.") == []
    assert found(file, "Qorvendal is far.")


def test_hits_over_two_fields_stand_in_the_first_and_hold_no_line_end() -> None:
    file = file_of(*PEOPLE, about_her("She lives in Mill Street, 07700 900347."))
    private = leaks.private_to_others(file, HIM)
    fields = ["He waits in Mill", "Street until 07700", "900347 rings"]
    assert [(number, hit.words) for number, hit in leaks.hits_across(fields, private)] == [(0, "Mill Street"), (1, "07700 900347")]
    assert [hit.words for text in fields for hit in leaks.hits(text, private)] == ["Mill", "900347"]  # a number without its area code


@given(st.text(max_size=120))
def test_any_text_can_be_read_out(text: str) -> None:
    for (start, end), _ in (*spoken.numbers_said(text), *spoken.times_in(text), *spoken.routines_in(text)):
        assert 0 <= start < end <= len(text)
    words = spelling.tokens(text)
    assert all(0 <= first <= last < len(words) for first, last, _ in places.places_in(words))
    said = spelling.compact_as_said(text)
    assert said is None or len(said.letters) == len(said.starts) == len(said.ends)


@pytest.mark.parametrize("text", ["jo at wherever dot org", "jo (at) wherever.org", "JO@WHEREVER.ORG", "jo @ wherever . org"])
def test_a_short_address_of_mail_is_found_as_it_is_said(text: str) -> None:
    file = file_of(*PEOPLE, SafeContact(id=Id("mail"), case=HERS.case, person=HER, email="jo@wherever.org"))
    assert any("jo" in words.lower() for words, _, _ in found(file, f"Write to {text} soon."))


@pytest.mark.parametrize(("private", "text"), [
    ("+44 7700 900347", "07700 900347"), ("0044 7700 900347", "07700 900347"), ("+44 (0)7700 900347", "7700 900347"),
    ("Blake", "the Blakes"), ("at the clinic", "the clinics"), ("WXY 123D", "WXY123D"), ("wxy-123d".upper(), "WXY 123D"), ("K417 PLM", "K417PLM"),
])  # fmt: skip
def test_what_is_written_in_another_way_in_the_note(private: str, text: str) -> None:
    file = file_of(*PEOPLE, about_her(f"It is {private} since May."))
    assert found(file, f"He asks for {text} then.")
