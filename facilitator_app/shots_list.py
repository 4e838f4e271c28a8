"""Which pictures are taken, when, and what is done before each: the pages of the demonstration, in the order in which its story goes."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from facilitator_app import shots_desk, shots_exchange, shots_paper, shots_scans, shots_sheets, shots_versions
from facilitator_app.records import Amendment
from facilitator_app.records.record import Id

_STORY = "RJ-2026-0101"
_BARE = "RJ-2026-0106"  # two people and one call: no visit, no meeting, no agreement yet
_LIGHT = "RJ-2026-0105"
_ACROSS = frozenset({
    "today", "cases", "board", "papers", "settings", "find", "bring_in", "new_case", "sheet", "passphrase", "rings", "numbers", "places", "time",
    "guides", "guide", "guide_in", "guide_look", "guide_out", "letter_texts", "to_print", "scans", "welsh", "exchange", "join", "managing",
    "gone",
})  # fmt: skip

Shot = Callable[[Any], Iterator[Callable[[], object]]]


def _story(workspace: Any, reference: str = _STORY) -> Id:
    return Id(next(fact.case for fact in workspace.book.vault.case_facts() if fact.reference == reference))


def _place(page: str, *, record: str = "", more: str = "", of: str = _STORY) -> Shot:
    """A page of the story. `record` and `more` may name a kind, for the last record of it, or "harmed" and "responsible" for a person."""

    def shot(workspace: Any) -> Iterator[Callable[[], object]]:
        from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above

        case = Id("") if page in _ACROSS else _story(workspace, of)
        yield lambda: workspace.go(Place(page, case, _named(workspace, case, record), _more(workspace, case, more)))

    return shot


def _named(workspace: Any, case: Id, what: str) -> Id:
    if not what:
        return Id("")
    if not case:
        return Id(what)
    file = workspace.book.case(case)
    kind, _, role = what.partition(":")
    people = {side.role: side.id for side in file.sides}
    if kind in people:
        return Id(people[kind])
    if kind == "amended":  # the line to which another promise was proposed
        return next((Id(r.term) for r in file.all(Amendment)), Id(""))
    of = [r for r in file.records.values() if r.kind == kind and (not role or getattr(r, "person", "") == people.get(role))]
    return Id(of[-1].id) if of else Id("")


def _more(workspace: Any, case: Id, what: str) -> str:
    head, found, role = what.rpartition("@")
    return f"{head}{_named(workspace, case, role)}" if found else what


def _with(shot: Shot, *acts: Callable[[Any], object]) -> Shot:
    """A place, and then what is pressed there."""

    def more(workspace: Any) -> Iterator[Callable[[], object]]:
        yield from shot(workspace)
        for act in acts:
            yield partial(act, workspace)

    return more


def _choose_words(workspace: Any) -> None:
    from facilitator_app.ui.parts.writing import Sheet  # noqa: PLC0415 - as above

    sheet = workspace.page.findChild(Sheet)
    cursor = sheet.textCursor()
    text = sheet.toPlainText()
    start = text.find("“") if "“" in text else 0
    end = text.find("”", start) + 1 if "”" in text else min(60, len(text))
    cursor.setPosition(start)
    cursor.setPosition(end, cursor.MoveMode.KeepAnchor)
    sheet.setTextCursor(cursor)
    workspace.page.ask_to_pass_on()


def _look_at_seats(workspace: Any) -> None:
    from facilitator_app.ui.parts.columns import Columns  # noqa: PLC0415 - as above
    from facilitator_app.ui.seats import SeatsView  # noqa: PLC0415 - as above

    seats = workspace.page.findChild(SeatsView)
    seats.setFocus()
    workspace.page.findChild(Columns).ensureWidgetVisible(seats, 0, 60)


def _move_a_seat(workspace: Any) -> None:
    from facilitator_app.ui.seats import SeatsView  # noqa: PLC0415 - as above

    seats = workspace.page.findChild(SeatsView)
    seats._press(0)  # noqa: SLF001 - the studio looks and types where a person would
    seats._go_to(len(seats.keys()) - 1)  # noqa: SLF001 - as above


def _type_in_find(workspace: Any) -> None:
    workspace.page._field.set_text("library")  # noqa: SLF001 - the studio looks and types where a person would
    workspace.page._look()  # noqa: SLF001 - the studio looks and types where a person would


def _type_a_name(workspace: Any) -> None:
    workspace.page._field.set_text("marg")  # noqa: SLF001 - the studio looks and types where a person would
    workspace.page._look()  # noqa: SLF001 - as above


def _copy_guide(workspace: Any) -> None:
    from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above
    from facilitator_app.workbook import guides  # noqa: PLC0415 - as above

    key = next((one.key for one in guides.every(workspace.book) if one.own), "") or guides.copy(workspace.book, "eleven-stages")[0]
    workspace.go(Place("guide", Id(""), Id(key)))


def _slip_in_guide(workspace: Any) -> None:
    writing = workspace.page._writing  # noqa: SLF001 - the studio looks and types where a person would
    words = (
        writing.text().replace("Minutes: 5 to 8", "Minutes: a few").replace("Is today still right for you?", "Is today right, Margaret?")
    )
    writing.sheet.selectAll()
    writing.sheet.insertPlainText(words)
    workspace.page._go_to_line(13)  # noqa: SLF001 - as above
    workspace.page._show_now()  # noqa: SLF001 - as above


def _bring_in_guide(workspace: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "guide.md"
        file.write_text("# A circle at school\n\n## Welcome\nMinutes: a few\nSpeaks: everybody\n•\tWho are you?\n", encoding="utf-8")
        workspace.page._file.set_text(str(file))  # noqa: SLF001 - as above
        workspace.page.main_pressed()
        workspace.desk._reader.submit(lambda: None).result()  # noqa: SLF001 - as above


def _side(workspace: Any) -> None:
    case = _story(workspace)
    file = workspace.book.case(case)
    workspace.book.open_side(case, file.sides[1].id)


def _help(workspace: Any) -> None:
    from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above

    workspace.go(Place("help"))


def _cover(workspace: Any) -> None:
    workspace.cover()


def _one_side(workspace: Any) -> Iterator[Callable[[], object]]:
    from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above

    case = _story(workspace)
    yield lambda: _side(workspace)
    yield lambda: workspace.go(Place("case", case))


def _the_card(workspace: Any, more: str = "") -> Iterator[Callable[[], object]]:
    from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above
    from facilitator_app.workbook import places  # noqa: PLC0415 - as above

    prison = next(one for one in places.known(workspace.book).records.values() if one.kind == "prison")
    yield lambda: workspace.go(Place("places", Id(""), prison.id, more))


def _sheets(
    page: str, made: Callable[[Any, Id], Id] | None = None, more: str = "", *acts: Callable[[Any], object], of: str = _STORY
) -> Shot:
    """A page of the sheets of one visit, after they were printed or typed in."""

    def shot(workspace: Any) -> Iterator[Callable[[], object]]:
        from facilitator_app.ui.place import Place  # noqa: PLC0415 - as above

        case = _story(workspace, of)
        record = made(workspace, case) if made else shots_sheets.visit(workspace, case).id
        yield lambda: workspace.go(Place(page, case, record, more))
        for act in acts:
            yield partial(act, workspace)

    return shot


MOMENTS: dict[str, dict[str, Shot]] = {
    "2026-02-17T19:00": {
        "today": _place("today"),
        "cases": _place("cases"),
        "settings": _place("settings"),
        "find": _with(_place("find"), _type_in_find),
        "rings": _with(_place("rings"), _type_a_name),
        "numbers": _place("numbers"),
        "bring-in": _place("bring_in"),
        "new-case": _place("new_case"),
        "guides-at-first": _place("guides"),
        "guide": _with(_place("guides"), _copy_guide),
        "guide-slip": _with(_place("guides"), _copy_guide, _slip_in_guide),
        "guides": _place("guides"),
        "guide-look": _place("guide_look", more="neighbours"),
        "guide-in": _with(_place("guide_in"), _bring_in_guide),
        "guide-out": _place("guide_out", record="eleven-stages"),
        "recovery-sheet": _place("sheet"),
        "managing": shots_desk.desk(),
        "managing-held": shots_desk.desk("held:held"),
        "managing-case": shots_desk.desk("case:c1"),
        "managing-laptop": shots_desk.desk("laptop:l3"),
        "managing-invite": shots_desk.desk("invite"),
        "managing-slip": shots_desk.desk(
            "invite", replace(shots_desk.ANSWER, slip=("7KQ2", "M4XP", "9RTA", "WC3H", "V6DNQ"), until="2026-03-05T10:00+00:00")
        ),
        "join": _with(_place("join"), shots_exchange.type_a_slip),
        "exchange-none": _place("exchange"),
        "today-unheard": _with(_place("today"), shots_exchange.unheard),
        "exchange-unheard": _with(_place("exchange"), shots_exchange.unheard),
        "exchange-near": _with(_place("exchange"), shots_exchange.near),
        "exchange-closed": _with(_place("exchange"), shots_exchange.closed),
        "exchange-histories": _with(_place("exchange"), shots_exchange.two_histories),
        "exchange-put-back": _with(_place("exchange"), shots_exchange.put_back),
        "exchange": _with(_place("exchange"), shots_exchange.belong),
        "with-daniel": _one_side,
        "with-daniel-today": lambda w: iter([lambda: w.frame.place_chosen.emit("today")]),
        "leave-side": _place("leave_side"),
    },
    "2026-02-24T09:00": {
        "case": _place("case"),
        "person": _place("person", record="harmed"),
        "note": _place("note", more="new:@harmed"),
        "note-whose": _place("note", more="new:"),
        "safety-look": _place("record", record="safety_look:harmed"),
        "consent": _place("record", record="consent:harmed"),
        "particulars": _place("record", record="particulars:harmed"),
        "before-early": _place("before"),
        "go-ahead": _place("go_ahead"),
        "visits": _place("preparation"),
        "preparation": _place("preparation", record="preparation:harmed", more="who_and_where"),
        "preparation-pass-on": _with(_place("preparation", record="preparation:harmed", more="who_and_where"), _choose_words),
        "help": _with(_place("preparation", record="preparation:harmed", more="who_and_where"), _help),
        "help-meeting": _with(_place("meeting", more="when"), _help),
        "cover": _with(_place("case"), _cover),
    },
    "2026-03-11T18:00": {
        "before": _place("before"),
        "talk": _place("talk"),
        "path": _place("path"),
    },
    "2026-03-16T15:00": {
        "before-nothing-missing": _place("before"),
        "meeting": _place("meeting", more="when"),
        "meeting-who": _place("meeting", more="who"),
        "meeting-seats": _place("meeting", more="who"),
        "meeting-seats-moving": _with(_place("meeting", more="who"), _look_at_seats, _move_a_seat),
        "meeting-asked": _place("meeting", more="asked"),
        "meeting-guide": _place("meeting", more="papers"),
        "room-mine": _place("room", record="conference_plan"),
        "blank-sheet": _place("copy", more="blank"),
        "day": _place("day", more="guide"),
        "day-booklet": _place("day", more="booklet"),
        "day-seats": _place("day", more="seats"),
        "day-seats-extra-large": _place("day", more="seats/extra_large"),
        "day-officer": _place("day", more="officer"),
        "day-list": _place("day", more="list"),
        "around": _place("around", record="responsible", more="prison_visit/standard"),
        "around-waiting": _place("around", record="responsible", more="court/large"),
    },
    "2026-03-17T20:00": {
        "agreement-hit": _place("agreement", more="@responsible"),
        "term": _place("term", record="term"),
        "ask-owner": _place("ask_owner", record="harmed", more="|Larkspur Library"),
        "copy-stopped": _place("copy", more="@responsible"),
        "forms": _place("forms", record="harmed", more="first_letter/large"),
        "afterwards": _place("afterwards"),
    },
    "2026-03-18T18:00": {
        "cases-shelf": _place("cases"),
        "agreement": _place("agreement", more="@harmed"),
        "read-back": _place("read_back", record="agreement"),
        "signed": _place("signed", record="agreement"),
        "copy-harmed": _place("copy", more="@harmed"),
        "welsh-lines": _place("welsh_lines"),
        "copy-responsible": _place("copy", more="@responsible"),
        "wishes": _place("wishes"),
        "papers": _with(_place("papers"), shots_paper.copies_left, lambda w: w.page.refresh()),
        "register": _place("register", more="out"),
        "paper": _place("paper", record="printed"),
        "to-print": _place("to_print"),
        "to-office": _with(_place("copy", more="@harmed"), lambda w: shots_paper.press(w, "Send to the office to print")),
        "register-fetch": _with(_place("register", more="fetch"), shots_paper.words_moved, lambda w: w.page.refresh()),
        "paper-fetch": _with(_place("register", more="fetch"), shots_paper.first_line),
        "today-fetch": _place("today"),
        "case-fetch": _place("case"),
        "room-table": _with(_place("room", record="conference_plan"), lambda w: w.page.turn()),
    },
}

MOMENTS["2026-03-11T18:00"] |= {
    "handing-over": _place("handing_over"),
    "as-it-was": _place("as_it_was", more="18 February 2026"),
    "history": _place("history", record="conference_plan"),
    "letter-texts": _place("letter_texts"),
    "letter-text": _with(_place("letter_texts"), lambda w: w.page._change("consent")),  # noqa: SLF001 - the studio looks and types where a person would
    "letter-text-easy": _with(_place("letter_texts"), lambda w: w.page._change("information-easy")),  # noqa: SLF001 - as above
    "welsh": _place("welsh"),
    "welsh-words": _place("welsh", record="consent"),
    "forms-easy": _place("forms", record="harmed", more="information/easy_read"),
    "forms-welsh": _place("forms", record="harmed", more="consent/standard/cy"),
    "forms-waiting": _place("forms", record="responsible", more="invitation/large"),
    "person-letters": _place("person", record="harmed"),
    "places": _place("places"),
    "place-card": _the_card,
    "place-edit": lambda w: _the_card(w, "edit"),
    "time": _place("time"),
    "incident": _place("record", more="new:incident"),
    "finish": _place("finish", record="preparation:harmed"),
    "could-not-ask": _with(_place("preparation", record="preparation:responsible"), lambda w: w.page.ask_could_not()),
}
MOMENTS["2026-03-17T20:00"] |= {
    "meeting-went": _place("meeting", more="went"),
    "agreement-empty": _place("agreement", of=_BARE),
    "preparation-empty": _place("preparation", of=_BARE),
    "before-empty": _place("before", of=_BARE),
    "meeting-empty": _place("meeting", of=_BARE),
    "case-bare": _place("case", of=_BARE),
    "afterwards-empty": _place("afterwards", of=_BARE),
    "case-light": _place("case", of=_LIGHT),
    "agreement-light": _place("agreement", of=_LIGHT),
}
MOMENTS["2026-02-17T18:30"] = {
    "visit-pack": _sheets("visit_pack"),
    "visit-pack-large": _sheets("visit_pack", more="large"),
    "visit-pack-printed": _sheets("visit_pack", shots_sheets.print_sheets),
    "back-from-paper": _sheets("back_from_paper", shots_sheets.print_sheets),
    "back-yes-or-no": _sheets("back_from_paper", None, "3"),
    "back-not-out": _sheets("back_from_paper", None, "3", lambda w: w.page._typed._say_not_out(not_out=True)),  # noqa: SLF001 - as above
    "back-offers": _sheets("back_from_paper", None, "4"),
    "back-end": _sheets("back_from_paper", shots_sheets.type_in, "end"),
    "visits-left-behind": _place("preparation"),
    "preparation-sheets": _sheets("preparation"),
}
MOMENTS["2026-02-19T18:00"] = {
    "visit-pack-six": _sheets("visit_pack", shots_sheets.plan_after, "standard+safety", of=_LIGHT),
    "back-six": _sheets("back_from_paper", shots_sheets.print_added, "5", of=_LIGHT),
}
MOMENTS["2026-02-24T18:25"] = {
    "room-empty": _place("room", record="conference_plan", of=_LIGHT),
    "room-table-empty": _with(_place("room", record="conference_plan", of=_LIGHT), lambda w: w.page.turn()),
}
MOMENTS["2026-04-15T18:00"] = {
    "passing": _place("passing"),
    "visit-pack-after": _sheets("visit_pack", shots_sheets.plan_after),
    "visit-pack-added": _sheets("visit_pack", shots_sheets.plan_after, "standard+given+follow_up"),
    "back-explained": _sheets("back_from_paper", shots_sheets.print_added, "1"),
    "back-how-things-are": _sheets("back_from_paper", shots_sheets.print_added, "2", lambda w: w.page._typed._go(1)),  # noqa: SLF001 - as above
    "back-read-back": _sheets("back_from_paper", shots_sheets.print_added, "6", shots_sheets.tick_read_back),
    "letter": _place("letter", record="letter"),
    "letter-who": _place("letter", more="new:"),
}
MOMENTS["2026-08-05T18:00"] = {
    "afterwards-board": _place("afterwards"),
    "board": _place("board"),
    "sealed-line": _place("sealed_term", record="amended"),
    "amend": _place("amend", record="amended"),
    "agreement-sealed": _place("agreement", more="@harmed"),
    "whose": _place("whose", record="contact:harmed"),
    "close": _place("close"),
    "case-out": _place("case_out"),
    "gone": _place("gone"),
}

MOMENTS["2026-03-18T19:00"] = {
    "scans": shots_scans.after(_story),
    "scan-which-case": shots_scans.waiting(_story, chosen=False),
    "scan-which-paper": shots_scans.waiting(_story, chosen=True),
    "scan-filed": shots_scans.filed(_story),
    "compare": shots_scans.after(_story, _place("compare")),
    "agreement-scanned": shots_scans.after(_story, _place("agreement", more="@harmed")),
}

_apart, _line = shots_versions.apart, shots_versions.of_a_line
MOMENTS["2026-03-17T21:00"] = {
    "two-versions": _apart(_place("two_versions"), _line),
    "two-versions-new": _with(_place("two_versions"), lambda w: shots_paper.press(w, "Write it new")),
    "two-versions-agreement": _place("agreement"),
    "two-versions-line": _with(_place("agreement"), lambda w: w.page.to("term", w.page._apart[0][0])),  # noqa: SLF001 - as above
    "two-versions-case": _place("case"),
    "two-versions-today": _place("today"),
    "two-versions-cases": _place("cases"),
    "two-versions-stop": _apart(_place("two_versions", record="responsible", more="stopped_on"), shots_versions.of_a_stop),
}
MOMENTS["2026-03-17T21:30"] = {
    "two-versions-note": _apart(_place("two_versions"), shots_versions.of_a_note),
    "two-versions-gone": _apart(_place("two_versions"), shots_versions.settled, shots_versions.of_a_removal),
    "two-versions-paper": _apart(shots_scans.after(_story, _place("two_versions")), shots_versions.settled, _line),
}

NOTHING_YET = "2026-01-02T09:00"
EMPTY: dict[str, Shot] = {
    "today-empty": _place("today"),
    "cases-empty": _place("cases"),
    "papers-empty": _place("papers"),
    "board-empty": _place("board"),
    "scans-empty": _place("scans"),
}
