"""Visits: one that could not go ahead, and the time and miles that a visit took the person who made it."""

from facilitator_app.records import Preparation, PreparationNote, TimeSpent
from facilitator_app.records.case_file import CaseFile, assemble
from facilitator_app.records.record import NOBODY, Choice
from facilitator_app.vault.rows import Changed
from facilitator_app.workbook.workbook import Workbook

MAY_BE_SAID = "The visit could not take place."  # never why: where somebody is, or how they are, is theirs


def could_not(book: Workbook, file: CaseFile, meeting: Preparation) -> Changed:
    """The visit could not go ahead. Everything else stays, promises to others too."""
    values = {"held": Choice("could_not")}
    return book.record(file, meeting, values | ({} if meeting.told_the_other else {"told_the_other": MAY_BE_SAID}))


def note_of(book: Workbook, file: CaseFile, meeting: Preparation, topic: str) -> PreparationNote:
    """The note of one topic of a visit by whoever works here: its id is derived, so that opening it twice, or typing it from paper, never makes two.

    Where the same workbook has written that note under another name, this is a note of its own: nobody types over a colleague's words.
    """
    me = book.me().name
    for note in file.all(PreparationNote):
        if note.meeting == meeting.id and note.topic == topic and note.author == me:
            return note
    id = book.own_id(file, meeting.id, topic)
    if id in file.records:
        id = book.own_id(file, meeting.id, topic, me)
    return PreparationNote(id=id, case=file.id, person=meeting.person, meeting=meeting.id, topic=Choice(topic), author=me)


def my_time(book: Workbook) -> CaseFile:
    """What belongs to the person who uses this workbook and to no case: their time among it."""
    return assemble(NOBODY, book.vault.stored(str(TimeSpent.compartment)))


def time_of(book: Workbook, mine: CaseFile, meeting: Preparation) -> TimeSpent:
    """The line of one visit; its id is derived, so that opening the page twice never makes two."""
    id = book.own_id(mine, meeting.id, TimeSpent.kind)
    known = mine.get(TimeSpent, id)
    return known or TimeSpent(id=id, for_case=meeting.case, about=meeting.id, activity=Choice("visit"), on=meeting.day)
