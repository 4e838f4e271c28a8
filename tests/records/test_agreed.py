"""What was sealed does not change, and a change holds only when everybody concerned has said yes to these very words."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from test_gates import CASE, HER, HIM, between, stored

from facilitator_app.records.agreed import digest_of, holds, in_force, lines_to_seal
from facilitator_app.records.agreement import Agreement, Amendment
from facilitator_app.records.case_file import CaseFile, Stored
from facilitator_app.records.facts import dues_of

OLD = {"what": "Daniel finishes the course.", "who": [HIM], "by_when": "2026-07-31"}
NEW = {"what": "Daniel finishes the course.", "who": [HIM], "by_when": "2026-09-30"}
SIGNED = stored("agreement", "a", signed_on="2026-03-17", held_on="2026-03-17", signers=[HER, HIM])


def term(**promise: Any) -> Stored:
    return stored("term", "t", agreement="a", number=1, promise={**OLD, **promise})


def seal(**more: Any) -> Stored:
    lines = lines_to_seal(between(SIGNED, term()), between(SIGNED).all(Agreement)[0])
    return stored("sealed", "s", **{"agreement": "a", "on": "2026-03-18", "lines": lines, "digest": digest_of(lines), **more})


def yes(person: str, to: dict[str, Any] = NEW, on: str = "2026-08-04") -> dict[str, Any]:
    return {"person": person, "on": on, "how": "by phone", "to": to}


def change(*said: dict[str, Any], **more: Any) -> Stored:
    return stored("amendment", "x", agreement="a", term="t", promise=NEW, proposed_on="2026-08-01", yes=list(said), **more)


def force(file: CaseFile) -> tuple[str, int, bool]:
    found = in_force(file, file.all(Agreement)[0])
    return found.terms[0].promise.by_when, found.version, found.broken


def test_what_is_typed_after_the_seal_changes_nothing_that_holds() -> None:
    assert force(between(SIGNED, term(by_when="2026-08-30"))) == ("2026-08-30", 1, False)
    assert force(between(SIGNED, term(by_when="2026-08-30"), seal())) == ("2026-07-31", 1, False)


def test_sealed_words_that_are_not_those_that_were_sealed_are_noticed() -> None:
    other = [{"term": "t", "number": 1, "promise": {**OLD, "by_when": "2026-12-31"}, "how_shown": ""}]
    assert force(between(SIGNED, term(), seal(lines=other)))[2]


def test_a_change_holds_with_the_last_yes_and_not_before() -> None:
    assert force(between(SIGNED, term(), seal(), change(yes(HIM)))) == ("2026-07-31", 1, False)
    assert force(between(SIGNED, term(), seal(), change(yes(HIM), yes(HER, on="2026-08-06")))) == ("2026-09-30", 2, False)


def test_a_yes_to_other_words_is_no_yes() -> None:
    weekly = {**NEW, "what": "Daniel goes weekly."}
    assert force(between(SIGNED, term(), seal(), change(yes(HIM), yes(HER, weekly))))[1] == 1


def test_whoever_would_have_to_do_it_is_asked_too() -> None:
    wyn = stored("participant", "wyn", print_name="Wŷn", role="supporter", supports=HIM)
    with_wyn = {**NEW, "who": [HIM, "wyn"]}
    both = stored("amendment", "x", agreement="a", term="t", promise=with_wyn, yes=[yes(HIM, with_wyn), yes(HER, with_wyn)])
    assert force(between(SIGNED, term(), seal(), wyn, both))[1] == 1
    three = stored("amendment", "x", agreement="a", term="t", promise=with_wyn, yes=[yes(p, with_wyn) for p in (HIM, HER, "wyn")])
    assert force(between(SIGNED, term(), seal(), wyn, three))[1] == 2


def test_a_stop_before_the_last_yes_lets_nothing_new_hold() -> None:
    gone = stored("participant", HER, print_name="Margaret", role="harmed", stopped_on="2026-08-05")
    assert force(between(SIGNED, term(), seal(), gone, change(yes(HIM), yes(HER, on="2026-08-06"))))[1] == 1


def test_a_stop_on_a_day_that_nobody_can_read_lets_nothing_new_hold() -> None:
    gone = stored("participant", HER, print_name="Margaret", role="harmed", stopped_on="on the telephone")
    assert force(between(SIGNED, term(), seal(), gone, change(yes(HIM), yes(HER, on="2026-08-06"))))[1] == 1


def test_a_line_is_due_until_it_is_done_and_told() -> None:
    def due(*more: Stored) -> list[tuple[str, str]]:
        return [(one.sort, one.day) for one in dues_of(between(SIGNED, term(), seal(), *more)) if one.sort in ("term", "tell")]

    assert due() == [("term", "2026-07-31")]
    assert due(stored("term_progress", "p", term="t", status="not_yet", on="2026-07-31")) == [("term", "2026-07-31")]
    assert due(stored("term_progress", "p", term="t", status="done", on="2026-09-28")) == [("tell", "2026-10-05")]
    assert due(stored("term_progress", "p", term="t", status="done", on="2026-09-28", told_on="2026-09-29")) == []


@given(st.lists(st.tuples(st.sampled_from([HER, HIM, "somebody"]), st.sampled_from([0, 1]), st.booleans()), max_size=8))
def test_no_order_of_answers_makes_a_change_that_one_of_them_did_not_say_yes_to(said: list[tuple[str, int, bool]]) -> None:
    answers = [yes(person, (OLD, NEW)[to], on="2026-08-04" if real else "") for person, to, real in said]
    file = between(SIGNED, term(), seal(), change(*answers))
    agreed = {person for person, to, real in said if to == 1 and real}
    amendment = file.get(Amendment, "x")
    assert amendment is not None
    assert holds(file, amendment) is ({HER, HIM} <= agreed)
    assert file.id == CASE
