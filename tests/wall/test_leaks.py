"""Whose words are found on whose paper, since when, and who alone can let them through."""

import inspect
from dataclasses import replace
from itertools import pairwise

import pytest
from wall_cases import (
    CASE,
    FACTS,
    HER,
    HERS,
    HIM,
    HIS,
    PEOPLE,
    SERVICE,
    about_her,
    file_of,
    found,
    note,
    passed_on,
    sentences,
)

from facilitator_app.records import (
    Address,
    Case,
    ConferencePlan,
    Contact,
    Joining,
    KnownToBoth,
    Participant,
    Particulars,
    PassedOn,
    Preparation,
    PreparationNote,
    Professional,
    PromiseMade,
    SafeContact,
    SafetyLook,
    ServicePromise,
    SomethingElse,
    TeamNote,
    Told,
    Waiting,
)
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import Choice, Day, Id, Record
from facilitator_app.wall import leaks, one_side
from facilitator_app.wall.leaks import FACILITATORS

LIBRARY = "On Tuesdays she works at the Larkspur Library desk."
TERM = "Priya brings it to Margaret at Larkspur Library on a Tuesday."
HIT = [("Larkspur Library", "Margaret", "2026-01-16")]
VISIT = Preparation(id=Id("visit"), case=CASE, person=HER, day=Day("2026-01-16"))
NOTED = PreparationNote(id=Id("noted"), case=CASE, person=HER, meeting=Id("visit"), words=LIBRARY)
HER_CASE = (*FACTS, VISIT, NOTED)


def either(words: str, recipient: Id = HIM, owner: Id = HER, by: str = "Priya") -> SomethingElse:
    return SomethingElse(id=Id(f"else {words} {recipient} {owner}"), case=CASE, words=words, owner=owner, recipient=recipient, said_by=by)


def test_words_are_since_the_day_on_which_the_whole_phrase_was_told() -> None:
    """ "Larkspur" alone stands in her address since 12 January; "Larkspur Library" since the visit of the 16th, typed up later."""
    assert found(file_of(*HER_CASE), TERM) == HIT
    assert found(file_of(*HER_CASE), "He waits near Larkspur.") == [("Larkspur", "Margaret", "2026-01-12")]
    assert found(file_of(*HER_CASE), "He waits in Larkspur Close.") == [("Larkspur Close", "Margaret", "2026-01-12")]


@pytest.mark.parametrize("recipient", [HIM, HERS, HIS])
def test_what_she_told_is_nobody_elses_not_even_her_supporters(recipient: Id) -> None:
    assert found(file_of(*HER_CASE), TERM, recipient) == HIT


def test_what_she_told_may_stand_on_her_own_paper() -> None:
    assert found(file_of(*HER_CASE), TERM, HER) == []


def test_the_same_words_in_two_parts_are_two_hits() -> None:
    file = file_of(*HER_CASE, note(LIBRARY, HIS, "2026-02-01"))
    assert [hit[1] for hit in found(file, TERM)] == ["Margaret", "Wŷn"]
    assert [hit[1] for hit in found(file_of(*HER_CASE, note(LIBRARY, HIS), either("Larkspur Library")), TERM)] == ["Wŷn"]


@pytest.mark.parametrize("record", [
    note("about Qorvendale", HER),
    PreparationNote(id=Id("x"), case=CASE, person=HER, words="about Qorvendale"),
    Particulars(id=Id("x"), case=CASE, person=HER, from_referral="about Qorvendale"),
    SafeContact(id=Id("x"), case=CASE, person=HER, rule="only at Qorvendale"),
    ServicePromise(id=Id("x"), case=CASE, person=HER, words="We ring Qorvendale."),
    PromiseMade(id=Id("x"), case=CASE, person=HER, words="Ring Qorvendale"),
    passed_on("Why Qorvendale?", approved=""),
    passed_on("Why Qorvendale?", approved="Why my house?"),
    passed_on("Why Qorvendale?", withdrawn="2026-01-20"),
    passed_on("Why Qorvendale?", receiver=HIS),
    replace(passed_on("Why?"), read_back=Yes(words="Why Qorvendale?", on="2026-01-16")),
    replace(passed_on("Why?", approved="Why Qorvendale?"), id=Id("x")),
    replace(passed_on("Why Qorvendale?"), offered=Act(on="2026-02-18"), choice=Choice("never")),
    replace(passed_on("Why Qorvendale?"), giver=Id("")),
])  # fmt: skip
def test_private_material_of_every_sort_stops_his_copy(record: Record) -> None:
    assert found(file_of(*PEOPLE, record), "He goes to Qorvendale."), record
    if not (isinstance(record, PassedOn) and not record.giver):
        assert {owner for _, owner, _ in found(file_of(*PEOPLE, record), "He goes to Qorvendale.")} == {"Margaret"}


