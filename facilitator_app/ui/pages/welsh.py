"""Papers in Welsh, in Settings: each paper's own words beside the English, and who has passed them. Knows no case."""

import re
import tomllib
from typing import ClassVar

from facilitator_app.language import word
from facilitator_app.records import Service, WordsPassed
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.resources import text
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.fields import LineField
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import letter_texts, welsh
from facilitator_app.workbook.acts import Changed

_ABOUT = (
    "They were written by no translator. A paper in Welsh is a marked draft until somebody who is named has passed exactly these words."
)


class WelshPage(Page):
    """`record` is the paper that is looked through; without it all of them."""

    place_in_rail: ClassVar[str] = "settings"
    _seen = ""

    def concerns(self, changed: Changed) -> bool:
        """Who passed what, and the words themselves."""
        return not {WordsPassed.kind, "letter_text"}.isdisjoint(changed.kinds)

    def read(self) -> tuple[list[tuple[str, str]], str]:
        """Each paper with what stands of it, and all words of the one that is looked through."""
        paper = self.place.record
        return [(one, self._said(one)) for one in welsh.PAPERS], welsh.own_words(self.book, paper) if paper in welsh.PAPERS else ""

    def _said(self, paper: str) -> str:
        passed = welsh.words_passed(self.book, paper)
        if passed is not None:
            return f"Passed by {passed.by}"
        return (
            "The words have changed since they were passed. A draft."
            if welsh.words_lapsed(self.book, paper)
            else "Nobody has passed it yet. A draft."
        )

    def show_read(self, found: tuple[list[tuple[str, str]], str]) -> None:
        """The list, or the words of one paper."""
        if self.forms:
            return
        said, self._seen = found
        self.title = "Papers in Welsh"
        columns = Columns()
        columns.side.hide()
        if self._seen:
            self._words(columns, dict(said)[self.place.record])
        else:
            columns.text.add(body(_ABOUT, "soft"))
            rows = Rows()
            for paper, now in said:
                rows.add(word("paper", paper), now, link="Look through", key=paper)
            rows.pressed.connect(lambda key: self.go.emit(Place("welsh", NOBODY, Id(key))))
            columns.text.add(rows, before=12)
            kept = letter_texts.kept(self.book)
            service = kept.first(Service)
            if service is not None:
                columns.text.add(self.form(kept, service, letter_texts.WHERE).editor("office_hours_welsh"), before=24)
        self.put_in(columns)

    def _words(self, columns: Columns, now: str) -> None:
        paper = self.place.record
        self.main_words = "Passed as it stands"
        columns.text.add(sentence(word("paper", paper)))
        columns.text.add(body(f"{now}. Read all of it, the English too.".replace("..", "."), "soft"), before=6)
        for english, said in self._pairs(paper):
            if english:
                columns.text.add(label(english, "soft"), before=14)
            columns.text.add(body(said), before=2 if english else 14)
        self._who = LineField("Who has passed the words", "A name: a translator, or a colleague whose language it is.")
        self._who.setObjectName("words_passed.by")
        columns.text.add(self._who, before=24)

    def _pairs(self, paper: str) -> list[tuple[str, str]]:
        """English and Welsh, piece by piece: of a letter part by part, of an agreement word by word."""
        if paper != "agreement":
            both = [_pieces(letter_texts.text_of(self.book, name).words) for name in (paper, f"{paper}{letter_texts.CY}")]
            pairs = list(zip(*both, strict=True)) if len(both[0]) == len(both[1]) else [("", piece) for piece in both[1]]
            if paper == "consent":
                questions = [tomllib.loads(text("letters", folder, "questions.toml")) for folder in ("en", "cy")]
                pairs += [(questions[0][scope], questions[1][scope]) for scope in questions[0]]
                pairs = [(english.replace("{other}", "…"), said.replace("{other}", "…")) for english, said in pairs]
            return pairs
        return welsh.agreement_pairs()

    def main_pressed(self) -> None:
        """Passed, with the name that was typed."""
        if not self._seen:
            return
        paper, by, seen = self.place.record, self._who.text(), self._seen
        self.act(lambda: welsh.pass_words(self.book, paper, by, seen), lambda _: self._passed(by))

    def _passed(self, by: str) -> None:
        self.said.emit(f"Passed by {by.strip()}. A changed word makes it a draft again.")
        self.go.emit(Place("welsh"))


def _pieces(words: str) -> list[str]:
    """The paragraphs of a text as a reader meets them: without the signs that lines begin with, and with dots where something is put in."""
    shown = re.sub(r"\{\{.*?\}\}", "…", re.sub(r"\{%.*?%\}", "", words))
    shown = re.sub(r"^(#+ |- |= |\[.*?\] |_{4} |-{3} |Version: \d+)", "", shown, flags=re.MULTILINE)
    pieces = (" ".join(piece.split()) for piece in re.split(r"\n\s*\n|\n(?=\S[^\n]*:)", shown))
    return [piece for piece in pieces if piece.strip("… ")]
