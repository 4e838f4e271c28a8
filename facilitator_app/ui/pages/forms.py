"""Letters and forms for one person: the pages at the left as they will be printed; at the right which paper, in which print, and what to look at.

With one side open it is closed like every paper: what must not be on it could not be looked for.
"""

from dataclasses import dataclass

from PySide6.QtGui import QImage

from facilitator_app.errors import Trouble
from facilitator_app.language import word
from facilitator_app.records import Case, CopyWish, Joining, Participant, Printed
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.leaving import Leaves, add_ways, print_it
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.register import add_register
from facilitator_app.ui.pages.stops import stop_card
from facilitator_app.ui.parts.buttons import Button, link_button
from facilitator_app.ui.parts.choices import Choice, Choices
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.page_pictures import PagePicture, images_of
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.ui.place import Place
from facilitator_app.wall.sheets import ENGLISH, WELSH
from facilitator_app.wall.sheets_letters import FirstLetterSheet, InvitationSheet
from facilitator_app.wall.welsh import is_wanted
from facilitator_app.workbook import forms, office, papers
from facilitator_app.workbook.forms import Made, Offer
from facilitator_app.workbook.print_register import Wanted

_POSTED = ("first_letter", "invitation")
_DRAFT = (
    "A marked draft, to be read and not signed: nobody who is named has passed its words. It stands in Settings, under “Papers in Welsh”."
)
_ENVELOPE = "Put it in a plain envelope: no window, no stamp of the service, no sender. Write the name and the address by hand, and look at both twice."


@dataclass(frozen=True, slots=True, repr=False)
class _Found:
    """What the page shows: the paper that is chosen, its pages or why there are none."""

    file: CaseFile
    person: Participant
    offer: Offer
    made: Made | None
    trouble: Trouble | None
    images: tuple[QImage, ...]