@pytest.mark.parametrize("record", [
    TeamNote(id=Id("x"), case=CASE, day=Day("2026-03-11"), words="Margaret may go to Qorvendale."),
    TeamNote(id=Id("x"), case=CASE, day=Day("2026-03-11"), about="Call from Qorvendale"),
    SafetyLook(id=Id("x"), case=CASE, person=HER, day=Day("2026-03-11"), worries="He knows Qorvendale."),
    SafetyLook(id=Id("x"), case=CASE, person=HIM, day=Day("2026-03-11"), what_we_do="We tell Qorvendale."),
    ConferencePlan(id=Id("x"), case=CASE, day=Day("2026-03-11"), not_discussed="Where Qorvendale is."),
    ConferencePlan(id=Id("x"), case=CASE, day=Day("2026-03-11"), if_it_goes_wrong="All go to Qorvendale."),
    ConferencePlan(id=Id("x"), case=CASE, day=Day("2026-03-11"), venue="In Qorvendale"),
    Waiting(id=Id("x"), case=CASE, words="We wait for Qorvendale", about=HIM, since=Day("2026-03-11")),
    Told(id=Id("x"), case=CASE, person=HIM, words="That she lives in Qorvendale", known=Choice("not_told"), on=Day("2026-03-11")),
    replace(passed_on("Why?"), checked=Act(on="2026-03-11", by="Ruth", how="rang Qorvendale")),
    replace(passed_on("Why?"), approved=Yes(words="Why?", on="2026-03-11", how="at Qorvendale")),
    either("x", by="Priya") and SomethingElse(id=Id("x"), case=CASE, words="y", owner=HER, recipient=HIS, on=Day("2026-03-11"), why="near Qorvendale"),
])  # fmt: skip
@pytest.mark.parametrize("recipient", [HER, HIM, HERS, HIS])
def test_what_facilitators_write_for_themselves_is_on_nobodys_paper(record: Record, recipient: Id) -> None:
    assert [hit[:2] for hit in found(file_of(*PEOPLE, record), "He goes to Qorvendale.", recipient)] == [("Qorvendale", FACILITATORS)]
    assert found(file_of(*PEOPLE, record), "He goes to Qorvendale.", recipient)[0][2] in ("2026-03-11", "2026-01-16")


def test_the_note_and_summary_of_the_case_are_the_facilitators() -> None:
    case = replace(PEOPLE[0], note="She moves to Qorvendale.", incident_summary="House entered in Vexlowe overnight.")  # type: ignore[call-arg]
    file = file_of(case, *PEOPLE[1:])
    assert {owner for _, owner, _ in found(file, "From Qorvendale to Vexlowe.")} == {FACILITATORS}


def test_the_case_reference_stops_every_persons_copy() -> None:
    for text in ("Quote RJ-2026-0101.", "Quote RJ 2026 0101.", "quote rj20260101"):
        assert [hit[1] for hit in found(file_of(*PEOPLE), text)] == [FACILITATORS]


def test_how_he_took_it_is_his_and_not_the_facilitators() -> None:
    item = replace(passed_on("Why?"), received=Act(on="2026-02-18", how="He thought of Qorvendale."))
    assert found(file_of(*PEOPLE, item), "In Qorvendale.", HER) == [("Qorvendale", "Daniel", "2026-01-16")]
    assert found(file_of(*PEOPLE, item), "In Qorvendale.", HIM) == []


def test_a_team_note_of_what_she_told_is_hers_first() -> None:
    team = TeamNote(id=Id("team"), case=CASE, day=Day("2026-01-20"), words="She spoke of Larkspur Library.")
    assert found(file_of(*HER_CASE, team), TERM) == HIT
    assert found(file_of(*HER_CASE, team), TERM, HER) == []
    released = passed_on("I work at Larkspur Library.")
    assert found(file_of(*HER_CASE, team, released), TERM) == []


# Released ---------------------------------------------------------------------------------------------------------------------

WORDS = "I work at Larkspur Library."


def test_she_lets_him_know() -> None:
    assert found(file_of(*HER_CASE, passed_on(WORDS)), TERM) == []


