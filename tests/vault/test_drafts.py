"""What is typed is kept, replaces what stood on the screen when the typing began, and nothing else (I-2)."""

from pathlib import Path

import making
import pytest

from facilitator_app.ledger.change import LIMIT_BYTES
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import codec
from facilitator_app.records.agreement import Agreement, Promise, Term
from facilitator_app.records.contact import Contact
from facilitator_app.records.record import GONE, Id
from facilitator_app.vault import door
from facilitator_app.vault.door import Opened
from facilitator_app.vault.rows import TooLong
from facilitator_app.vault.vault import Vault

KEY = SigningKey(b"\7" * 32)
CASE = making.CASE


@pytest.fixture
def vault(opened: Opened) -> Vault:
    opened.vault.trust(KEY.public)
    return opened.vault


def _words(vault: Vault, record: str = "r1") -> str:
    found = vault.case_file(CASE).get(Contact, record)
    return found.words if found else ""


def _standing(vault: Vault, record: str = "r1", field: str = "words") -> tuple[str, ...]:
    return vault.case_file(CASE).standing_of(record, field)


def _versions(vault: Vault, record: str = "r1", field: str = "words") -> set[str]:
    found = next(held for (_, id), held in making.state(vault).items() if id == record)
    return set(found["live"].get(field, {}).values())


def test_what_is_typed_is_read_at_once_and_is_no_change_before_its_seal(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "Hel"))
    vault.put(making.edit("r1", "words", "Hello"))
    assert _words(vault) == "Hello"
    assert vault.case_file(CASE).unfinished == {"r1"}
    assert vault.bodies() == []
    assert [(case, kind, record) for case, kind, record, _ in vault.unfinished()] == [(CASE, "contact", "r1")]
    changed = vault.seal()
    assert (set(changed.cases), set(changed.kinds)) == ({CASE}, {"contact"})
    assert _words(vault) == "Hello"
    assert vault.unfinished() == []
    assert len(vault.bodies()) == 1


def test_two_fields_of_a_record_are_one_change_and_two_records_are_two(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "a"), making.edit("r1", "day", "2026-03-02"), making.edit("r2", "words", "b"))
    vault.seal()
    assert len(vault.bodies()) == 2


def test_sealing_one_record_leaves_the_others_as_they_are(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "a"), making.edit("r2", "words", "b"))
    vault.seal(Id("r1"))
    assert [record for _, _, record, _ in vault.unfinished()] == ["r2"]
    assert _words(vault, "r2") == "b"


def test_typing_on_replaces_what_was_seen_and_nothing_forks(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"))
    vault.seal()
    vault.put(making.edit("r1", "words", "two", _standing(vault), editing="e2"))
    vault.seal()
    assert _versions(vault) == {"two"}
    assert not vault.case_file(CASE).forks


def test_a_foreign_change_in_mid_edit_gives_a_fork(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "£20"))
    vault.seal()
    base = _standing(vault)
    vault.put(making.edit("r1", "words", "£50", base, editing="e2"))
    _, refused = vault.apply([making.foreign(KEY, "r1", {"words": "£100"}, {"words": base})], "central")
    assert refused == 0
    vault.put(making.edit("r1", "words", "£50 by 1 March", base, editing="e2"))
    vault.seal()
    assert _versions(vault) == {"£100", "£50 by 1 March"}
    assert vault.case_file(CASE).forks == {("r1", "words")}


def test_a_foreign_change_before_the_first_letter_gives_a_fork_too(vault: Vault) -> None:
    """The form was open, nothing was typed yet: what counts is what stood there when the editing began."""
    vault.put(making.edit("r1", "words", "£20"))
    vault.seal()
    base = _standing(vault)
    vault.apply([making.foreign(KEY, "r1", {"words": "£100"}, {"words": base})], "central")
    vault.put(making.edit("r1", "words", "£50", base, editing="e2"))
    vault.seal()
    assert _versions(vault) == {"£100", "£50"}