class FormsPage(Page):
    """`record` is the person, `more` the paper and the print: "invitation/large"."""

    _found: _Found | None = None

    def read(self) -> _Found | None:
        """Makes the paper that is chosen; the first one where none is."""
        file = self.book.case(self.place.case)
        person = file.get(Participant, self.place.record)
        if person is None:
            return None
        kind, format, language, *_ = [*self.place.more.split("/"), "", ""]
        kinds = forms.kinds_for(person)
        offer = forms.offer(self.book, self.place.case, person.id, kind if kind in kinds else kinds[0], format, file, language=language)
        try:
            made = forms.make(offer)
        except Trouble as trouble:
            return _Found(file, person, offer, None, trouble, ())
        return _Found(file, person, offer, made, None, images_of(made.data))

    def show_read(self, found: _Found | None) -> None:
        """Pages, or what stands in the way."""
        self._found = found
        if found is None:
            self.title = "Letters and forms"
            self.put_in(Columns())
            return
        name, paper = found.person.print_name, word("paper", found.offer.paper).lower()
        what = "draft" if found.offer.is_draft else paper
        self.case_strip(found.file, "case", f"Print this {what} for {name}" if found.made and self._wants_paper(found) else "")
        columns = Columns()
        if found.made is not None:
            for number, image in enumerate(found.images, 1):
                columns.text.add(PagePicture(image, f"Page {number} of {len(found.images)}"), before=0 if number == 1 else 14)
        elif found.trouble is not None:
            columns.text.add(sentence("This paper cannot be printed now."))
            self._in_the_way(columns, found, found.trouble)
        self._choices(columns, found)
        self._before(columns, found)
        add_register(self, columns, found.file, self._out_of(found))
        self.put_in(columns)

    @staticmethod
    def _wants_paper(found: _Found) -> bool:
        wish = found.file.first(CopyWish, found.person.id)
        return wish is None or wish.keeping != "none"

    def _in_the_way(self, columns: Columns, found: _Found, trouble: Trouble) -> None:
        if found.offer.why_not or not found.offer.stops:
            columns.text.add(body(trouble.words), before=12)
            if found.offer.paper == "invitation":
                columns.text.add(self._link_to_their_coming(found), before=12)
            for words, place in [] if found.offer.why_not else self._to_write_down(found.offer):
                link = link_button(words)
                link.clicked.connect(lambda _=False, place=place: self.go.emit(place))
                columns.text.add(link, before=12)
            before = link_button("Before you go ahead")
            before.clicked.connect(lambda: self.to("before"))
            columns.text.add(before, before=12)
            return
        for stop in found.offer.stops:
            card = stop_card(self, found.file, stop, found.person.id, lambda: self._to_their_coming(found))
            columns.text.add(card, before=14)

    def _to_write_down(self, offer: Offer) -> list[tuple[str, Place]]:
        """Where to mend what most texts name and what nobody wrote down yet."""
        sheet, found = offer.sheet, list[tuple[str, Place]]()
        if not (sheet.service and sheet.telephone and sheet.hours):
            found.append(("Write down the service", Place("settings")))
        if isinstance(sheet, FirstLetterSheet | InvitationSheet) and not sheet.facilitators:
            found.append(("Write down who leads this case", Place("record", self.place.case, Id(self.place.case), Case.kind)))
        return found

    def _link_to_their_coming(self, found: _Found) -> Button:
        link = link_button(f"How {found.person.print_name} comes to the meeting")
        link.clicked.connect(lambda: self._to_their_coming(found))
        return link

    def _to_their_coming(self, found: _Found) -> None:
        own = found.file.of(Joining, found.person.id)
        if own:
            self.go.emit(Place("record", self.place.case, own[-1].id, Joining.kind))
        else:
            self.to("record", "", f"new:{Joining.kind}:{found.person.id}")

    def _choices(self, columns: Columns, found: _Found) -> None:
        offer = found.offer
        columns.side.section("Which paper", first=True)
        kinds = Choices([Choice(kind, word("paper", kind)) for kind in forms.kinds_for(found.person)], offer.paper)
        kinds.chosen.connect(lambda key: self._choose(key, offer.format))
        columns.side.add(kinds, out=True)
        columns.side.section("Print")
        formats = Choices([Choice(one, word("format", one)) for one in forms.FORMATS], offer.format)
        formats.chosen.connect(lambda key: self._choose(offer.paper, key))
        columns.side.add(formats, out=True)
        if offer.paper in forms.IN_WELSH and (is_wanted(found.file, found.person.id) or offer.language != ENGLISH):
            columns.side.section("Language")
            languages = Choices([Choice(one, word("printed_in", one)) for one in (ENGLISH, WELSH)], offer.language)
            languages.chosen.connect(lambda key: self._choose(offer.paper, offer.format, key))
            columns.side.add(languages, out=True)
            if offer.is_draft:
                columns.side.add(body(_DRAFT), before=10)

    def _before(self, columns: Columns, found: _Found) -> None:
        offer, name = found.offer, found.person.print_name
        if found.made is None:
            return
        if offer.paper == "invitation":
            columns.side.add(self._link_to_their_coming(found), before=14)
        columns.side.section("Before you print")
        if not self._wants_paper(found):
            columns.side.add(body(f"{name} wants no paper."))
        if offer.paper in _POSTED:
            columns.side.add(body(_ENVELOPE))
        if offer.unnamed:
            columns.side.add(
                body(f"Not named on it: {', '.join(offer.unnamed)}. Nothing says that {name} knows of them. Tell {name} before the day."),
                before=8,
            )
        columns.side.add(body(self._looked_for(offer), "soft"), before=8)
        add_ways(self, columns.side, self._leaves(found, found.made))

    @staticmethod
    def _looked_for(offer: Offer) -> str:
        found = f"{papers.looked_for_words(offer.looked_for)} " if offer.looked_for else ""
        return f"{found}We cannot see hints. Read it once as {offer.name} would."

    @staticmethod
    def _out_of(found: _Found) -> set[Id]:
        return {one.id for one in found.file.all(Printed) if one.recipient == found.person.id}

    def _choose(self, kind: str, format: str, language: str = "") -> None:
        more = f"{kind}/{format}/{language}" if language else f"{kind}/{format}"
        self.go.emit(Place("forms", self.place.case, self.place.record, more))

    def _leaves(self, found: _Found, made: Made) -> Leaves:
        """The paper that is shown, as something that can leave."""

        def issue(how: str, sets: int, wanted: Wanted | None) -> object:
            return forms.issued(self.book, self.place.case, made, how, sets, wanted)

        ways = office.ways(found.file, found.person.id, made.offer.paper)
        return Leaves(made.data, made.name, issue, ways, one_sided=made.offer.paper == "first_letter")

    def main_pressed(self) -> None:
        """The system's print dialog; what was printed stands in the register."""
        found = self._found
        if found is None or found.made is None or not self._wants_paper(found):
            return
        print_it(self, self._leaves(found, found.made))
