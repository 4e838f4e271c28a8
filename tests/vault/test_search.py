"""Words are found however they are typed, in any alphabet, and are gone when they are gone."""

import making
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records.consent import Consent
from facilitator_app.records.contact import Contact
from facilitator_app.records.people import Participant
from facilitator_app.records.record import GONE
from facilitator_app.vault import search
from facilitator_app.vault.door import Opened
from facilitator_app.vault.vault import Vault

KEY = SigningKey(b"\7" * 32)


@pytest.fixture
def vault(opened: Opened) -> Vault:
    return opened.vault


def _found(vault: Vault, typed: str) -> list[str]:
    return [record for _, record, _, _ in vault.find(typed)]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Siân Ŵyn o Bontŷpridd", ["sian", "SIÂN", "Si\u0302an"[:3], "ŵyn", "wyn", "bontypridd", "BONTŶ"]),
        ("Łukasz Żółć", ["lukasz", "łukasz", "ŁUK", "zolc", "żółć", "zo"]),
        ("Nguyễn Thị Đũng", ["nguyen", "nguyễn", "Nguye\u0302\u0303n", "thi dung", "đũng", "dũng"]),
        ("Søren Ærø Weiß Þór", ["soren", "aero", "weiss", "weiß", "thor"]),
        ("François O’Brien-Smith", ["francois", "o'brien", "brien", "smith", "o’br"]),
        ("Юлія Шевченко", ["юлія", "ЮЛІЯ", "шевч"]),
        ("王小明 会面", ["王", "王小明", "会"]),
        ("محمد علي", ["محمد", "عل"]),
        ("שרה כהן", ["שרה", "כהן"]),
        ("İpek Işık", ["ipek", "isik", "ışık"]),
        ("02:30, ref RJ/2026/017; £50", ["rj 2026 017", "RJ/2026/017", "50", "02:30", "£50"]),
    ],
)  # fmt: skip
def test_a_name_is_found_as_anybody_would_type_it(vault: Vault, written: str, typed: list[str]) -> None:
    vault.save([making.note("n1", f"before {written} after"), making.note("n2", "others")])
    assert {one: _found(vault, one) for one in typed} == {one: ["n1"] for one in typed}


def test_all_words_must_be_there_and_the_last_may_be_unfinished(vault: Vault) -> None:
    vault.save([making.note("n1", "the bicycle by the canal"), making.note("n2", "the bicycle")])
    assert _found(vault, "bicycle") == ["n2", "n1"]  # the newest first
    assert _found(vault, "canal bicycle") == ["n1"]
    assert _found(vault, "bicy canal") == []
    assert _found(vault, "the can") == ["n1"]
    assert len(vault.find("bicycle", limit=1)) == 1


@pytest.mark.parametrize(
    "typed",
    ['"', '""', "*", "NEAR", "NEAR(a b)", "a OR b", "a AND NOT b", "-", "-a", "body:a", "^a", "a*b", "(", ")", "{a b}:c", "'", "';--", "+", "\\", "\0", "a\0b",
     "\ud800", "²", "_", "x_y", "😀", "\u0301", " ", "", "a" * 10_000, "a " * 10_000, '" OR 1=1 --', "%", "१२", "ﷺ", "ß" * 500],
    ids=lambda typed: ascii(typed[:12]),
)  # fmt: skip
def test_whatever_is_typed_is_words_and_never_a_command(vault: Vault, typed: str) -> None:
    vault.save([making.note("n1", "apples"), making.note("n2", "bread and near or not")])
    found = _found(vault, typed)
    assert len(found) <= 2
    vault.put(making.edit("n3", "words", typed))
    vault.seal()
    _found(vault, typed)


def test_or_is_a_word_like_any_other(vault: Vault) -> None:
    vault.save([making.note("n1", "apples"), making.note("n2", "bread"), making.note("n3", "apples or bread near")])
    assert _found(vault, "apples OR bread") == ["n3"]
    assert _found(vault, "NEAR apples") == ["n3"]


