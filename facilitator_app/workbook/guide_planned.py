"""Which guide a meeting has, and in which words.

A meeting keeps the guide that it was planned with. When one is chosen, its words are kept as they stand (`GuideText`) and the plan names
those; when a meeting begins with a guide that nobody chose, its run names them. So neither somebody's editing nor a newer version of this
program changes what was planned, and what was read out in a room can be read again. One field names both guide and words: two colleagues
who choose apart from each other make one question, never the one's guide with the other's words. Where the words that a plan names are
not here, the usual guide is shown, with a sentence that says so.
"""

from dataclasses import dataclass

from facilitator_app.errors import Trouble
from facilitator_app.language import ENGLISH
from facilitator_app.ledger.seals import derived_id
from facilitator_app.records import ConferencePlan, GuideRun, GuideText
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Id, compartment_name
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.workbook.guide_files import words_of_file
from facilitator_app.workbook.guide_parts import Guide
from facilitator_app.workbook.guide_reading import look_through
from facilitator_app.workbook.guides import SERVICE, Listed, every, file_of, guide, is_of_program, one, shared
from facilitator_app.workbook.workbook import Workbook


class NotYetAGuide(Trouble):
    """A guide in which something cannot be read: no meeting can be planned with it."""

    def __init__(self, said: str) -> None:
        super().__init__("This guide cannot be chosen yet.", said)


@dataclass(frozen=True, slots=True, repr=False)
class Planned:
    """The guide of a meeting. `said` tells what somebody should know of it, and is empty where there is nothing to tell."""

    key: str
    guide: Guide
    about: str
    words: str
    text: Id = NOBODY  # the kept words; of a guide of this program that nobody chose, none are
    said: str = ""
    newer: bool = False  # the list has other words by now
    fell_back: bool = False  # it is not the one that was chosen


def _both(file: CaseFile) -> bool:
    return bool(file.sides) and all(side.role == "taking_part" for side in file.sides)


def usual(file: CaseFile) -> str:
    """The guide of a meeting for which nobody has chosen: where everybody takes part, the one that calls nobody harmed or responsible."""
    return "neighbours" if _both(file) else "eleven-stages"


def chosen(file: CaseFile, plan: ConferencePlan) -> str:
    """What somebody chose for a plan; empty where nobody has."""
    return plan.guide if file.standing_of(plan.id, "guide") else ""


def to_choose(book: Workbook, file: CaseFile) -> list[Listed]:
    """The guides that a meeting can be planned with, those that fit the people of this case first."""
    kind = "both" if _both(file) else "sides"
    found = [found for found in every(book) if not (found.own and found.own.withdrawn_on)]
    return sorted(found, key=lambda one: one.fits not in (kind, ""))


def of_meeting(book: Workbook, file: CaseFile, plan: ConferencePlan, run: GuideRun | None = None) -> Planned:
    """The guide of a meeting, in the words with which it was planned, or begun."""
    key = (run.guide if run else "") or chosen(file, plan) or usual(file)
    kept = shared(book)
    text = kept.get(GuideText, key)
    if text is not None:
        reading = look_through(text.words)
        if reading.stages:
            now = next((one for one in every(book) if one.key == text.guide), None)
            read = Guide(text.guide, text.name, text.about, ENGLISH, "", "", reading.stages)
            return Planned(text.guide, read, text.about, text.words, text.id, *_since(text, now))
    elif is_of_program(key):
        return _of_program(key)
    fallen = _of_program(usual(file))
    said = f"The guide that was chosen for this meeting is not here any more. Until you choose another, this is “{fallen.guide.title}”."
    return Planned(fallen.key, fallen.guide, fallen.about, fallen.words, said=said, fell_back=True)


def _of_program(name: str) -> Planned:
    return Planned(name, guide(name), guide(name).about, words_of_file(file_of(name)))


def _since(text: GuideText, now: Listed | None) -> tuple[str, bool]:
    """What has become of a guide since a meeting was planned with it."""
    if now is None or (now.own and now.own.withdrawn_on):
        return f"“{text.name}” was taken out of the list. This meeting keeps it.", False
    if now.words != text.words:
        return f"“{text.name}” has been changed since. This meeting keeps the words that were chosen for it.", now.reading.usable
    return "", False


def choose(book: Workbook, case: Id, plan: Id, key: str) -> Changed:
    """Plans a meeting with a guide as it stands now. Raises `NoSuchGuide`, `NotYetAGuide`; then nothing is chosen.

    Keys walk through a list faster than the screen reads again: it replaces what was chosen last, not what is shown.
    """
    found = one(book, key)
    if not found.reading.usable:
        raise NotYetAGuide(found.reading.unread[0].said)
    text, rows = _kept(book, key, found.name, found.about, found.words)
    replaces = {"guide": book.case(case).on_screen(plan, "guide")}
    return book.save([*rows, Row(compartment_name(ConferencePlan, case), ConferencePlan.kind, plan, {"guide": text}, replaces)])


def to_begin(book: Workbook, file: CaseFile, plan: ConferencePlan) -> tuple[Id, list[Row]]:
    """The words with which a meeting begins: their id, and what is to be written so that they are kept."""
    now = of_meeting(book, file, plan)
    return _kept(book, now.key, now.guide.title, now.about, now.words)


def _kept(book: Workbook, key: str, name: str, about: str, words: str) -> tuple[Id, list[Row]]:
    text = Id(derived_id(GuideText.kind, key, name, about, words))
    if shared(book).get(GuideText, text) is not None:
        return text, []
    return text, [Row(SERVICE, GuideText.kind, text, {"guide": key, "name": name, "about": about, "words": words})]
