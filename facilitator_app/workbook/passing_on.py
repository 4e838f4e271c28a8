"""Passing on: what one person lets another hear, act by act. Each act is recorded when it happens and is never undone, only corrected."""

from dataclasses import replace
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.check import Act as Before
from facilitator_app.records.check import and_words
from facilitator_app.records.passing_on import Act, PassedOn, Step, Yes, step_of
from facilitator_app.records.record import Choice, Id
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook import fetch_back
from facilitator_app.workbook.going_ahead import ask_before
from facilitator_app.workbook.workbook import Workbook

ONCE_HEARD = "Once {name} has heard this we cannot take it back."


class TakenBack(Trouble):
    """Its giver took it back while it stood on a screen."""

    def __init__(self) -> None:
        super().__init__("This was taken back.", "It is not passed on. Nothing was written down.")


def propose(book: Workbook, file: CaseFile, giver: Id, receiver: Id, words: str, sort: str = "") -> tuple[Id, Changed]:
    """Words that somebody might let another hear. Nobody has said yes to anything yet."""
    return book.add(PassedOn, file.id, {"giver": giver, "receiver": receiver, "words": words.strip(), "sort": Choice(sort)})


def said_yes(book: Workbook, case: Id, giver: Id, receiver: Id, words: str, how: str) -> tuple[Id, Changed]:
    """Words that were read back to their giver, who said yes to them there and then: one act, in one piece."""
    yes = Yes(words=words.strip(), on=book.clock.today().isoformat(), by=book.me().name, how=how)
    return book.add(PassedOn, case, {"giver": giver, "receiver": receiver, "words": words.strip(), "read_back": yes, "approved": yes})


def change_words(book: Workbook, file: CaseFile, item: PassedOn, words: str) -> Changed:
    """Other words. A yes to the old ones no longer counts: it names the words that it was said to."""
    return book.record(file, item, {"words": words.strip()})


def approve(book: Workbook, file: CaseFile, item: PassedOn, how: str) -> Changed:
    """The giver said yes to these very words, read back to them. `how`: "by phone, 16:10"."""
    today, name = book.clock.today().isoformat(), book.me().name
    yes = Yes(words=item.words, on=today, by=name, how=how)
    return book.record(file, item, {"read_back": yes, "approved": yes})


def refuse(book: Workbook, file: CaseFile, item: PassedOn) -> Changed:
    """The giver said no. The item stays, as something that is not passed on."""
    return book.record(file, item, {"withdrawn": _act(book, "said no when it was read back")})


def withdraw(book: Workbook, file: CaseFile, item: PassedOn) -> Changed:
    """The giver took it back. It needs no reason. Where it stands on paper that has left, that paper is to be fetched back."""
    withdrawn = _act(book, "")
    replaces = {"withdrawn": file.replaced_by(item, "withdrawn", withdrawn)}
    row = Row(file.compartments[item.id], item.kind, item.id, {"withdrawn": withdrawn}, replaces)
    return book.save([row, *fetch_back.of_item(book, file, replace(item, withdrawn=withdrawn))])


def offer(book: Workbook, file: CaseFile, item: PassedOn, choice: str) -> Changed:
    """The receiver was asked first, and chose: "now", "later" or "never". Raises `NotWrittenDown` where something stands before it."""
    now = book.whole_case(file.id).get(PassedOn, item.id)
    if now is not None and now.withdrawn.on:
        raise TakenBack
    if choice != "never":
        ask_before(book, file.id, Before.PASS_ON, item.giver, item.receiver)
    acts: dict[str, Any] = {"offered": _act(book, ""), "choice": Choice(choice)}
    if choice == "now":
        acts["given"] = _act(book, "")
    return book.record(file, item, acts)


def heard(book: Workbook, file: CaseFile, item: PassedOn, how: str) -> Changed:
    """The receiver has heard it, and how they took it, in a few words: these take the place of what was being typed of it."""
    file = book.case(file.id)
    return book.record(file, item, {"received": _act(book, how)})


def on_paper_words(file: CaseFile, item: PassedOn) -> str:
    """That a yes to the words that stand here was ticked on paper: on which sheet, who was there, and who typed it in. Else empty."""
    yes = item.approved
    if not yes.there or yes.words != item.words:
        return ""
    there = and_words([name for person in yes.there if (name := file.name(Id(person)))])
    return f"Read back {yes.how}{f', with {there} there' if there else ''}. Typed in by {yes.by}."


def next_act(item: PassedOn) -> str:
    """The one act that comes next: "approve", "offer", "heard", or "" when there is none."""
    return {
        Step.PROPOSED: "approve",
        Step.READ_BACK: "approve",
        Step.APPROVED: "offer",
        Step.CHECKED: "offer",
        Step.LATER: "offer",
        Step.GIVEN: "heard",
    }.get(step_of(item), "")


def _act(book: Workbook, how: str) -> Act:
    return Act(on=book.clock.today().isoformat(), by=book.me().name, how=how)