@pytest.mark.parametrize("item", [
    passed_on(WORDS, approved=""),
    passed_on(WORDS, approved="I work in a library."),
    passed_on(WORDS, approved=f"{WORDS} "),
    passed_on(WORDS, withdrawn="2026-02-01"),
    passed_on(WORDS, receiver=HIS),
    passed_on(WORDS, giver=HIS),
    replace(passed_on(WORDS, approved=""), read_back=Yes(words=WORDS, on="2026-01-16")),
    replace(passed_on(WORDS), approved=Yes(words=WORDS)),
    replace(passed_on(WORDS), offered=Act(on="2026-02-18"), choice=Choice("never")),
])  # fmt: skip
def test_only_her_own_yes_to_these_words_for_him_counts(item: PassedOn) -> None:
    assert ("Larkspur Library", "Margaret") in [hit[:2] for hit in found(file_of(*HER_CASE, item), TERM)]


def test_two_versions_of_an_item_let_nothing_through() -> None:
    item = passed_on(WORDS)
    for name in ("words", "approved", "withdrawn", "receiver"):
        assert found(file_of(*HER_CASE, item, forks=[(item.id, name)]), TERM), name


def test_his_release_does_not_open_her_words() -> None:
    """He lets her know of Larkspur Library; his uncle, who also told of it, has not."""
    file = file_of(*PEOPLE, note("at Larkspur Library", HIM), note("at Larkspur Library", HIS), passed_on(WORDS, giver=HIM, receiver=HER))
    assert [owner for _, owner, _ in found(file, TERM, HER)] == ["Wŷn"]


def test_a_note_about_him_that_names_what_is_kept_from_him_opens_nothing() -> None:
    kept_from_him = note("We said nothing of Larkspur Library, nor of LE99 1AA and 07700 900101.", HIM)
    assert found(file_of(*HER_CASE, kept_from_him), TERM) == HIT
    assert found(file_of(*HER_CASE, kept_from_him), "LE99 1AA, 07700 900101")


def test_that_somebody_told_him_does_not_release_it() -> None:
    told = Told(id=Id("told"), case=CASE, person=HIM, words="She works at Larkspur Library", known=Choice("told"))
    assert found(file_of(*HER_CASE, told), TERM) == HIT


def test_what_is_his_own_too_does_not_stop_his_copy() -> None:
    """The same surname and town on both sides."""
    his = Particulars(id=Id("his"), case=CASE, person=HIM, legal_name="Daniel Okafor-Bell")
    assert found(file_of(*PEOPLE, *FACTS[5:8], his), "Mr Okafor-Bell writes.") == []
    assert found(file_of(*PEOPLE, *FACTS[5:8], his), "Mr Okafor-Bell writes to Loughborough.") == [
        ("Loughborough", "Margaret", "2026-01-12")
    ]


def test_common_words_in_both_their_notes_do_not_stop_a_copy() -> None:
    file = file_of(*PEOPLE, note("Twice a week he goes to the library.", HIM), note("She likes the library twice a week.", HER))
    assert found(file, "Twice a week he goes to the library.") == []
    assert found(file_of(*PEOPLE, note("She likes the library twice a week.", HER)), "He goes to the library.")


def known(words: str, told_by: Id = HER) -> KnownToBoth:
    return KnownToBoth(id=Id("known"), case=CASE, words=words, told_by=told_by)


def test_what_both_know_passes_and_its_neighbour_does_not() -> None:
    file = file_of(*HER_CASE, known("Larkspur Close"))
    assert found(file, "He parks in Larkspur Close.") == []
    assert found(file, "He parks in Larkspur Close, LE99 1AA.") == [("LE99 1AA", "Margaret", "2026-01-12")]
    assert found(file, "at the Library of Larkspur Close") == [("Library", "Margaret", "2026-01-16")]


def test_what_both_know_is_only_theirs_and_says_who_told_us() -> None:
    assert found(file_of(*HER_CASE, known("Larkspur Library", told_by=Id(""))), TERM) == HIT
    hers = note("I met him at Larkspur Library.", HERS, "2026-03-01")
    assert found(file_of(*HER_CASE, hers, known("Larkspur Library")), TERM) == [("Larkspur Library", "Siân", "2026-03-01")]


@pytest.mark.parametrize("name", ["words", "told_by", "since"])
def test_two_versions_of_what_both_know_open_nothing(name: str) -> None:
    both = known("Larkspur Library")
    assert found(file_of(*HER_CASE, both), TERM) == []
    assert found(file_of(*HER_CASE, both, forks=[(both.id, name)]), TERM) == HIT
    other = either("Larkspur Library")
    assert found(file_of(*HER_CASE, other, forks=[(other.id, "on")]), TERM) == HIT


# "This is something else" -------------------------------------------------------------------------------------------------------


