"""All conference guides, and one of them to be read from beginning to end."""

from typing import ClassVar

from facilitator_app.records import GuideText
from facilitator_app.records.record import NOBODY, Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.guide_preview import about_stage, said_as
from facilitator_app.ui.pages.prompts import add_prompts
from facilitator_app.ui.parts.buttons import ButtonRow, link_button, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, label, sentence
from facilitator_app.ui.place import Place
from facilitator_app.workbook import guides
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.guide_parts import fits, length_said
from facilitator_app.workbook.guide_reading import look_through
from facilitator_app.workbook.guides import Listed

_OWN_KINDS = frozenset({"guide", "guide_text"})


class GuidesPage(Page):
    """The list. Those of this program can be copied, one's own be changed; a row opens its guide to be read."""

    place_in_rail: ClassVar[str] = "settings"

    def concerns(self, changed: Changed) -> bool:
        """Only these."""
        return bool(changed.kinds & _OWN_KINDS)

    def read(self) -> list[Listed]:
        """All."""
        return guides.every(self.book)

    def show_read(self, found: list[Listed]) -> None:
        """Three short lists."""
        self.title, self.subtitle, self.main_words = "Guides", "", "Bring one in"
        own = [one for one in found if one.own and not one.own.withdrawn_on]
        columns = Columns()
        columns.text.add(sentence("A guide says what is said and asked in a meeting, and in which order."))
        columns.text.add(body("Each meeting keeps the guide it was planned with, whatever is changed here later.", "soft"), before=8)
        self._list(columns, "With this program", [one for one in found if one.own is None], "Edit a copy")
        self._list(columns, "Your own", own, "Edit")
        if not own:
            columns.text.add(body("None yet. Edit a copy of one above, write a new one, or bring one in.", "soft"))
        self._list(columns, "Taken out of the list", [one for one in found if one.own and one.own.withdrawn_on], "Put it back")
        columns.side.section("A guide from nothing", first=True)
        new = quiet_button("Write a new one")
        new.clicked.connect(lambda: self.act(lambda: guides.begin(self.book), lambda made: self._edit(made[0])))
        columns.side.add(ButtonRow(new))
        columns.side.section("Write one to a file")
        columns.side.add(label("For a colleague, or for another laptop.", "soft"))
        for one in found:
            link = link_button(one.name, f"Write to a file: {one.name}")
            link.clicked.connect(lambda _=False, key=one.key: self.go.emit(Place("guide_out", NOBODY, Id(key))))
            columns.side.add(link, before=4)
        self.put_in(columns)

    def _list(self, columns: Columns, words: str, found: list[Listed], link: str) -> None:
        if not found and words != "Your own":
            return
        columns.text.section(words)
        rows = Rows(whole=True)
        for one in found:
            rows.add(one.name, _under(one), link=link, key=one.key)
        rows.pressed.connect(lambda key: self.go.emit(Place("guide_look", NOBODY, NOBODY, key)))
        rows.done.connect(lambda key: self._pressed(link, key))
        columns.text.add(rows, out=True)

    def _pressed(self, link: str, key: str) -> None:
        if link == "Edit a copy":
            self.act(lambda: guides.copy(self.book, key), lambda made: self._edit(made[0]))
        elif link == "Put it back":
            self.act(lambda: guides.take_out(self.book, Id(key), out=False))
        else:
            self._edit(Id(key))

    def _edit(self, key: Id) -> None:
        self.go.emit(Place("guide", NOBODY, key))

    def main_pressed(self) -> None:
        """From a file."""
        self.go.emit(Place("guide_in"))


def _under(one: Listed) -> str:
    """For which kind of meeting, how long; and where something cannot be read, that."""
    unread = one.reading.unread
    length = length_said(one.reading.stages) if one.reading.stages else "No stage yet"
    mend = f"It can be chosen once this is mended: {unread[0].said}" if unread else ""
    return " ".join(filter(None, (f"{one.said_for_whom}. {length}.", mend)))


class GuideLookPage(Page):
    """One guide, read only. `more` is its key; the record, the words of it that a meeting was planned with."""

    place_in_rail: ClassVar[str] = "settings"

    def concerns(self, changed: Changed) -> bool:
        """Only these."""
        return bool(changed.kinds & _OWN_KINDS)

    def read(self) -> tuple[Listed | None, GuideText | None]:
        """The guide of the list, if it is still there, and a meeting's own words of it."""
        found = next((one for one in guides.every(self.book) if one.key == self.place.more), None)
        return found, guides.shared(self.book).get(GuideText, self.place.record)

    def show_read(self, found: tuple[Listed | None, GuideText | None]) -> None:
        """All stages, one under the other."""
        now, text = found
        if now is None and text is None:
            self.go.emit(Place("guides"))
            return
        self._now = now
        self.title = text.name if text else now.name if now else ""
        words, about = (text.words, text.about) if text else (now.words, now.about) if now else ("", "")
        self.subtitle = "As this meeting has it" if text else "Conference guide"
        back = bool(self.place.case)
        self.main_words = "Back to the meeting" if back else "Edit" if now and now.own else "Edit a copy"
        reading = look_through(words)
        columns = Columns()
        columns.text.add(sentence(about or self.title))
        columns.text.add(body(f"{length_said(reading.stages)}.", "soft"), before=8)
        if reading.unread:
            columns.text.add(body(f"Something cannot be read yet. {reading.unread[0].said}"), before=8)
        for stage in reading.stages:
            columns.text.section(f"{stage.number}. {said_as(stage.title)}")
            columns.text.add(label(about_stage(stage), "soft"))
            columns.text.space(6)
            add_prompts(columns.text, stage, said_as)
        if stands := {"sides": "the person harmed", "both": "the first of you"}.get(fits(words)):
            columns.side.section("Names", first=True)
            columns.side.add(body(f"Where “{stands}” stands here, their name stands in the room.", "soft"))
        else:
            columns.side.hide()
        self.put_in(columns)

    def main_pressed(self) -> None:
        """Back to where it was opened from; or to change it."""
        if self.place.case:
            self.done.emit()
        elif self._now is not None and self._now.own is not None:
            self.go.emit(Place("guide", NOBODY, self._now.own.id))
        else:
            key = self.place.more
            self.act(lambda: guides.copy(self.book, key), lambda made: self.go.emit(Place("guide", NOBODY, made[0])))