@given(st.text(max_size=30))
def test_no_text_is_a_fault_in_a_question(typed: str) -> None:
    asked = search.question(typed)
    assert asked.count('"') % 2 == 0


@pytest.mark.parametrize(
    "typed", ["ka", "KA", "kab", "kanal", "old ka", "Old KA", "in old kab", "ká", "k", "zz", "ka_", "old 1", "old 12", "none ka"]
)
def test_an_unfinished_word_finds_what_the_index_itself_would(vault: Vault, typed: str) -> None:
    """However few or many words it may become, plain or not; `plain` is the question as it is put where they are not named one by one."""
    many = [f"ka{first}{second}" for first in "bcdefghijklm" for second in "abcdefghij"]  # 120 of them
    notes = ["kanal old", "kabel", "kąt old", "Kadir, in old Kabul", "káva", "old 12 and 127", "kабель", *many]
    for count in (2, 3, 6, len(notes)):
        vault.save([making.note(f"{count}-{number}", words) for number, words in enumerate(notes[:count])])
        plain = vault.connection.execute(
            "select r.id from words w join record r on r.number = w.rowid where w.body match ? order by w.rowid desc limit 50",
            (search.question(typed),),
        ).fetchall()
        assert _found(vault, typed) == [found for (found,) in plain]


def test_words_are_found_under_their_first_letters_only(vault: Vault) -> None:
    vault.save([making.note("n1", "underneath")])
    assert _found(vault, "under") == ["n1"]
    assert _found(vault, "neath") == []


def test_after_an_edit_the_old_words_are_gone(vault: Vault) -> None:
    vault.save([making.note("n1", "violet kettle")])
    standing = vault.case_file(making.CASE).standing_of("n1", "words")
    vault.put(making.edit("n1", "words", "green kettle", standing))
    vault.seal()
    assert _found(vault, "violet") == []
    assert _found(vault, "green kettle") == ["n1"]


def test_after_a_removal_all_words_are_gone_from_the_index_too(vault: Vault) -> None:
    vault.save([making.note("n1", "violet kettle")])
    stood = {name: vault.case_file(making.CASE).standing_of("n1", name) for name in ("words", "day", "person")}
    vault.save([making.row(Contact, "n1", {GONE: True}, stood)])
    assert _found(vault, "violet") == []
    assert vault.connection.one("select count(*) from words where words match '\"violet\"'") == 0


def test_both_versions_of_a_fork_are_found(vault: Vault) -> None:
    vault.trust(KEY.public)
    vault.apply([making.foreign(KEY, "n1", {"words": "fifty"}), making.foreign(KEY, "n1", {"words": "hundred"})], "central")
    assert _found(vault, "fifty") == ["n1"]
    assert _found(vault, "hundred") == ["n1"]


def test_links_choices_and_keys_are_no_words(vault: Vault) -> None:
    vault.save([making.row(Consent, "c1", {"person": "p-secret", "scope": "take_part", "answer": "withdrawn", "explained_by": "Sam"})])
    assert _found(vault, "sam") == ["c1"]
    for typed in ("secret", "withdrawn", "take"):
        assert _found(vault, typed) == []


def test_a_find_says_where_it_stands(vault: Vault) -> None:
    vault.save([making.row(Participant, "p1", {"print_name": "Margaret", "role": "harmed"}), making.note("n1", "rang Margaret")])
    assert vault.find("margaret") == [
        (f"part/{making.CASE}/{making.PERSON}", "n1", "contact", making.CASE),
        (f"case/{making.CASE}", "p1", "participant", making.CASE),
    ]


def test_a_very_long_note_is_found_by_its_last_word(vault: Vault) -> None:
    vault.put(making.edit("n1", "words", "filler 😀 \u202eשלום\u202c \x01 " * 2_500 + "lastword"))
    vault.seal()
    assert _found(vault, "lastwo") == ["n1"]
    assert _found(vault, "שלום") == ["n1"]