def test_a_colleague_says_for_one_paper_and_one_owner_that_it_is_something_else() -> None:
    assert found(file_of(*HER_CASE, either("Larkspur Library")), TERM) == []
    assert found(file_of(*HER_CASE, either("larkspur library’s")), TERM) == []
    for wrong in (
        either("Larkspur Library", recipient=HIS),
        either("Larkspur Library", recipient=Id("")),
        either("Larkspur Library", owner=HERS),
        either("Larkspur Library", owner=Id("")),
        either("Larkspur Library", by=""),
        either("Larkspur"),
        either("Library"),
        either("at Larkspur Library on a Tuesday"),
    ):
        assert found(file_of(*HER_CASE, wrong), TERM) == HIT, wrong.id


def test_it_opens_these_words_and_not_others_with_one_of_them() -> None:
    file = file_of(*HER_CASE, either("Larkspur"))
    assert found(file, "He plants a larkspur.") == []
    assert found(file, TERM) == HIT


def test_words_of_the_facilitators_can_be_something_else_too() -> None:
    team = TeamNote(id=Id("x"), case=CASE, words="Margaret may go to Qorvendale.")
    assert found(file_of(*PEOPLE, team, either("Qorvendale", owner=FACILITATORS)), "He goes to Qorvendale.") == []
    assert found(file_of(*PEOPLE, team, either("Qorvendale", owner=Id(""))), "He goes to Qorvendale.")


# What everybody may know, and what is never claimed ------------------------------------------------------------------------------


def test_names_on_paper_colleagues_the_service_and_the_room_are_no_secret() -> None:
    plan = ConferencePlan(id=Id("plan"), case=CASE, room="Visits centre, room 2", pause="Raise a hand.", venue="HMP Example")
    repeated = note(
        "Margaret, Daniel, Siân and Wŷn meet Priya Nair, Owen Hughes and Ruth in the Visits centre, room 2. Ring 01632 960 983.", HIS
    )
    file = file_of(*FACTS, plan, repeated)
    assert found(file, "Siân and Margaret ring Priya Nair or Ruth on 01632 960 983 and meet Owen in the Visits centre, room 2.", HER) == []


@pytest.mark.parametrize("room", ["Larkspur Library", "Loughborough library", "14 Larkspur Close", "Room 2, ring 07700 900101", "LE99 1AA"])
def test_a_room_opens_no_name_no_street_and_no_number(room: str) -> None:
    plan = ConferencePlan(id=Id("plan"), case=CASE, room=room, pause=room)
    file = file_of(*FACTS, plan, note("She works at Larkspur Library.", HER))
    assert found(file, f"They meet at {room}.", HIM)


def test_a_street_of_common_words_is_no_room() -> None:
    lives = Address(id=Id("second"), case=CASE, person=HER, lines="3 Back Lane, Loughborough")
    plan = ConferencePlan(id=Id("plan"), case=CASE, room="Back Lane hall")
    assert found(file_of(*FACTS, lives, plan), "they meet in back lane", HIM)


def test_a_name_on_paper_is_looked_for_where_a_reader_may_not_have_it() -> None:
    file = file_of(*FACTS)
    nobodys = leaks.private_to_others(file, Id("outside"), SERVICE, names=frozenset({HIM}))
    for words in ("Siân waits there.", "SIAN waits there.", "Ask Margret first.", "M\u200bargaret’s chair"):
        assert leaks.hits(words, nobodys), words
        assert leaks.hits(words, leaks.private_to_others(file, HIM, SERVICE)) == []
    assert leaks.hits("Daniel and Priya wait there.", nobodys) == []


@pytest.mark.parametrize("words", ["Wednesday evenings at six thirty", "Come past the church first"])
def test_what_is_typed_for_somebodys_own_invitation_makes_nothing_known_to_them(words: str) -> None:
    typed = Joining(id=Id("comes"), case=CASE, person=HIM, come_to=words, bring=words)
    hers = note("She swims on Wednesdays at 18:30. Come past the church first.", HER)
    assert found(file_of(*FACTS, hers, typed), words, HIM)


def test_a_word_that_two_wrote_in_two_forms_is_both_of_theirs() -> None:
    file = file_of(*FACTS, note("She works with Tamsel.", HER), note("He knows the Tamsels.", HIS))
    assert {whose for _, whose, _ in found(file, "He rings the Tamsels.", HIM)} == {"Margaret", "Wŷn"}


