"""The service's own words, and the person who uses this workbook."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import Ask, Choice, Compartment, Record, Seen, record


@record
class Service(Record):
    """What every paper says of the service."""

    kind: ClassVar[str] = "service"
    title: ClassVar[str] = "The service"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    name: Annotated[str, Ask("Name of the service", needed=True, seen=Seen.SERVICE)] = ""
    telephone: Annotated[str, Ask("Telephone", needed=True, seen=Seen.SERVICE)] = ""
    office_hours: Annotated[str, Ask("Office hours", seen=Seen.SERVICE)] = ""
    office_hours_welsh: Annotated[
        str, Ask("Office hours in Welsh", "Left out of papers in Welsh while this is empty.", seen=Seen.SERVICE, more=True)
    ] = ""


@record
class Colleague(Record):
    """Somebody who works for the service, for those who must know who wrote something and ring them. Written by whoever manages the service."""

    kind: ClassVar[str] = "colleague"
    title: ClassVar[str] = "A colleague"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    person: Annotated[str, Ask("Known to the service as", "As on their slip.", needed=True, seen=Seen.SERVICE)] = ""
    name: Annotated[str, Ask("Name", needed=True, seen=Seen.SERVICE)] = ""
    telephone: Annotated[str, Ask("Telephone", "For colleagues.", seen=Seen.SERVICE)] = ""


@record
class Supervising(Record):
    """Who supervises a case: whose key confirms what was talked through. Written by whoever manages the service, so that nobody who works on a
    case can name themselves. It names the case by its id alone, because everybody at the service reads it.
    """

    kind: ClassVar[str] = "supervising"
    title: ClassVar[str] = "Who supervises a case"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    of: Annotated[str, Ask("The case", needed=True, seen=Seen.SERVICE)] = ""
    person: Annotated[str, Ask("Known to the service as", needed=True, seen=Seen.SERVICE)] = ""


@record
class Me(Record):
    """Who works with this workbook."""

    kind: ClassVar[str] = "me"
    title: ClassVar[str] = "You"
    compartment: ClassVar[Compartment] = Compartment.USER

    name: Annotated[str, Ask("Your name", "As colleagues know you.", needed=True)] = ""


@record
class NumberAtHand(Record):
    """A number that somebody may need at once, with no network: safeguarding lead, crisis line, out of hours."""

    kind: ClassVar[str] = "number_at_hand"
    title: ClassVar[str] = "A number at hand"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    what: Annotated[str, Ask("Who or what", "Safeguarding lead, out of hours, a crisis line.", needed=True, seen=Seen.SERVICE)] = ""
    number: Annotated[str, Ask("Number", needed=True, seen=Seen.SERVICE)] = ""
    when: Annotated[str, Ask("When", "Hours, or: at any time.", seen=Seen.SERVICE)] = ""


@record
class LetterText(Record):
    """A service's own words of a letter or form, in place of the usual ones. No name of anybody in a case belongs in it."""

    kind: ClassVar[str] = "letter_text"
    title: ClassVar[str] = "The words of a letter"
    compartment: ClassVar[Compartment] = Compartment.SERVICE

    which: Annotated[Choice, Ask("Which", choices="letter_text", needed=True, seen=Seen.SERVICE)] = Choice("")
    words: Annotated[
        str, Ask("Words", "The first line is its version. Empty: the usual words again.", lines=24, seen=Seen.SERVICE, prose=False)
    ] = ""


@record
class OwnWord(Record):
    """A word that is spelt as it should be and stands in no dictionary. It may be a name out of somebody's note: no page lists it,
    no paper has it, and it stays with the person who added it.
    """

    kind: ClassVar[str] = "own_word"
    title: ClassVar[str] = "A word of the workbook’s own"
    compartment: ClassVar[Compartment] = Compartment.USER

    word: Annotated[str, Ask("Word", needed=True, seen=Seen.RESTRICTED)] = ""
