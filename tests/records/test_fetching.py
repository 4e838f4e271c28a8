"""Paper to fetch back is derived: every reason, what is no reason, what ticks it off, and that no reason tells one person of another."""

from dataclasses import replace

import pytest
from wall_cases import CASE, FACTS, HER, HIM, HIS, agreement, file_of

from facilitator_app.records import (
    Agreement,
    Amendment,
    Case,
    ConferencePlan,
    Consent,
    CopyWish,
    GuideRun,
    Moved,
    PaperAsked,
    PaperSearch,
    PaperWent,
    Participant,
    PassedOn,
    Printed,
    Sealed,
    SheetTyped,
    SomethingElse,
    Term,
    VisitSheet,
)
from facilitator_app.records.agreed import digest_of, lines_to_seal
from facilitator_app.records.agreement import PersonsYes, Promise
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.facts import dues_of
from facilitator_app.records.fetching import to_fetch
from facilitator_app.records.paper_out import Place, place_of
from facilitator_app.records.passing_on import Act, Yes
from facilitator_app.records.record import Choice, Day, Id, Record
from facilitator_app.wall import one_side


def copy(id: str, recipient: str = HIM, paper: str = "agreement", at: str = "2026-03-18T10:00+00:00", **more: object) -> Printed:
    return replace(Printed(id=Id(id), case=CASE, recipient=Id(recipient), paper=Choice(paper), at=at, by="Priya"), **more)  # type: ignore[arg-type]


def went(id: str, printed: str, what: str, on: str, person: str = HIM, **more: object) -> PaperWent:
    made = PaperWent(id=Id(id), case=CASE, person=Id(person), printed=Id(printed), what=Choice(what), on=Day(on))
    return replace(made, **more)  # type: ignore[arg-type]


def stopped(person: str, on: str = "2026-03-10") -> tuple[Record, ...]:
    return tuple(replace(one, stopped_on=Day(on)) if isinstance(one, Participant) and one.id == person else one for one in FACTS)


def wrong(file: CaseFile) -> dict[str, list[str]]:
    return {one.printed.id: [reason.words for reason in one.reasons] for one in to_fetch(file)}


def sealed_case() -> tuple[Record, ...]:
    records = agreement("Daniel writes a letter.", "Daniel finishes the course.")
    file = file_of(*FACTS, *records)
    lines = lines_to_seal(file, file.all(Agreement)[0])
    seal = Sealed(id=Id("seal"), case=CASE, agreement=file.all(Agreement)[0].id, on=Day("2026-03-18"), lines=lines, digest=digest_of(lines))
    return (*FACTS, *records, seal)


def change(id: str, term: Id, what: str, *yes_on: tuple[str, str]) -> Amendment:
    promise = Promise(what, (HIM,), "2026-09-30")
    yes = tuple(PersonsYes(person, on, "by phone", promise) for person, on in yes_on)
    return Amendment(id=Id(id), case=CASE, agreement=Id("agreement"), term=term, promise=promise, proposed_on=Day("2026-08-04"), yes=yes)


# Versions ------------------------------------------------------------------------------------------------------------------------


def test_a_change_that_holds_makes_the_copies_before_it_wrong_and_no_others() -> None:
    base = sealed_case()
    file = file_of(*base)
    agreed, term = file.all(Agreement)[0], file.all(Term)[0]
    whom = [Id(one) for one in (agreed.signers or (HER, HIM))]
    copies = (copy("hers", HER), copy("his"), copy("file", ""), copy("new", HER, version=2, at="2026-08-06T12:00+01:00"))
    half = replace(change("later", term.id, "Later.", (HIM, "2026-08-04")), agreement=agreed.id)
    assert wrong(file_of(*base, *copies, half)) == {}, "one yes of two"
    whole = replace(change("later", term.id, "Later.", *((one, "2026-08-06") for one in whom)), agreement=agreed.id)
    file = file_of(*base, *copies, whole)
    assert wrong(file) == {one: ["It is version 1. Version 2 holds now."] for one in ("hers", "his")}
    assert {one.since for one in to_fetch(file)} == {"2026-08-06"}
    again = replace(change("again", term.id, "Later still.", *((one, "2026-09-01") for one in whom)), agreement=agreed.id)
    assert wrong(file_of(*base, *copies, whole, again))["new"] == ["It is version 2. Version 3 holds now."]


def test_a_draft_is_wrong_once_the_agreement_is_sealed() -> None:
    drafts = (copy("draft", draft=True), copy("fair"))
    assert wrong(file_of(*FACTS, *agreement("Daniel writes."), *drafts)) == {}
    assert wrong(file_of(*sealed_case(), *drafts)) == {"draft": ["It is a draft, and the agreement has been signed since."]}


