"""A case back to the case system: text, JSON and CSV of every case there is, what may not be in them, in again and out, and files that cannot be written."""

import csv
import io
import json
import os
import re
import resource as limits
import shutil
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import every_paper
import making
import pytest
from every_paper import CASE, OUTSIDE, Out, private_runs, runs_of
from hypothesis import given
from hypothesis import strategies as st

from facilitator_app.records import Consent, FollowUp, Participant, TimeSpent
from facilitator_app.records.record import Choice, Day, Id, compartment_name
from facilitator_app.resources import resource
from facilitator_app.vault.rows import Row
from facilitator_app.wall import case_system_fields as fields
from facilitator_app.workbook import case_out
from facilitator_app.workbook.case_out import CaseNotWritten, CaseOut, KeptInStep, NoReference
from facilitator_app.workbook.cells import marked, unmarked
from facilitator_app.workbook.referral_table import read_table
from facilitator_app.workbook.referrals import plan_of, rows_for
from facilitator_app.workbook.workbook import Workbook

MOMENT = "2026-08-20T18:00"
NASTY = (
    "=1+1",
    "+44",
    "-2",
    "@SUM(A1)",
    "\t=x",
    "’=1",
    "＝1",
    "a,b",
    'he said "no"',
    "two\nlines",
    "x; y",
    "Llŷr Ŵen",
    "ŵ",
    '=HYPERLINK("http://x")',
)


