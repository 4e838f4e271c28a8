"""Sheets of paper that are taken along to be written on: what was printed, what was typed in from each, and where the paper is.

What stands on a sheet is never kept here: it is typed into the records that the screen writes. Each colleague's account is a record of its own,
so that two who type the same sheets on two laptops overwrite nothing.
"""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Id, Record, Seen, record

YES = "yes_"  # before a scope of consent: the line on which that is answered
OFFER = "offer_"  # before the place of an item among those that are offered
PASS_ON, PROMISE, NEXT_VISIT = ("pass_on_1", "pass_on_2"), "promise", "next_visit"

GIVEN, SAFETY, FOLLOW_UP = "given", "safety", "follow_up"  # the sheets that are taken along when somebody asks for them
SAID, HANDED, PRESENT, ASKED_US = ("said_choice", "said_limits", "said_rights"), "handed", "present", "asked_us"
SIX = "six_"  # before one of the six safety questions
HOW_ARE, TERM, WISHES = "how_are", "term_", "wishes"  # before the place of a line among those of what was agreed


@record
class VisitSheet(Record):
    """One sheet as it was printed, for one visit to one person. It changes no more: what became of it is derived from the accounts of it."""

    kind: ClassVar[str] = "visit_sheet"
    title: ClassVar[str] = "A sheet taken along"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose words it holds", link="participant", needed=True)] = NOBODY
    meeting: Annotated[Id, Ask("Visit", link="preparation")] = NOBODY
    number: Annotated[int, Ask("Number")] = 0
    form: Annotated[Choice, Ask("What it is", choices="sheet_form")] = Choice("")
    asks: Annotated[tuple[str, ...], Ask("Its lines, in their order", choices="sheet_line")] = ()
    offered: Annotated[tuple[str, ...], Ask("What stands on it to be offered", link="passed_on")] = ()
    terms: Annotated[tuple[str, ...], Ask("Which lines of what was agreed stand on it", link="term")] = ()
    code: Annotated[str, Ask("Code", "Ten random letters or digits, on each of its pages.")] = ""
    pages: Annotated[int, Ask("Pages")] = 1
    made: Annotated[str, Ask("When it was printed")] = ""
    printed: Annotated[Id, Ask("In the register", link="printed")] = NOBODY


@record
class SheetTyped(Record):
    """One colleague's account of one sheet: what was typed in, what was blank or could not be read, or that it did not come out."""

    kind: ClassVar[str] = "sheet_typed"
    title: ClassVar[str] = "Back from paper"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Whose words it holds", link="participant")] = NOBODY
    sheet: Annotated[Id, Ask("Sheet", link="visit_sheet")] = NOBODY
    author: Annotated[str, Ask("Typed by")] = ""
    typed: Annotated[str, Ask("Typed at")] = ""
    became: Annotated[
        Choice, Ask("What became of it", choices="sheet_became", protective=("not_out", "", "unreadable", "blank", "typed"))
    ] = Choice("")
    blank: Annotated[tuple[str, ...], Ask("Left blank", choices="sheet_line")] = ()
    unread: Annotated[tuple[str, ...], Ask("Cannot be read", choices="sheet_line")] = ()
    paper: Annotated[Choice, Ask("Where the paper is", choices="sheet_place", protective=("kept_by", "with_me"))] = Choice("")
    where_now: Annotated[
        str, Ask("Who has it, and where", "For example: an officer at the desk kept it.", seen=Seen.PRIVATE, owner="person", prose=True)
    ] = ""