# A stop, a yes that was taken back, a meeting that will not be ---------------------------------------------------------------------

MEETING = (
    copy("invites-her", HER, "invitation", "2026-03-05T10:00+00:00"),
    copy("invites-him", HIM, "invitation", "2026-03-05T10:00+00:00"),
    *(copy(paper, "", paper, "2026-03-09T10:00+00:00") for paper in ("guide", "seating", "seating_officer", "agreement_blank")),
    copy("information", HIM, "information", "2026-01-05T10:00+00:00"),
    copy("letter", HIM, "first_letter", "2026-01-05T10:00+00:00"),
)
FOR_ALL = {"invites-her", "guide", "seating", "seating_officer", "agreement_blank"}


def test_after_a_stop_the_papers_for_the_meeting_come_back_and_who_stopped_is_not_chased() -> None:
    file = file_of(*stopped(HIM), *MEETING)
    assert set(wrong(file)) == FOR_ALL
    assert wrong(file)["guide"] == ["Daniel has stopped."]
    assert {one.since for one in to_fetch(file)} == {"2026-03-10"}


def test_the_sheets_for_a_visit_come_back_after_a_stop_of_whom_they_are_about() -> None:
    sheets = (copy("for-him", HIM, "visit_pack", "2026-03-01T10:00+00:00"), copy("for-her", HER, "visit_pack", "2026-03-01T10:00+00:00"))
    assert wrong(file_of(*FACTS, *sheets)) == {}
    assert wrong(file_of(*stopped(HIM), *sheets)) == {"for-him": ["Daniel has stopped."]}


def test_a_sheet_that_somebody_kept_there_comes_back_until_it_is_said_to_be_back() -> None:
    pack = copy("pack", HIM, "visit_pack", "2026-02-17T19:00+00:00")
    sheets = tuple(VisitSheet(id=Id(f"P-{n}"), case=CASE, person=Id(HIM), number=n, printed=pack.id) for n in (1, 3))
    typed = SheetTyped(id=Id("one"), case=CASE, person=Id(HIM), sheet=Id("P-1"), became=Choice("typed"), typed="2026-02-18T19:00")
    kept = SheetTyped(id=Id("three"), case=CASE, person=Id(HIM), sheet=Id("P-3"), became=Choice("not_out"), typed="2026-02-18T19:01")
    base = (*FACTS, pack, *sheets, typed)
    assert wrong(file_of(*base)) == {}
    assert wrong(file_of(*base, kept)) == {"pack": ["P-3 did not come out."]}
    file = file_of(*base, replace(kept, where_now="The desk has it."))
    assert wrong(file) == {"pack": ["P-3 did not come out: The desk has it."]}
    assert {one.since for one in to_fetch(file)} == {"2026-02-18"}
    assert wrong(one_side.only(file, HER)) == {}
    assert wrong(file_of(*base, kept, went("back", "pack", "back", "2026-02-20"))) == {}


def test_sheets_with_a_full_name_on_them_come_back_and_not_the_case_files() -> None:
    blank = copy("theirs", "", "agreement_blank", "2026-03-16T10:00+00:00")
    ours = replace(blank, id=Id("ours"), square_code="RJ1")
    later = replace(blank, id=Id("later"), at="2026-03-19T10:00+00:00")
    agreed = [replace(one, signed_on=Day("2026-03-17")) if isinstance(one, Agreement) else one for one in agreement("Daniel writes.")]
    base = (*FACTS, blank, ours, later)
    assert wrong(file_of(*base, *agreed)) == {}
    named = [replace(one, full_names=(HER,)) if isinstance(one, Agreement) else one for one in agreed]
    assert wrong(file_of(*base, *named)) == {"theirs": ["Margaret’s full name can be read on somebody else’s sheet."]}


def test_a_supporter_who_stopped_makes_them_wrong_too() -> None:
    assert "invites-her" in wrong(file_of(*stopped(HIS), *MEETING))


def test_a_meeting_that_has_been_is_not_made_wrong_by_a_later_stop() -> None:
    run = GuideRun(id=Id("run"), case=CASE, started="2026-03-17T10:00")
    assert wrong(file_of(*stopped(HIM, "2026-04-01"), *MEETING, run)) == {}
    later = copy("second", HER, "invitation", "2026-03-20T10:00+00:00")
    assert set(wrong(file_of(*stopped(HIM, "2026-04-01"), *MEETING, later, run))) == {"second"}, "for another meeting"


