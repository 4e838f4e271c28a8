"""Welsh on paper: which words were passed by whom, and what stands in the way of a copy in Welsh that is no draft. It translates nothing."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from facilitator_app.errors import Trouble
from facilitator_app.ledger.seals import fresh_id
from facilitator_app.records import Agreement, Printed, codec
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import NOBODY, Choice, Day, Id, compartment_name
from facilitator_app.records.welsh import WelshPassed, WordsPassed
from facilitator_app.resources import text as words_in
from facilitator_app.vault.rows import Changed, Row
from facilitator_app.wall import welsh
from facilitator_app.wall.sheets import ENGLISH, WELSH
from facilitator_app.workbook.letter_texts import CY, kept, text_of
from facilitator_app.workbook.workbook import Workbook

PAPERS = ("agreement", "consent", "information")  # what can be printed in Welsh
MOST_BESIDE = 4  # promises that stand in two languages beside each other and can still be read
_NO_NAME = "Write down who has passed the words: a name."


class NotPassed(Trouble):
    """The words cannot be passed as they stand."""


# A paper's own words ----------------------------------------------------------------------------------------------------------


def own_words(book: Workbook, paper: str) -> str:
    """Everything that a paper says in Welsh by itself, as it stands now."""
    fixed = welsh.table()
    if paper == "agreement":
        parts: dict[str, object] = {name: fixed[name] for name in ("agreement", "sheet", "role", "calendar")}
    else:
        parts = {"letters": fixed["letters"], "text": text_of(book, f"{paper}{CY}").words}
        if paper == "consent":
            parts["questions"] = words_in("letters", WELSH, "questions.toml")
    return codec.to_json(parts).decode()


def agreement_pairs() -> list[tuple[str, str]]:
    """The agreement's own words, English and Welsh, without those that are the same for two standings."""
    from facilitator_app.papers.words import agreement_words  # noqa: PLC0415 - most days nobody looks through them

    both = [list(_texts(asdict(agreement_words(language)))) for language in (ENGLISH, WELSH)]
    fixed = welsh.table()
    more = [("", said) for table in ("sheet", "role") for said in fixed[table].values()]
    more += [("", ", ".join(fixed["calendar"][names])) for names in ("weekdays", "months")]
    return [*dict.fromkeys(zip(*both, strict=True)), *more]


def _texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    else:
        for one in said.values() if isinstance(said, dict) else said:
            yield from _texts(one)


def words_passed(book: Workbook, paper: str) -> WordsPassed | None:
    """Who has passed these very words; None before anybody has, and after one of them changed."""
    now = _digest(own_words(book, paper))
    found = [one for one in kept(book).all(WordsPassed) if one.paper == paper and one.language == WELSH and one.by and one.digest == now]
    return found[-1] if found else None


def words_lapsed(book: Workbook, paper: str) -> bool:
    """Whether other words than these were passed once."""
    return words_passed(book, paper) is None and any(one.paper == paper and one.by for one in kept(book).all(WordsPassed))


def pass_words(book: Workbook, paper: str, by: str, seen: str) -> Changed:
    """Somebody who is named has passed the words that were on the screen (`seen`). Raises `NotPassed`."""
    if not by.strip():
        raise NotPassed(_NO_NAME)
    if seen != own_words(book, paper):
        raise NotPassed("The words have changed since they were looked through.", "Look through them again.")
    values = {
        "paper": Choice(paper), "language": Choice(WELSH), "by": by.strip(), "on": Day(book.clock.today().isoformat()),
        "digest": _digest(seen), "author": book.me().name,
    }  # fmt: skip
    return book.add(WordsPassed, NOBODY, values)[1]


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


# The lines of an agreement ----------------------------------------------------------------------------------------------------


def both_languages(file: CaseFile, agreement: Agreement) -> str:
    """What is passed for one version: each line in English and in Welsh, and who may see the paper."""
    lines = [
        (term.id, term.promise, term.how_shown, *_of(file, term.id)) for term in in_force(file, agreement).terms
    ]  # fmt: skip
    return codec.to_json([*lines, (agreement.who_may_see, *_of(file, agreement.id))]).decode()


def _of(file: CaseFile, id: Id) -> Sequence[str]:
    found = welsh.line(file, id)
    return found.what, found.by_when, found.how_shown


def lines_passed(file: CaseFile, agreement: Agreement) -> WelshPassed | None:
    """Who has passed the lines of this version as they stand in both languages; None when a word of either is another since."""
    if in_the_way(file, agreement):
        return None
    now = _digest(both_languages(file, agreement))
    forked = {record for record, _ in file.forks}
    found = [one for one in file.all(WelshPassed) if one.agreement == agreement.id and one.digest == now and one.id not in forked]
    return next((one for one in reversed(found) if one.by and one.read_back_on), None)


def in_the_way(file: CaseFile, agreement: Agreement) -> str:
    """Why there can be no copy in Welsh at all, in a sentence; empty where there can."""
    lines = (*(term.id for term in in_force(file, agreement).terms), agreement.id)
    ids = {welsh.line_id(id) for id in lines}
    if any(record in ids for record, _ in file.forks):
        return "Two versions of the Welsh stand side by side. Settle them first."
    numbers = welsh.missing(file, agreement)
    if not numbers:
        return ""
    named = [f"line {number}" if number else "“Who may see this paper”" for number in numbers]
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    return f"The Welsh of {listed} is not written down. Nothing here translates: somebody types it beside the English."


def still_a_draft(book: Workbook, file: CaseFile, agreement: Agreement) -> str:
    """Why a copy in Welsh is only a marked draft, in a sentence; empty where it is none."""
    if words_passed(book, "agreement") is None:
        return "Nobody who is named has passed the words of this paper in Welsh. It stands in Settings, under “Papers in Welsh”."
    unfinished = {welsh.line_id(term.id) for term in in_force(file, agreement).terms} & file.unfinished
    if unfinished or lines_passed(file, agreement) is None:
        return "Nobody who is named has passed the Welsh of these lines as they stand, or they were not read back."
    return ""


def pass_lines(book: Workbook, file: CaseFile, agreement: Agreement, by: str, read_back_on: str, seen: str) -> Changed:
    """Somebody who is named has passed the lines as they were on the screen (`seen`), and they were read back. Raises `NotPassed`."""
    if why := in_the_way(file, agreement):
        raise NotPassed(why)
    if not by.strip():
        raise NotPassed(_NO_NAME)
    if not read_back_on:
        raise NotPassed("Write down when the Welsh was read back: what people have is what they heard.")
    if seen != both_languages(file, agreement):
        raise NotPassed("The lines have changed since they were looked through.", "Look through them again.")
    version = in_force(file, agreement).version
    if lines_passed(file, agreement) is None and _is_out(file, version):
        raise NotPassed(
            "A Welsh copy of this version is out already, with other words.", "One version has one text. What changes now is an amendment."
        )
    values = {
        "agreement": agreement.id, "version": version, "by": by.strip(), "on": Day(book.clock.today().isoformat()),
        "read_back_on": Day(read_back_on), "digest": _digest(seen), "author": book.me().name,
    }  # fmt: skip
    return book.save([Row(compartment_name(WelshPassed, file.id), WelshPassed.kind, Id(fresh_id()), values)])


def _is_out(file: CaseFile, version: int) -> bool:
    return any(one.paper == "agreement" and one.language in (WELSH, "both") and one.version == version for one in file.all(Printed))
