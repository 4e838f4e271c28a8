"""Which words nobody knows: the dictionary's own answers, what is no word at all, whose words are accepted, and whose are never suggested."""

from pathlib import Path

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app import resources
from facilitator_app.calendar import Clock
from facilitator_app.records import Participant
from facilitator_app.records.record import Id
from facilitator_app.vault import door
from facilitator_app.vault.door import Opened
from facilitator_app.workbook import spelling
from facilitator_app.workbook.dictionary import Dictionary
from facilitator_app.workbook.workbook import Workbook

TAUGHT = "Quillfeather"


@pytest.fixture(scope="module")
def dictionary() -> Dictionary:
    made = Dictionary()
    while not made.read_on():
        pass
    return made


@pytest.fixture
def known(dictionary: Dictionary) -> spelling.Known:
    return spelling.Known(dictionary)


@pytest.fixture
def book(opened: Opened) -> Workbook:
    opened.vault.save(
        [
            making.case_row(),
            making.row(Participant, making.PERSON, {"print_name": "Bronwen Oyelaran", "role": "harmed"}),
            making.row(Participant, "person-2", {"print_name": "Zdzisław Vanterpool", "role": "responsible"}),
        ]
    )
    return Workbook(opened)


def words(text: str) -> list[str]:
    return [found.word for found in spelling.words_in(text)]


def unknown(known: spelling.Known, text: str) -> list[str]:
    return [found.word for found in spelling.words_in(text) if not known.has(found.word)]


# The dictionary


def test_before_all_of_it_is_read_nothing_is_wrong() -> None:
    made = Dictionary()
    assert made.has("recieve")
    assert not made.read_on()
    assert made.has("recieve")
    assert made.near("recieve") == []


def test_every_piece_of_it_is_read(dictionary: Dictionary) -> None:
    pieces = sorted(resources.resource("spelling").glob("*.dic"))
    assert len(pieces) > 1
    for piece in pieces:
        count, *lines = piece.read_text(encoding="utf-8").splitlines()
        assert int(count) == len(lines)
        plain = next(line.split("/")[0] for line in lines if line.split("/")[0].isalpha() and len(line.split("/")[0]) > 4)
        assert dictionary.has(plain), piece.name


def test_it_is_british_and_knows_our_trade(known: spelling.Known) -> None:
    assert unknown(known, "The facilitators’ colour programme: she apologised, he’ll make reparation for burglaries; co-facilitated.") == []
    assert unknown(known, "Wellbeing, reoffending, neurodivergent and her wellbeing.") == []
    assert unknown(known, "color recieve teh") == ["color", "recieve", "teh"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("recieve", "receive"),
        ("Agreemant", "Agreement"),
        ("welbeing", "wellbeing"),
        ("dont", "don't"),
        ("tommorow", "tomorrow"),
    ],
)
def test_it_suggests_what_was_meant(known: spelling.Known, wrong: str, right: str) -> None:
    assert right in known.offered(wrong)
    assert len(known.offered(wrong)) <= 5
    assert not any(one.endswith(" r") for one in known.offered("facilitater"))


# What is a word


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "14:00", "A0001AA", "RJ-2026-0101", "LE99 1ZZ", "maggie.okafor@example.org", "https://example.org/abcdef", "www.examplle.org",
        "examplle.org.", "C:\\Usres\\abc", "snake_caase", "HMPPS", "שלום וברכה", "Привет мир", "🙂🙂", "x" * 41, "a" * 50_000, "-- '' ’", "\x00\x07",
    ],
)  # fmt: skip
def test_what_has_no_spelling_is_no_word(known: spelling.Known, text: str) -> None:
    assert unknown(known, text) == []


def test_a_word_is_found_whatever_stands_around_it() -> None:
    assert words("“Recieved,” (teh) well–beign… his/hers don’t e\u0301lan re\u00adstore") == [
        "Recieved", "teh", "well", "beign", "his", "hers", "don't", "élan", "restore",
    ]  # fmt: skip
    found = next(spelling.words_in("🙂 שלום wrold"))
    assert "🙂 שלום wrold"[found.start : found.end] == "wrold"


def test_what_was_joined_is_known_by_its_parts(known: spelling.Known) -> None:
    assert unknown(known, "kitchen-table well-lit meeting-frist") == ["meeting-frist"]


@given(st.text())
def test_any_text_at_all_has_its_words_where_they_are_said_to_be(dictionary: Dictionary, text: str) -> None:
    known, last = spelling.Known(dictionary), 0
    for found in spelling.words_in(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end
        known.has(found.word)
        assert len(known.offered(found.word)) <= 5


# Own words and names


def test_a_word_of_our_own_is_accepted_with_its_capitals_and_endings_and_never_suggested(known: spelling.Known) -> None:
    assert unknown(known, TAUGHT) == [TAUGHT]
    known.set_own([TAUGHT])
    assert unknown(known, f"{TAUGHT} {TAUGHT.lower()} {TAUGHT}’s {TAUGHT}-like") == []
    for near in ("Quillfeathr", "Quilfeather", "quillfeathers", "Quill feather", "Quillfeather"[:-1]):
        assert TAUGHT.casefold() not in " ".join(known.offered(near)).casefold()


def test_what_is_passed_over_is_accepted_by_this_process_alone(known: spelling.Known, dictionary: Dictionary) -> None:
    known.pass_over("teh")
    assert unknown(known, "teh") == []
    assert unknown(spelling.Known(dictionary), "teh") == ["teh"]


def test_names_of_the_case_are_known_and_suggested(known: spelling.Known, book: Workbook) -> None:
    known.set_names(spelling.names_in(book.case(making.CASE)))
    assert unknown(known, "Bronwen Oyelaran’s letter to Zdzisław Vanterpool") == []
    assert known.offered("Oyelarn")[0] == "Oyelaran"
    assert known.offered("Oyelarn's")[0] == "Oyelaran's"
    known.set_names(())
    assert unknown(known, "Oyelaran Vanterpool") == ["Oyelaran", "Vanterpool"]


def test_with_one_side_open_the_names_of_the_other_are_neither_known_nor_suggested(known: spelling.Known, book: Workbook) -> None:
    book.open_side(making.CASE, Id("person-2"))
    known.set_names(spelling.names_in(book.case(making.CASE)))
    assert unknown(known, "Oyelaran Vanterpool") == ["Oyelaran"]
    assert not any("oyelaran" in one.casefold() for one in known.offered("Oyelarn"))


def test_own_words_are_kept_in_the_workbook_and_nowhere_in_clear(folder: Path, clock: Clock) -> None:
    opened = door.open_with_passphrase(folder, making.PASSPHRASE, clock)
    changed = spelling.add(Workbook(opened), TAUGHT)
    assert changed.kinds == {"own_word"}
    assert not changed.cases
    assert not spelling.add(Workbook(opened), f"{TAUGHT.lower()}'s").kinds  # known already
    opened.close()
    assert not [one for one in folder.rglob("*") if one.is_file() and TAUGHT.encode() in one.read_bytes()]
    again = door.open_with_passphrase(folder, making.PASSPHRASE, clock)
    book = Workbook(again)
    assert [one.word for one in spelling.own_words(book)] == [TAUGHT]
    assert book.find(TAUGHT) == []
    spelling.take_out(book, TAUGHT.lower())
    assert spelling.own_words(book) == ()
    assert not spelling.take_out(book, TAUGHT).kinds
    again.close()
