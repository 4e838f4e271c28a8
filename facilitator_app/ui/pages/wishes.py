"""How each signer wants their copy, asked of each alone: take it, post it, keep it for them, no paper. Closed with one side open."""

from facilitator_app.records import CopyWish
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.people import Participant
from facilitator_app.records.record import compartment_name
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.buttons import link_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.owner import OwnerWords
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.workbook import wishes
from facilitator_app.workbook.workbook import shape_of


class WishesPage(Page):
    """One question for each."""

    keeps_its_fields = True

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """Four answers a person, and where it may be posted once that is the answer."""
        if self.forms:
            return
        self.case_strip(found, "agreement", "Done")
        columns = Columns()
        columns.side.hide()
        columns.text.add(sentence("How does each want their copy?"))
        columns.text.add(
            body("Ask each of them where the others do not hear it. A copy is not always good to own: somebody may find it.", "soft"),
            before=8,
        )
        for person in wishes.signers(found):
            self._person(columns, found, person)
        self.put_in(columns)

    def _person(self, columns: Columns, file: CaseFile, person: Participant) -> None:
        wish = wishes.wish_of_signer(file, person.id)
        form = self.form(file, wish, compartment_name(CopyWish, file.id, person.id))
        columns.text.section(person.print_name)
        columns.text.add(OwnerWords(shape(shape_of(file, person.id)), f"{person.print_name} only"))
        if not wish.keeping:
            columns.text.add(body(wishes.said(file, person.id), "soft"), before=6)
        keeping, where = form.editor("keeping"), form.editor("post_to")
        columns.text.add(keeping, before=12)
        columns.text.add(where, before=12)
        where.setVisible(wish.keeping == "post")
        keeping.edited.connect(lambda key: where.setVisible(key == "post"))
        if wish.id in file.records:
            more = link_button(
                "Size of print, and what may stand on it", f"Size of print, and what may stand on {person.print_name}’s copy"
            )
            more.clicked.connect(lambda: self.to("record", wish.id, CopyWish.kind))
            columns.text.add(more, before=10)

    def main_pressed(self) -> None:
        """Back to the agreement."""
        self.done.emit()
