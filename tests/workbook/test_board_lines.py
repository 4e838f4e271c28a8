"""The board of what was agreed: by when it is due, nothing of a case that nobody has opened, and what is told of no day."""

from dataclasses import replace

import making
from hypothesis import given
from hypothesis import strategies as st
from test_agreed import SIGNED, change, seal, term, yes
from test_gates import HER, HIM, between, stored

from facilitator_app.records.facts import CaseFact, Due, dues_of
from facilitator_app.records.record import Id
from facilitator_app.workbook.board import LATER, NO_DAY, PAST, SOON, Line, board_of

TODAY = making.CLOCK.today()  # Monday 2 March 2026
FACT = CaseFact(Id("c1"), "RJ-1", "Margaret and Daniel", "standard", "", "", "", "", "", 0, True)
CASES = {Id("c1"): FACT, Id("c2"): replace(FACT, case=Id("c2"), nickname="Fatima and Kevin")}
DAYS = st.sampled_from(["2026-02-01", "2026-03-01", "2026-03-02", "2026-03-16", "2026-03-17", "2027-01-01", ""])


def due(number: int, day: str, case: str = "c1", sort: str = "term", at: str = "") -> Due:
    return Due(Id(f"t{number}"), sort, Id(case), Id(""), day, at, f"Line {number}: something.", "Daniel · Begun")


def plain(line: Line) -> tuple[str, str, str]:
    return line.group, line.under, line.when.replace("\u00a0", " ")


def test_a_day_is_said_in_plain_words() -> None:
    dues = [due(1, "2026-02-27"), due(2, "2026-03-02"), due(3, "2026-03-05"), due(4, "2026-07-31"), due(5, "", at="from today"), due(6, "")]
    assert [plain(line) for line in board_of(dues, CASES, TODAY).lines] == [
        (PAST, "Margaret and Daniel · Daniel · Begun", "was due on Fri 27 Feb"),
        (SOON, "Margaret and Daniel · Daniel · Begun", "Mon 2 Mar, today"),
        (SOON, "Margaret and Daniel · Daniel · Begun", "Thu 5 Mar, in 3 days"),
        (LATER, "Margaret and Daniel · Daniel · Begun", "Fri 31 Jul"),
        (NO_DAY, "Margaret and Daniel · Daniel · Begun", "“from today”"),
        (NO_DAY, "Margaret and Daniel · Daniel · Begun", "No day was agreed"),
    ]


def test_long_words_for_a_day_stand_under_the_line() -> None:
    (line,) = board_of([due(1, "", at="when his mother is well enough to drive again")], CASES, TODAY).lines
    assert line.when == ""
    assert line.under.endswith("“when his mother is well enough to drive again”")


@given(st.lists(st.tuples(DAYS, st.sampled_from(["c1", "c2", "unopened"]), st.sampled_from(["term", "tell"]))))
def test_every_line_of_an_open_case_is_there_once_in_the_order_of_days(found: list[tuple[str, str, str]]) -> None:
    dues = [due(number, day, case, sort) for number, (day, case, sort) in enumerate(found)]
    shown = board_of(dues, CASES, TODAY)
    by_record = {one.record: one for one in dues}
    assert sorted(line.record for line in shown.lines) == sorted(one.record for one in dues if one.case != "unopened")
    days = [by_record[line.record].day or "9999" for line in shown.lines]
    assert days == sorted(days)
    groups = list(dict.fromkeys(line.group for line in shown.lines))
    assert groups == [group for group in (PAST, SOON, LATER, NO_DAY) if group in groups]
    assert len(groups) == sum(one.group != other.group for one, other in zip(shown.lines, shown.lines[1:], strict=False)) + bool(groups)
    assert bool(shown.sentence) == bool(shown.lines)


def test_the_sentence_says_what_stands_first() -> None:
    def said(*dues: Due) -> str:
        return board_of(dues, CASES, TODAY).sentence.replace("\u00a0", " ")

    assert said(due(1, "2026-02-27")) == "A line was due on Friday 27 February, in the case of Margaret and Daniel."
    assert said(due(1, "2026-07-31", "c2")) == "The next line is due on Friday 31 July, in the case of Fatima and Kevin."
    assert said(due(1, "")) == "No open line has a day."
    assert said(due(1, "2026-03-04", sort="tell")) == (
        "Somebody still has to be told how a line ended, by Wednesday 4 March, in the case of Margaret and Daniel."
    )


def test_lines_of_one_case_and_day_stand_in_their_order() -> None:
    shown = board_of([due(10, ""), due(2, ""), due(1, "", "c2")], CASES, TODAY)
    assert [line.words for line in shown.lines] == ["Line 1: something.", "Line 2: something.", "Line 10: something."]


def test_facts_hold_who_does_a_line_how_it_goes_and_the_words_for_its_day() -> None:
    def facts(*more: object) -> list[tuple[str, str, str, str, str]]:
        file = between(SIGNED, *more)  # type: ignore[arg-type]
        return [(one.sort, one.day, one.at, one.title, one.detail) for one in dues_of(file) if one.sort in ("term", "tell")]

    title = "Line 1: Daniel finishes the course."
    assert facts(term()) == [("term", "2026-07-31", "", title, "Daniel · Nothing written down yet")]
    assert facts(term(by_when="from today")) == [("term", "", "from today", title, "Daniel · Nothing written down yet")]
    assert facts(term(), seal(), change(yes(HIM), yes(HER))) == [("term", "2026-09-30", "", title, "Daniel · Nothing written down yet")]
    progress = stored("term_progress", "p", term="t", status="not_yet", on="2026-07-31")
    assert facts(term(), progress)[0][4] == "Daniel · Not finished yet"
    done = stored("term_progress", "p", term="t", status="done", on="2026-09-28")
    assert facts(term(), done) == [("tell", "2026-10-05", "", "Tell Margaret how line 1 ended", "Margaret")]
    assert facts(term(), stored("term_progress", "p", term="t", status="no_longer_wanted", on="2026-09-28", told_on="2026-09-28")) == []