def test_what_was_signed_stays_theirs_after_a_stop_and_a_draft_does_not() -> None:
    assert wrong(file_of(*stopped(HIM, "2026-03-20"), *agreement("Daniel writes."), copy("draft", HER, draft=True))) == {
        "draft": ["Daniel has stopped."]
    }
    base = tuple(
        replace(one, stopped_on=Day("2026-04-02")) if isinstance(one, Participant) and one.id == HIM else one for one in sealed_case()
    )
    assert wrong(file_of(*base, copy("hers", HER), copy("his"))) == {}


@pytest.mark.parametrize("scope", ["explore", "take_part"])
def test_a_yes_that_was_taken_back(scope: str) -> None:
    yes = Consent(id=Id("yes"), case=CASE, person=HER, scope=Choice(scope), answer=Choice("given"), on=Day("2026-02-01"))
    no = replace(yes, id=Id("no"), answer=Choice("withdrawn"), on=Day("2026-03-10"))
    assert wrong(file_of(*FACTS, *MEETING, yes)) == {}
    found = wrong(file_of(*FACTS, *MEETING, yes, no))
    assert set(found) == (FOR_ALL - {"invites-her"}) | {"invites-him"}
    assert found["guide"] == ["Margaret took a yes back."]


def test_a_meeting_that_was_called_off() -> None:
    plan = ConferencePlan(id=Id("plan"), case=CASE, day=Day("2026-03-17"), called_off_on=Day("2026-03-12"))
    assert set(wrong(file_of(*FACTS, *MEETING, plan))) == FOR_ALL | {"invites-him"}
    for_the_next = copy("next", HER, "invitation", "2026-03-20T10:00+00:00")
    assert "next" not in wrong(file_of(*FACTS, for_the_next, plan))


# Words ---------------------------------------------------------------------------------------------------------------------------


def test_words_that_were_moved_are_on_the_copies_on_which_they_were_found() -> None:
    moved = Moved(id=Id("moved"), case=CASE, taken_from=HIM, given_to=HER, on=Day("2026-03-20"))
    copies = (copy("his"), copy("hers", HER), copy("after", at="2026-03-21T10:00+00:00"), copy("file", ""))
    unread = file_of(*FACTS, *copies, moved)
    assert wrong(unread) == {"his": ["Look whether it has words that were moved to Margaret."]}
    assert [reason.to_look for one in to_fetch(unread) for reason in one.reasons] == [True]
    looked = PaperSearch(id=Id("looked"), case=CASE, because=moved.id, looked_at=("his",), on=Day("2026-03-20"))
    assert wrong(file_of(*FACTS, *copies, moved, looked)) == {}
    assert wrong(file_of(*FACTS, *copies, moved, replace(looked, found=("his",)))) == {"his": ["It has words that were moved to Margaret."]}
    sure = to_fetch(file_of(*FACTS, *copies, moved, replace(looked, found=("his",))))
    assert [reason.to_look for one in sure for reason in one.reasons] == [False]
    joined = replace(moved, given_to=HIM)
    assert wrong(file_of(*FACTS, *copies, joined)) == {}, "two entries that were one person: nothing was moved"


def test_what_was_taken_back_is_on_its_receivers_copies_alone() -> None:
    item = PassedOn(
        id=Id("item"), case=CASE, giver=HER, receiver=HIM, words="Why my house?", approved=Yes("Why my house?", "2026-03-01"),
        withdrawn=Act("2026-03-20"),
    )  # fmt: skip
    copies = (copy("his"), copy("theirs", HIS), copy("hers", HER), copy("early", at="2026-02-10T10:00+00:00"))
    assert wrong(file_of(*FACTS, *copies, item)) == {"his": ["Look whether it has words that Margaret took back."]}
    assert wrong(file_of(*FACTS, *copies, replace(item, approved=Yes()))) == {}, "never let go"


def test_a_release_by_mistake() -> None:
    said = SomethingElse(
        id=Id("said"), case=CASE, words="Larkspur Library", owner=HER, recipient=HIM, said_by="Owen", on=Day("2026-03-17"),
        taken_back_on=Day("2026-03-19"),
    )  # fmt: skip
    assert wrong(file_of(*FACTS, copy("his"), copy("theirs", HIS), said)) == {
        "his": ["Look whether it has words that are Margaret’s after all."]
    }


