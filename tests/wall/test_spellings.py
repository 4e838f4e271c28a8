"""However somebody's private words are spelled, they are found: case, accents, hyphens, apostrophes, plurals, numbers, days, codes, invisible signs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wall_cases import CASE, FACTS, HER, PEOPLE, about_her, file_of, found, note

from facilitator_app.records import Address, Contact, Particulars, SafeContact
from facilitator_app.records.record import Day, Id, Record
from facilitator_app.wall import spelling

HER_NOTE = about_her(
    "She sleeps with the light on. On Tuesdays she works at the Larkspur Library desk. Her car is AB12 CDE. Her doctor is Dr Ruth-Anne D’Souza."
)


@pytest.mark.parametrize("text", [
    "Daniel writes to Mrs Okafor-Bell.",
    "Daniel writes to Mrs Okafor Bell.",
    "Daniel writes to Mrs Bell.",
    "Daniel writes to the Okafors.",
    "Okafor’s letter comes first.",
    "Daniel writes to OKAFOR-BELL.",
    "Daniel writes to okafor bell.",
    "Daniel writes to OkaforBell.",
    "Daniel writes to Mrs Okafor‑Bell.",
    "Daniel writes to Mrs Oka\u00adfor\u200b-Bell.",
    "Daniel writes to Mrs Ọkàfọ̀r.",
    "Daniel writes to Mrs Оkafоr.",  # two of the letters are Cyrillic
    "Daniel writes to Mrs Ｏｋａｆｏｒ.",
    "Daniel rings Maggie.",
    "Daniel rings maggie’s sister.",
    "He comes to 14 Larkspur Close.",
    "He comes to 14 Larkspur Cl.",
    "He comes to larkspur.",
    "He brings it to Larkspurs.",
    "The next bus to Loughborough",
    "#LarkspurLibrary",
    "larkspur_library",
    "It is LE99 1AA.",
    "It is LE991AA.",
    "It is le99 1aa.",
    "It is LE99-1AA.",
    "It is LE99\u00a01AA.",
    "It is in LE99.",
    "Ring 07700 900101.",
    "Ring 07700900101.",
    "Ring 07700 900 101.",
    "Ring (07700) 900101.",
    "Ring 07700-900-101.",
    "Ring +44 7700 900101.",
    "Ring +44 (0)7700 900101.",
    "Ring 0044 7700 900101.",
    "Ring 07700\u00a0900\u202f101.",
    "Ring 900101.",
    "Ring 01632 960 983 07700 900101.",
    "Write to maggie.ob@example.org.",
    "Write to MAGGIE.OB@EXAMPLE.ORG.",
    "Write to maggie.ob (at) example.org.",
    "Write to maggie.ob at example dot org.",
    "Write to maggie.ob at the usual place.",
    "She was born on 19 July 1961.",
    "She was born on 19/07/1961.",
    "She was born on 19.7.61.",
    "She was born on 19-07-1961.",
    "She was born on 1961-07-19.",
    "She was born on the nineteenth of July.",
    "She was born on July 19th, 1961.",
    "Her birthday is on 19 July.",
    "Her birthday is on the 19th of Jul.",
    "He looks for AB12CDE.",
    "He looks for ab12 cde.",
    "He asks Dr D'Souza.",
    "He asks Dr DSouza.",
    "He asks Dr D Souza.",
    "He asks Dr D`Souza.",
    "He sends large print.",
    "He asks about arthritis.",
    "He brings it to the library.",
    "She sleeps with the light on.",
    "HE KNOWS THAT SHE SLEEPS WITH THE LIGHT ON",
])  # fmt: skip
def test_a_usual_spelling_is_found(text: str) -> None:
    assert [owner for _, owner, _ in found(file_of(*FACTS, HER_NOTE), text)] == ["Margaret"] * len(found(file_of(*FACTS, HER_NOTE), text))
    assert found(file_of(*FACTS, HER_NOTE), text), text


@pytest.mark.parametrize("text", [
    "A0001AA", "A 0001 AA", "a0001aa", "the man in HMP Example", "Pryce", "30 November 1998", "Feb 2027", "02/2027", "February of 2027", "Priti Shah",
])  # fmt: skip
def test_what_is_his_is_found_on_her_paper(text: str) -> None:
    assert {owner for _, owner, _ in found(file_of(*FACTS), f"It says: {text}.", HER)} == {"Daniel"}


@pytest.mark.parametrize("text", [
    "On 19 July 2026 they meet.",  # another year than hers
    "By 17 April 2026.", "It is 14 days.", "At 17:00.", "Close the door.", "The bell rings.", "Ring 01632 960 983.", "In 1961 it was built.",
    "Feb 2026", "It is 2027.", "He asks twice.", "In Example", "She is on the desk.",
])  # fmt: skip
def test_what_only_looks_like_it_does_not_stop_a_copy(text: str) -> None:
    assert found(file_of(*FACTS, HER_NOTE), text) == []


@pytest.mark.parametrize(("name", "texts"), [
    ("Łukasz Żółć", ["Zolc", "ŻÓŁĆ", "Żółć’s", "Z\u0307ółć"]),
    ("Sean O’Neill", ["O'Neill", "ONeill", "O Neill", "O`Neill", "O’Neills", "o’neill"]),
    ("Nguyễn Thị Hạnh", ["Nguyen", "NGUYỄN", "Nguyễn"]),
    ("Fatima al-Rashid (فاطمة الرشيد)", ["Rashid", "al Rashid", "الرشيد", "والرشيد"]),
    ("Oliver Hughes-D’Souza", ["DSouza", "Hughes-D’Souza"]),
    ("Reece Tomlins", ["Tomlins’s", "Tomlins'", "Tomlin's"]),
    ("Margaret Young", ["Mrs Young", "Margaret Young", "margaret young"]),
    ("Will Green", ["to Will", "Mr Green"]),
    ("李明", ["李明", "李明同意"]),
    ("Tyrone “Ty” Blake", ["Ty", "Blake"]),
])  # fmt: skip
def test_names_of_any_alphabet_and_names_that_are_words(name: str, texts: list[str]) -> None:
    file = file_of(*PEOPLE, Particulars(id=Id("p"), case=CASE, person=HER, legal_name=name))
    for text in texts:
        assert found(file, f"He writes to {text} soon."), text


@pytest.mark.parametrize("text", ["Young people come.", "the young", "on the green", "he will come", "it will be green"])
def test_a_name_that_is_a_word_stops_only_where_it_is_written_as_a_name(text: str) -> None:
    file = file_of(*PEOPLE, Particulars(id=Id("p"), case=CASE, person=HER, legal_name="Will Young Green"))
    assert found(file, text) == []


@pytest.mark.parametrize(("lines", "text"), [
    ("21 Mill Street, Melton Mowbray", "Mill St"), ("21 Mill Street, Melton Mowbray", "mill street"), ("1 Back Lane", "Back Ln"),
    ("The Vestry, Church Lane, Oakham", "church lane"), ("Rose Cottage, Hinckley", "Rose Cottage"), ("Flat 3, 9 Tannery Row", "tannery"),
])  # fmt: skip
def test_addresses_of_common_words_are_found_as_a_whole(lines: str, text: str) -> None:
    file = file_of(*PEOPLE, Address(id=Id("a"), case=CASE, person=HER, lines=lines))
    assert found(file, f"He goes to {text} now.")
    assert found(file, "He goes down the road to the lane, to a flat in the street, number 3.") == []


@pytest.mark.parametrize(("written", "text", "hit"), [
    ("Larkspur is where she works.", "the Larkspur", True),  # a sentence may begin with a name
    ("works tuesdays at larkspur library", "at Larkspur Library", True),  # typed in a hurry
    ("Works at\nLarkspur library", "Larkspur", True),
    ("Asked twice whether anyone takes notes.\nTexted first, then rang.", "He asked, and Asked again; he texted.", False),
    ("St. Brigid is her church.", "at St Brigid", True),
    ("From March she works nights at Example Care Home.", "when she is on nights", True),
    ("From March she works nights at Example Care Home.", "near the care home", True),
    ("From March she works nights at Example Care Home.", "one night in March, at home, take care", False),
    ("She has a hearing aid.", "Speak up, for the hearing aid", True),
])  # fmt: skip
def test_how_a_note_is_typed(written: str, text: str, hit: bool) -> None:
    assert bool(found(file_of(*PEOPLE, about_her(written)), text)) is hit


def test_days_not_to_ring_on_stop_in_any_year() -> None:
    file = file_of(*PEOPLE, SafeContact(id=Id("s"), case=CASE, person=HER, do_not_ring_on="9 June, court days"))
    assert found(file, "By Tue 9 Jun 2026.") == [("9 Jun 2026", "Margaret", "2026-01-12")]
    assert found(file, "By Wed 10 Jun 2026.") == []


def test_a_day_of_a_contact_is_no_secret_by_itself() -> None:
    assert found(file_of(*PEOPLE, note("She says yes to 30 September.", day="2026-08-06")), "By 30 September 2026, or 6 August 2026.") == []


@given(st.text(max_size=200))
def test_any_text_can_be_taken_apart_and_its_words_stand_where_it_says(text: str) -> None:
    for token in spelling.tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert spelling.tokens(text[token.start : token.end])
    for place, _ in (*spelling.numbers_in(text), *spelling.days_in(text)):
        assert text[slice(*place)]
    assert len(spelling.compact(text).letters) == len(spelling.compact(text).starts) == len(spelling.compact(text).ends)
    assert isinstance(spelling.codes_in(text), set)


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_words_of_a_note_are_found_wherever_they_are_typed(before: str, after: str) -> None:
    file = file_of(*PEOPLE, about_her("She is often at Qorvendale."))
    text = f"{before} Qorvendale {after}"
    assert any("Qorvendale" in words for words, _, _ in found(file, text))


def test_every_kind_of_private_text_takes_part() -> None:
    kinds: tuple[type[Record], ...] = (Contact, Particulars, Address, SafeContact)
    for kind in kinds:
        for name in ("words", "needs", "lines", "rule"):
            if any(field.name == name for field in kind.declared):
                record = kind(id=Id("r"), case=CASE, **{"person": HER, name: "about Qorvendale"})
                assert found(file_of(*PEOPLE, record), "In Qorvendale."), (kind, name)
    assert found(file_of(*PEOPLE, Particulars(id=Id("r"), case=CASE, person=HER, born=Day("1961-07-19"))), "19 July 1961")
