"""A copy of an agreement in Welsh, alone or beside the English: which can be asked for, and what stops one. A draft until its words are passed."""

from dataclasses import replace

from facilitator_app.records import Agreement
from facilitator_app.records.agreed import in_force
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.wall import leaks, welsh
from facilitator_app.wall.projection import CASE_FILE
from facilitator_app.wall.sheets import ENGLISH, WELSH, AgreementSheet, Standing
from facilitator_app.workbook import welsh as welsh_words
from facilitator_app.workbook.papers import Copy, Stop, sentence_of, with_codes
from facilitator_app.workbook.workbook import Workbook


def languages(copy: Copy) -> tuple[str, ...]:
    """In which languages a copy can be asked for: both beside each other while there are few promises, in letters of the usual size."""
    beside = copy.format == "standard" and len(copy.sheet.terms) <= welsh_words.MOST_BESIDE
    return (ENGLISH, WELSH, "both") if beside else (ENGLISH, WELSH)


def usual_language(book: Workbook, file: CaseFile, agreement: Agreement, copy: Copy) -> str:
    """Welsh for whose language it is, once it is no draft; English otherwise."""
    if not welsh.is_wanted(file, copy.recipient) or welsh_words.still_a_draft(book, file, agreement):
        return ENGLISH
    return languages(copy)[-1]


def in_language(book: Workbook, file: CaseFile, agreement: Agreement, copy: Copy, language: str) -> Copy:
    """The same copy in Welsh, or in both. It stops where the English one does, and where the Welsh words must not be on it."""
    if language == ENGLISH or copy.sheet.standing is Standing.BLANK:
        return copy
    if why := welsh_words.in_the_way(file, agreement):
        return replace(copy, why_not=copy.why_not or why, language=language)
    made = welsh.sheet(file, agreement, copy.recipient, book.service(), copy.sheet)
    made = replace(made, words_passed=not welsh_words.still_a_draft(book, file, agreement))
    if made.words_passed and copy.sheet.code:
        made = with_codes(made, agreement, copy.recipient)
    format = "large" if copy.format == "easy_read" else copy.format  # there is no easy read in Welsh: nobody has written it
    stops = copy.stops
    if copy.recipient != CASE_FILE and book.side is None:
        private = leaks.private_to_others(file, copy.recipient, book.service())
        stops += tuple(_stops_in_welsh(file, agreement, made, private, copy.recipient))
    language = language if language in languages(copy) else WELSH
    return replace(copy, format=format, welsh=made, stops=stops, language=language)


def _stops_in_welsh(file: CaseFile, agreement: Agreement, sheet: AgreementSheet, private: leaks.Private, recipient: Id) -> list[Stop]:
    found = []
    for term, line in zip(in_force(file, agreement).terms, sheet.terms, strict=True):
        texts = (line.what, line.by_when, line.how_shown)
        found += [Stop(term.id, hit, sentence_of(file, hit, recipient)) for _, hit in leaks.hits_across(texts, private)]
    for text in dict.fromkeys((sheet.who_may_see, sheet.if_something_changes)):
        found += [Stop(agreement.id, hit, sentence_of(file, hit, recipient)) for hit in leaks.hits(text, private)]
    return found