def test_hits_stand_where_they_say_and_do_not_overlap_for_one_owner() -> None:
    text = "At Larkspur Library, ring 07700 900101; then Larkspur Close, LE99 1AA. Maggie!"
    hits = leaks.hits(text, leaks.private_to_others(file_of(*HER_CASE), HIM, SERVICE))
    assert [hit.words for hit in hits] == ["Larkspur Library", "07700 900101", "Larkspur Close, LE99 1AA", "Maggie"]
    assert all(one.end <= two.start for one, two in pairwise(hits))


def test_invisible_signs_do_not_shift_a_hit() -> None:
    text = "“He’s at L\u200bark\u00adspur Libra\u0301ry.”"
    (hit,) = leaks.hits(text, leaks.private_to_others(file_of(*HER_CASE), HIM, SERVICE))
    assert text[hit.start : hit.end] == hit.words == "L\u200bark\u00adspur Libra\u0301ry"
    assert hit.owner == HER


def test_whose_texts_have_two_versions_is_said() -> None:
    file = file_of(*HER_CASE, forks=[(NOTED.id, "words"), (HER, "print_name")])
    assert leaks.half_read(file, HIM) == [HER]
    assert leaks.half_read(file, HER) == []
    empty = replace(NOTED, words="")
    assert leaks.half_read(file_of(*FACTS, VISIT, empty, forks=[(NOTED.id, "words")]), HIM) == [HER]
    look = SafetyLook(id=Id("look"), case=CASE, person=HER, worries="x")
    assert leaks.half_read(file_of(*FACTS, look, forks=[("look", "worries")]), HER) == [FACILITATORS]


def test_one_reading_of_a_case_serves_every_recipient() -> None:
    file = file_of(*HER_CASE)
    written = leaks.written_in(file)
    for recipient in (HER, HIM, HERS, HIS):
        mine = leaks.hits(TERM, leaks.private_to_others(file, recipient, SERVICE, written))
        assert mine == leaks.hits(TERM, leaks.private_to_others(file, recipient, SERVICE))


def test_how_many_things_are_looked_for_counts_what_this_one_may_not_know() -> None:
    nothing = len(leaks.private_to_others(file_of(*PEOPLE), HIM, SERVICE))
    assert len(leaks.private_to_others(file_of(*PEOPLE, note("Larkspur, Qorvendale and 07700 900101")), HIM, SERVICE)) == nothing + 3
    assert len(leaks.private_to_others(file_of(*PEOPLE, note("Larkspur, Qorvendale and 07700 900101")), HER, SERVICE)) == nothing


def test_hints_are_not_found_and_nothing_says_that_they_would_be(capsys: pytest.CaptureFixture[str]) -> None:
    file = file_of(*HER_CASE, about_her("Her neighbour comes in. She sleeps with the light on. Her sister Siân drives."))
    hints = sentences("hints.txt")
    missed = [hint for hint in hints if not found(file, hint)]
    with capsys.disabled():
        print(f"\nnot found, {len(missed)} of {len(hints)} hints:", *missed, sep="\n  ")
    assert missed == hints, "a hint that is found now is no hint: take it out of the list"
    words = " ".join(filter(None, (inspect.getdoc(leaks), inspect.getdoc(leaks.hits), inspect.getdoc(leaks.Private)))).lower()
    assert not any(claim in words for claim in ("no leak", "is safe", "clean", "cleared"))


def test_nobody_is_named_by_a_case_without_people() -> None:
    assert found(file_of(Case(id=CASE, case=CASE)), TERM) == []
    assert found(file_of(Case(id=CASE, case=CASE), Participant(id=HIM, case=CASE, print_name="")), TERM) == []


@pytest.mark.parametrize("written", ["They ring Joy on Mondays.", "they ring joy banks", "Joy Banks rings.", "the office of Ms BANKS"])
def test_a_worker_of_theirs_is_known_by_a_name_of_everyday_words_too(written: str) -> None:
    file = file_of(*FACTS, Professional(id=Id("worker"), case=CASE, person=HIM, name="Joy Banks", role="Tutor"))
    assert [owner for _, owner, _ in found(file, written, HER)] == ["Daniel"], "who works with him tells where he is"


def test_with_her_side_open_no_note_of_hers_names_a_worker_of_his() -> None:
    file = file_of(*FACTS, Professional(id=Id("worker"), case=CASE, person=HIM, name="Joy Banks"), note("She asked whether Joy had rung."))
    assert not one_side.only(file, HER).all(Contact)


def test_a_word_that_was_taken_back_opens_nothing_any_more() -> None:
    said = either("Larkspur Library")
    assert found(file_of(*HER_CASE, said), TERM) == []
    assert found(file_of(*HER_CASE, replace(said, taken_back_on=Day("2026-03-20"))), TERM) == HIT