def test_a_base_named_after_the_first_letter_changes_nothing(vault: Vault) -> None:
    """The draft keeps the base of its beginning, even if a form were to name another one later."""
    vault.put(making.edit("r1", "words", "£20"))
    vault.seal()
    base = _standing(vault)
    vault.put(making.edit("r1", "words", "£5", base, editing="e2"))
    vault.apply([making.foreign(KEY, "r1", {"words": "£100"}, {"words": base})], "central")
    vault.put(making.edit("r1", "words", "£50", _standing(vault), editing="e2"))
    vault.seal()
    assert _versions(vault) == {"£100", "£50"}


def test_typing_on_after_a_seal_in_mid_edit_replaces_only_what_was_sealed(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"))
    vault.seal()
    base = _standing(vault)
    vault.put(making.edit("r1", "words", "two", base, editing="e2"))
    vault.seal()
    vault.put(making.edit("r1", "words", "two and", base, editing="e2"))
    vault.seal()
    assert _versions(vault) == {"two and"}
    vault.apply([making.foreign(KEY, "r1", {"words": "theirs"}, {"words": _standing(vault)})], "central")
    vault.put(making.edit("r1", "words", "two and three", base, editing="e2"))
    vault.seal()
    assert _versions(vault) == {"theirs", "two and three"}


def test_one_beginning_for_a_whole_form_keeps_its_fields_apart(vault: Vault) -> None:
    """A field that is first typed into after a seal has not been sealed itself: it replaces what stood there."""
    vault.put(making.edit("r1", "words", "one"), making.edit("r1", "at", "10:00"))
    vault.seal()
    words, at = _standing(vault), _standing(vault, field="at")
    vault.put(making.edit("r1", "words", "two", words, editing="form"))
    vault.seal()
    vault.put(making.edit("r1", "at", "11:00", at, editing="form"))
    vault.seal()
    assert _versions(vault, field="at") == {"11:00"}
    assert not vault.case_file(CASE).forks


def test_a_fork_is_settled_by_an_edit_of_who_saw_both_also_in_the_words_of_one_of_them(vault: Vault) -> None:
    vault.apply([making.foreign(KEY, "r1", {"words": "a"}), making.foreign(KEY, "r1", {"words": "b"})], "central")
    assert vault.case_file(CASE).forks
    vault.put(making.edit("r1", "words", "a", _standing(vault)))
    vault.seal()
    assert _versions(vault) == {"a"}
    assert not vault.case_file(CASE).forks


def test_typed_and_taken_back_is_no_change(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"))
    vault.seal()
    base = _standing(vault)
    vault.put(making.edit("r1", "words", "one two", base, editing="e2"))
    vault.put(making.edit("r1", "words", "one", base, editing="e2"))
    vault.seal()
    assert len(vault.bodies()) == 1
    vault.put(making.edit("r9", "words", "x"))
    vault.put(making.edit("r9", "words", ""))
    vault.seal()
    assert len(vault.bodies()) == 1
    assert vault.unfinished() == []


def test_typed_and_taken_back_does_not_bring_back_what_a_colleague_replaced_meanwhile(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"))
    vault.seal()
    base = _standing(vault)
    vault.put(making.edit("r1", "words", "one two", base, editing="e2"))
    vault.apply([making.foreign(KEY, "r1", {"words": "theirs"}, {"words": base})], "central")
    vault.put(making.edit("r1", "words", "one", base, editing="e2"))
    vault.seal()
    assert _versions(vault) == {"theirs"}


def test_emptying_a_field_is_a_change(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"))
    vault.seal()
    vault.put(making.edit("r1", "words", "", _standing(vault), editing="e2"))
    vault.seal()
    assert _words(vault) == ""
    assert _versions(vault) == {""}


def test_a_dropped_draft_leaves_what_stood_there(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"))
    vault.seal()
    vault.put(making.edit("r1", "words", "two", _standing(vault), editing="e2"), making.edit("r2", "words", "other"))
    changed = vault.drop_draft(Id("r1"))
    assert (set(changed.cases), set(changed.kinds)) == ({CASE}, {"contact"})
    assert _words(vault) == "one"
    assert _words(vault, "r2") == "other"


def test_drafts_and_their_bases_outlive_the_program(vault: Vault, opened: Opened, folder: Path) -> None:
    vault.put(making.edit("r1", "words", "£20"))
    vault.seal()
    base = _standing(vault)
    vault.put(making.edit("r1", "words", "£50", base, editing="before"))
    opened.close()
    again = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    try:
        assert _words(again.vault) == "£50"
        again.vault.apply([making.foreign(KEY, "r1", {"words": "£100"}, {"words": base})], "central")
        again.vault.put(making.edit("r1", "words", "£50 now", _standing(again.vault), editing="after"))
        again.vault.seal()
        assert _versions(again.vault) == {"£100", "£50 now"}
    finally:
        again.close()


def test_a_removal_and_an_edit_that_did_not_see_each_other_both_stand(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "one"), making.edit("r1", "at", "10:00"))
    vault.seal()
    seen = {name: _standing(vault, field=name) for name in ("words", "at")}
    vault.put(making.edit("r1", "words", "one and more", seen["words"], editing="e2"))
    vault.apply([making.foreign(KEY, "r1", {GONE: True}, seen)], "central")
    assert _words(vault) == "one and more"  # what is being typed does not vanish from under the hands
    vault.seal()
    assert _words(vault) == "one and more"
    assert ("r1", GONE) in vault.case_file(CASE).forks
    assert {fact.forks for fact in vault.case_facts()} == {1}


def test_a_removal_of_all_that_was_seen_takes_the_record_away_and_an_edit_brings_it_back(vault: Vault) -> None:
    vault.save([making.note("r1", "one")])
    file = vault.case_file(CASE)
    row = making.row(Contact, "r1", {GONE: True}, {name: file.standing_of("r1", name) for name in ("person", "words", "day")})
    vault.save([row])
    assert vault.case_file(CASE).get(Contact, "r1") is None
    assert vault.find("one") == []
    vault.save([making.note("r1", "one")])
    assert _words(vault) == "one"


@pytest.mark.parametrize(
    "words",
    [
        "x" * 50_000, "é" * 50_000, "😀" * 50_000, "שלום עולם " * 5_000, "\u202eturned\u202c and \u200fback", "a\0b\x01\x1f\x7f\u0085c", "\r\n\t line\u2028two",
        "e\u0301 and é", "", " ", "\ufeffx", "\ufffe\uffff", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", '"quotes" and \\ and </script>',
    ],
    ids=lambda words: ascii(words[:12]),
)  # fmt: skip
def test_any_words_are_kept_to_the_letter(vault: Vault, opened: Opened, folder: Path, words: str) -> None:
    vault.put(making.edit("r1", "words", "before"))
    vault.put(making.edit("r1", "words", words))
    assert _words(vault) == words
    vault.seal()
    assert _words(vault) == words
    opened.close()
    again = door.open_with_passphrase(folder, making.PASSPHRASE, making.CLOCK)
    assert _words(again.vault) == words
    again.close()


def test_half_a_letter_costs_nobody_the_rest(vault: Vault) -> None:
    vault.put(making.edit("r1", "words", "before \ud83d after"))
    assert _words(vault) == "before \ufffd after"
    vault.put(making.edit("r1", "words", "before \ud83d\ude00 after"))
    vault.seal()
    assert _words(vault) == "before 😀 after"
    vault.save([making.note("r2", "\udfff and more")])
    assert _words(vault, "r2") == "\ufffd and more"


def test_what_is_too_long_for_one_change_is_kept_said_at_once_and_holds_up_nothing_else(vault: Vault) -> None:
    long = "é" * LIMIT_BYTES
    with pytest.raises(TooLong):
        vault.put(making.edit("r1", "words", long))
    assert _words(vault) == long
    vault.put(making.edit("r1", "at", "10:00"), making.edit("r2", "words", "short"))
    vault.seal()
    assert (_words(vault), _words(vault, "r2")) == (long, "short")
    assert _versions(vault, field="at") == {"10:00"}
    assert [record for _, _, record, _ in vault.unfinished()] == ["r1"]
    vault.put(making.edit("r1", "words", "cut"))
    vault.seal()
    assert vault.unfinished() == []
    assert _versions(vault) == {"cut"}


def test_several_long_fields_of_one_record_are_sealed_apart(vault: Vault) -> None:
    for name in ("words", "with_whom"):
        vault.put(making.edit("r1", name, "x" * 150_000))
    vault.seal()
    assert vault.unfinished() == []
    assert len(vault.bodies()) == 2
    assert not vault.case_file(CASE).forks


def test_an_act_that_is_too_long_is_refused_whole(vault: Vault) -> None:
    with pytest.raises(TooLong):
        vault.save([making.note("r1", "short"), making.note("r2", "x" * LIMIT_BYTES)])
    assert vault.counts() == (0, 0)


def test_words_of_a_newer_version_ride_along_when_this_one_edits(vault: Vault) -> None:
    promise = {"what": "Pay £50", "who": [], "by_when": "", "pence": 5_000, "deep": {"list": [1, 2.5, None]}}
    where = f"case/{CASE}"
    vault.apply([making.foreign(KEY, "t1", {"promise": promise, "not_yet": "x"}, kind="term", compartment=where)], "central")
    vault.put(making.edit("t1", "promise", Promise("Pay £60"), vault.case_file(CASE).standing_of("t1", "promise"), kind=Term))
    vault.seal()
    held = next(held for (_, id), held in making.state(vault).items() if id == "t1")["live"]
    assert list(held["promise"].values()) == [{**promise, "what": "Pay £60"}]
    assert list(held["not_yet"].values()) == ["x"]


def test_words_of_a_newer_version_ride_along_when_an_act_replaces_them(vault: Vault) -> None:
    read = {"on": "2026-03-01", "by": "Sam", "lines": [{"term": "t1", "read": ["a"], "tone": "calm"}], "aloud": True}
    where = f"case/{CASE}"
    vault.apply([making.foreign(KEY, "a1", {"agreed": read}, kind="agreement", compartment=where)], "central")
    standing = vault.case_file(CASE).standing_of("a1", "agreed")
    mine = codec.to_builtins({**read, "on": "2026-03-02"})
    del mine["aloud"]
    vault.save([making.row(Agreement, "a1", {"agreed": mine}, {"agreed": standing})])
    held = next(held for (_, id), held in making.state(vault).items() if id == "a1")["live"]["agreed"]
    assert list(held.values()) == [{**read, "on": "2026-03-02"}]


def test_words_of_a_newer_version_ride_along_although_a_colleague_replaced_them_meanwhile(vault: Vault) -> None:
    where = f"case/{CASE}"
    vault.apply([making.foreign(KEY, "t1", {"promise": {"what": "Pay £50", "pence": 5_000}}, kind="term", compartment=where)], "central")
    base = vault.case_file(CASE).standing_of("t1", "promise")
    vault.apply([making.foreign(KEY, "t1", {"promise": {"what": "theirs"}}, {"promise": base}, kind="term", compartment=where)], "central")
    vault.put(making.edit("t1", "promise", Promise("Pay £60"), base, kind=Term))
    vault.seal()
    held = next(held for (_, id), held in making.state(vault).items() if id == "t1")["live"]["promise"]
    assert {"what": "Pay £60", "who": [], "by_when": "", "pence": 5_000} in held.values()