@pytest.fixture(scope="module")
def filled(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """The story with a word of its own in every field."""
    found = every_paper.filled(template, tmp_path_factory.mktemp("every") / "Every.workbook")
    yield found
    found.opened.close()


@pytest.fixture(scope="module")
def all_cases(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbook]:
    """The demonstration when its story is over; nothing is written in it."""
    found = making.opened(making.demonstration(template, tmp_path_factory.mktemp("all") / "All.workbook", MOMENT), MOMENT)
    yield found
    found.opened.close()


@pytest.fixture
def book(template: Path, tmp_path: Path) -> Iterator[Workbook]:
    found = making.opened(making.demonstration(template, tmp_path / "Demo.workbook", MOMENT), MOMENT)
    yield found
    found.opened.close()


def all_three(out: CaseOut) -> tuple[str, str, str]:
    return case_out.as_text(out), case_out.as_json(out).decode(), case_out.as_csv(out).decode("utf-8-sig")


def row_of(out: CaseOut) -> dict[str, str]:
    (found,) = csv.DictReader(io.StringIO(case_out.as_csv(out).decode("utf-8-sig"), newline=""))
    return dict(found)


def described() -> set[str]:
    """What the program says by itself."""
    return runs_of(resource("case_system", "fields.toml").read_text(encoding="utf-8"))


# What may not be in it --------------------------------------------------------------------------------------------------------------


def test_no_private_word_of_either_side_of_the_filled_case_is_in_any_of_the_three(filled: Workbook) -> None:
    file = filled.case(CASE)
    shut = private_runs(file, Out(object, "case out", OUTSIDE, frozenset())) - described()
    assert len(shut) > 400
    for said in all_three(case_out.case_out(filled, CASE)):
        assert not shut & runs_of(said)
        names = {name.casefold() for one in file.all(Participant) for name in re.findall(r"\w+", one.print_name)}
        assert not names & set(re.findall(r"\w+", said.casefold()))
        assert not re.search("Priya|Owen|Ruth", said)
    assert "person responsible" in said.casefold() or "responsible" in said  # it is not that nothing is there


def test_nor_of_any_case_of_the_demonstration(all_cases: Workbook) -> None:
    tried = 0
    for fact in all_cases.cases():
        file = all_cases.case(fact.case)
        out = Out(object, "case out", OUTSIDE, frozenset())
        shut = private_runs(file, out) - described()
        names = {name.casefold() for one in file.all(Participant) for name in re.findall(r"\w+", one.print_name) if len(name) > 2}
        for said in all_three(case_out.case_out(all_cases, fact.case)):
            assert not shut & runs_of(said), fact.reference
            assert not names & set(re.findall(r"\w+", said.casefold())), fact.reference
            tried += 1
    assert tried >= 3 * 40


# What is in it ----------------------------------------------------------------------------------------------------------------------


def test_every_field_of_every_case_is_described_and_the_three_say_the_same(all_cases: Workbook) -> None:
    for fact in all_cases.cases():
        out = case_out.case_out(all_cases, fact.case)
        said, row, text = json.loads(case_out.as_json(out)), row_of(out), case_out.as_text(out)
        assert (said["workbook_case"], row["workbook_case"], said["case_ref"]) == (1, "1", fact.reference)
        assert set(said) <= set(row)
        for name, cell in row.items():
            value = said.get(name, "")
            assert fields.found(name), name
            assert cell == (";".join(value) if isinstance(value, list) else str(value)), name
        for name in said:
            found = fields.found(name)
            assert found is not None
            if found.declared.group and found.declared.kind == "day" and not found.declared.line:
                assert f"{found.label}: " in text


def test_the_text_is_grouped_as_a_case_system_asks(all_cases: Workbook) -> None:
    text = case_out.as_text(case_out.case_out(all_cases, CASE))
    assert text.startswith("Case RJ-2026-0101, as it stood on 20/08/2026\n\nThe case\nReferred by: Victim service\n")
    for line in (
        "Referral received: 12/01/2026", "Person harmed, first contact tried: 14/01/2026", "Person harmed, preparation meeting 1: 16/01/2026, It took place",
        "Person harmed, to take part: Said yes, 23/02/2026", "Talk 1: 11/03/2026, about The meeting, confirmed by the supervisor Yes",
        "Agreement 1, signed by hand: 17/03/2026", "Promise 1 of agreement 1: Done, 16/04/2026", "Person harmed, follow-up 1, done: 18/03/2026",
        "Minutes: 400, on the way 480, miles 236, other costs in pounds 7.20", "Meetings held: 1",
    ):  # fmt: skip
        assert line in text.splitlines()
    order = [text.index(f"\n{title}\n") for title in fields.groups().values() if f"\n{title}\n" in text]
    assert order == sorted(order)


def test_what_everybody_shared_is_in_it_without_a_name_in_the_order_of_its_lines(book: Workbook) -> None:
    file = book.case(CASE)
    yes = {"scope": Choice("share_outcome"), "answer": Choice("given"), "on": Day("2026-03-18")}
    book.save(
        [
            Row(compartment_name(Consent, CASE, one.id), Consent.kind, Id(f"yes-{one.id}"[:22]), {"person": one.id, **yes})
            for one in file.all(Participant)
        ]
    )
    said = json.loads(case_out.as_json(case_out.case_out(book, CASE)))
    assert said["agreement_1_promise_1_who"][0] in ("harmed", "responsible")
    assert said["agreement_1_promise_1_what"]
    assert not re.search("Daniel|Margaret|Wŷn|Siân|Priya|Owen", json.dumps(said, ensure_ascii=False))


def test_the_miles_are_miles(book: Workbook) -> None:
    case = next(fact.case for fact in book.cases() if fact.reference == "RJ-2026-0106")
    book.save(
        [
            Row(
                "user",
                TimeSpent.kind,
                Id("time-one"),
                {"for_case": case, "on": "2026-03-01", "line": "70 min, travel 50, 24.5 miles, parking 3.20, Larkspur Close"},
            )
        ]
    )
    said = json.loads(case_out.as_json(case_out.case_out(book, case)))
    assert (said["minutes"], said["travel_minutes"], said["miles"], said["other_costs"]) == (70, 50, "24.5", "3.20")
    assert "Larkspur" not in str(said)


def test_a_case_without_a_reference_does_not_go_out(book: Workbook) -> None:
    file = book.case(CASE)
    book.record(file, file.case, {"reference": ""})
    with pytest.raises(NoReference):
        case_out.case_out(book, CASE)
    book.record(book.case(CASE), book.case(CASE).case, {"reference": "Margaret and Daniel"})
    with pytest.raises(NoReference):
        case_out.case_out(book, CASE)


# In again ---------------------------------------------------------------------------------------------------------------------------


def test_what_went_out_comes_in_again_and_is_the_same(book: Workbook) -> None:
    for fact in book.cases():
        data = case_out.as_csv(case_out.case_out(book, fact.case))
        plan = plan_of(read_table(data, "Case.csv"), book.vault)
        assert (len(plan.same), plan.new, plan.differing, plan.unreadable, plan.other_columns) == (1, (), (), (), ())


def test_in_another_workbook_it_makes_the_case_without_anybody_in_it_and_goes_out_the_same(
    book: Workbook, template: Path, tmp_path: Path
) -> None:
    data = case_out.as_csv(case_out.case_out(book, CASE))
    other = making.opened(Path(shutil.copytree(template, tmp_path / "Other.workbook")), MOMENT)
    try:
        plan = plan_of(read_table(data, "Case.csv"), other.vault)
        assert (len(plan.new), plan.people, plan.unreadable, plan.remarks) == (1, 0, (), ())
        other.save(rows_for(plan))
        (case,) = (fact.case for fact in other.cases())
        assert other.case(case).case.note == ""
        mine, theirs = (json.loads(case_out.as_json(case_out.case_out(one, id))) for one, id in ((book, CASE), (other, case)))
        for name in (
            "case_ref",
            "source",
            "initiated_by",
            "entry_stage",
            "offence_group",
            "incident_area",
            "commissioner",
            "complexity",
            "received_on",
        ):
            assert theirs[name] == mine[name]
        assert not [name for name in theirs if name.startswith(("harmed", "responsible", "agreement", "meeting_"))]
    finally:
        other.opened.close()


@pytest.mark.parametrize("typed", NASTY)
def test_nasty_words_go_out_as_no_formula_and_come_in_as_they_were(book: Workbook, typed: str) -> None:
    file = book.case(CASE)
    book.record(file, file.case, {"commissioner": typed, "reference": f"{typed} 7" if "\n" not in typed and "\t" not in typed else "RJ-7"})
    out = case_out.case_out(book, CASE)
    for cell in row_of(out).values():
        assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
    table = read_table(case_out.as_csv(out), "Case.csv")
    plan = plan_of(table, book.vault)
    found = {name: unmarked(cell) for name, cell in zip(table.columns, table.lines[0].cells, strict=True)}
    assert found["commissioner"] == " ".join(typed.split())
    assert not plan.remarks
    assert json.loads(case_out.as_json(out))["commissioner"] == " ".join(typed.split())


def test_a_case_systems_own_column_of_the_same_name_is_still_kept_in_words(book: Workbook) -> None:
    """Only a file of ours has our columns left aside: anybody else's words are never dropped."""
    table = read_table(b"case_ref,harmed_print_name,responsible_print_name,closed_on,minutes\nRJ-9,Ann,Bob,never,70\n", "x.csv")
    plan = plan_of(table, book.vault)
    assert plan.other_columns == ("closed_on", "minutes")
    assert "closed_on: never" in str(plan.new[0].rows[0].values["note"])


@given(st.text())
def test_a_marked_cell_is_no_formula_and_is_what_it_was(cell: str) -> None:
    assert unmarked(marked(cell)) == cell
    assert marked(cell)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


# Files ------------------------------------------------------------------------------------------------------------------------------


def test_a_file_is_its_owners_alone_and_whole(tmp_path: Path) -> None:
    path = tmp_path / case_out.JSON_NAME
    path.write_text("older, and read by all")
    path.chmod(0o666)
    case_out.save(path, b"{}")
    assert path.read_bytes() == b"{}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == [case_out.JSON_NAME]


@pytest.mark.parametrize("folder", ["OneDrive - Severnside", "Dropbox/cases", "Nextcloud"])
def test_a_folder_that_is_kept_in_step_is_refused_with_the_workbooks_own_warning(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir(parents=True)
    with pytest.raises(KeptInStep, match="Another program keeps this folder in step with a server"):
        case_out.save(place / "Case.json", b"{}")
    (tmp_path / "Mine").symlink_to(place)
    with pytest.raises(KeptInStep):
        case_out.save(tmp_path / "Mine" / "Case.json", b"{}")
    assert not list(place.iterdir())


def test_where_nothing_can_be_written_the_old_file_stays_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "Case.json").mkdir()
    missing, under_a_file = tmp_path / "gone" / "Case.json", tmp_path / "file" / "Case.json"
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "Case.json", missing, under_a_file, tmp_path / ("x" * 300), tmp_path / "a\0b"):
        with pytest.raises(CaseNotWritten):
            case_out.save(path, b"{}")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["Case.json", "file"]