# Ticked off ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["back", "destroyed"])
def test_what_came_back_or_was_destroyed_is_off_the_list_for_good(what: str) -> None:
    base = (*stopped(HIM), *MEETING)
    done = went("done", "invites-her", what, "2026-03-11", HER)
    assert set(wrong(file_of(*base, done))) == FOR_ALL - {"invites-her"}
    handed = went("handed", "invites-her", "handed", "2026-03-12", HER)
    assert "invites-her" in wrong(file_of(*base, done, handed)), "corrected: it is out after all"


def test_what_cannot_be_reached_is_off_it_until_there_is_another_reason() -> None:
    base = (*stopped(HIM), *MEETING)
    out_of_reach = went("gone", "invites-her", "not_reached", "2026-03-11", HER, because=(HIM,), why="She moved.")
    assert "invites-her" not in wrong(file_of(*base, out_of_reach))
    plan = ConferencePlan(id=Id("plan"), case=CASE, called_off_on=Day("2026-03-12"))
    assert wrong(file_of(*base, out_of_reach, plan))["invites-her"] == ["The meeting was called off."]


def test_the_last_of_a_day_counts_and_a_copy_the_office_was_only_asked_for_is_no_paper() -> None:
    both = (went("one", "his", "destroyed", "2026-03-19"), went("two", "his", "handed", "2026-03-19"))
    assert place_of(file_of(*FACTS, copy("his"), *both), copy("his")) is Place.OUT
    asked = PaperAsked(id=Id("asked"), case=CASE, person=HIM, printed=Id("his"), asked_at="2026-03-18T10:00+00:00")
    for found, place in (
        (asked, Place.ASKED),
        (replace(asked, cannot="No paper."), Place.NEVER),
        (replace(asked, taken_back_on=Day("2026-03-18")), Place.NEVER),
        (replace(asked, printed_at="2026-03-19T09:00+00:00"), Place.OUT),
    ):
        assert place_of(file_of(*FACTS, copy("his"), found), copy("his")) is place
    assert place_of(file_of(*FACTS), copy("file", "")) is Place.KEPT


# In lists, and over a shoulder -----------------------------------------------------------------------------------------------------


def test_each_stands_in_the_lists_across_cases_without_a_day_even_of_a_closed_case() -> None:
    base = (*stopped(HIM), *MEETING)
    found = {(due.sort, due.record): (due.day, due.title) for due in dues_of(file_of(*base))}
    assert found["fetch", Id("invites-her")] == ("", "Invitation for Margaret")
    assert ("out", Id("information")) in found
    closed = tuple(replace(one, closed_on=Day("2026-04-01")) if isinstance(one, Case) else one for one in base)
    sorts = {due.sort for due in dues_of(file_of(*closed))}
    assert sorts == {"fetch"}


@pytest.mark.parametrize(("mine", "other"), [(HER, HIM), (HIM, HER)])
def test_with_one_side_open_nothing_tells_of_the_other(mine: Id, other: Id) -> None:
    file = file_of(
        *stopped(other), *MEETING,
        Consent(id=Id("no"), case=CASE, person=other, scope=Choice("take_part"), answer=Choice("withdrawn"), on=Day("2026-03-10")),
        Moved(id=Id("moved"), case=CASE, taken_from=mine, given_to=other, on=Day("2026-03-20")),
        PassedOn(id=Id("item"), case=CASE, giver=other, receiver=mine, words="Why?", approved=Yes("Why?", "2026-03-01"), withdrawn=Act("2026-03-20")),
        PaperAsked(id=Id("theirs"), case=CASE, person=other, printed=Id("invites-her" if other == HER else "invites-him")),
        PaperAsked(id=Id("mine"), case=CASE, person=mine, printed=Id("invites-her" if mine == HER else "invites-him"), printed_by="Gwen"),
        went("went", "invites-her" if mine == HER else "invites-him", "handed", "2026-03-06", mine, because=(other,)),
        went("away", "invites-her" if other == HER else "invites-him", "handed", "2026-03-06", other),
        CopyWish(id=Id("wish"), case=CASE, person=other, keeping=Choice("keep")),
    )  # fmt: skip
    shown = one_side.only(file, mine)
    assert to_fetch(file)
    assert to_fetch(shown) == ()
    assert {one.recipient for one in shown.all(Printed)} == {mine}
    assert [one.id for one in shown.all(PaperAsked)] == ["mine"]
    assert [(one.id, one.because) for one in shown.all(PaperWent)] == [("went", ())], "nor what it was asked back for"
    assert {due.person for due in dues_of(shown) if due.sort in ("out", "to_print", "fetch")} == {mine}
    assert other not in repr([vars(one) for one in shown.all(PaperWent)])