def test_in_a_folder_that_cannot_be_written_in(tmp_path: Path) -> None:
    place = tmp_path / "shut"
    place.mkdir()
    (place / "Case.csv").write_text("old")
    place.chmod(0o500)
    if os.geteuid() == 0:
        _as_nobody(tmp_path, place)
    else:
        with pytest.raises(CaseNotWritten):
            case_out.save(place / "Case.csv", b"new")
    place.chmod(0o700)
    assert [(one.name, one.read_text()) for one in place.iterdir()] == [("Case.csv", "old")]


def _as_nobody(tmp_path: Path, place: Path) -> None:
    """Root may write anywhere: another user tries, in a process of its own."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == 0 and folder not in (Path("/"), Path("/tmp")):
            folder.chmod(folder.stat().st_mode | 0o011)
    place.chmod(0o555)
    child = os.fork()
    if not child:
        os.setuid(65534)
        try:
            case_out.save(place / "Case.csv", b"new")
        except CaseNotWritten:
            os._exit(3)
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 3


def test_on_a_full_disk_the_old_file_stays_and_no_part_is_left(tmp_path: Path) -> None:
    """No more than so many bytes of any file can be written: what the system says then is what a full disk says, in the same place."""
    path = tmp_path / "Case.csv"
    path.write_text("old")
    before, handler = limits.getrlimit(limits.RLIMIT_FSIZE), signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits.setrlimit(limits.RLIMIT_FSIZE, (1024, before[1]))
    try:
        with pytest.raises(CaseNotWritten):
            case_out.save(path, b"x" * 4096)
    finally:
        limits.setrlimit(limits.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert [(one.name, one.read_text()) for one in tmp_path.iterdir()] == [("Case.csv", "old")]


# Since the last time ----------------------------------------------------------------------------------------------------------------


def test_what_is_new_since_the_last_time_is_said_and_no_word_of_it_is_kept(book: Workbook) -> None:
    out = case_out.case_out(book, CASE)
    assert case_out.since(book, out) == case_out.Since()
    case_out.taken_out(book, out, case_out.PASTED)
    assert case_out.since(book, case_out.case_out(book, CASE)).things == 0
    file = book.case(CASE)
    book.add(FollowUp, CASE, {"person": file.sides[0].id, "due": Day("2026-09-09"), "words": "She sleeps."})
    book.record(file, file.case, {"closed_on": Day("2026-08-20"), "closed_because": Choice("completed_direct"), "received_on": Day("")})
    found = case_out.since(book, case_out.case_out(book, CASE))
    assert found.last == "18:00"
    assert set(found.lines) == {"Person harmed, follow-up 2, due: 09/09/2026", "Closed: 20/08/2026", "How it ended: They met"}
    assert (found.gone, found.things) == (1, 4)
    kept = book.vault.remembered("case out") or b""
    for word in (b"2026-01", b"harmed", b"Charnwood", b"received"):
        assert word not in kept
    assert book.vault.faults() == []


def test_of_cases_that_are_no_longer_here_nothing_is_kept(book: Workbook) -> None:
    first, second = (fact.case for fact in book.cases()[:2])
    case_out.taken_out(book, case_out.case_out(book, first), case_out.AS_CSV)
    kept = (book.vault.remembered("case out") or b"").replace(first.encode(), b"no-longer-here-at-all-")
    book.vault.remember("case out", kept)
    case_out.taken_out(book, case_out.case_out(book, second), case_out.AS_JSON)
    now = book.vault.remembered("case out") or b""
    assert b"no-longer" not in now
    assert second.encode() in now
