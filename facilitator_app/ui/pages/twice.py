"""Somebody who was entered twice: which two entries are one person. A recorded act, asked once more, and nothing of either is lost."""

from facilitator_app.records import Participant
from facilitator_app.records.case_file import CaseFile
from facilitator_app.records.record import Id
from facilitator_app.ui.page import Page
from facilitator_app.ui.pages.case import shape
from facilitator_app.ui.parts.buttons import ButtonRow, quiet_button
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import body, sentence
from facilitator_app.workbook import joining
from facilitator_app.workbook.workbook import shape_of


class TwicePage(Page):
    """The place's record is one entry; `more` the other, once it was chosen."""

    def read(self) -> CaseFile:
        """The case."""
        return self.book.case(self.place.case)

    def show_read(self, found: CaseFile) -> None:
        """First which, then whether."""
        self._file = found
        self.case_strip(found, "case", "Leave them as they are")
        columns = Columns()
        columns.side.hide()
        twin, stays = found.get(Participant, self.place.record), found.get(Participant, self.place.more)
        if twin is not None and stays is not None:
            self._whether(columns, twin, stays)
        elif twin is not None:
            self._which(columns, twin)
        self.put_in(columns)

    def _which(self, columns: Columns, twin: Participant) -> None:
        columns.text.add(sentence(f"Whom is {twin.print_name} the same as?"))
        rows = Rows()
        for other in joining.others_like(self._file, twin.id):
            rows.add(other.print_name, "", link="The same person", shape=shape(shape_of(self._file, other.id)), key=other.id)
        rows.pressed.connect(lambda key: self.to("twice", twin.id, key))
        columns.text.add(rows, before=16)

    def _whether(self, columns: Columns, twin: Participant, stays: Participant) -> None:
        columns.text.add(sentence(f"Are the two entries {twin.print_name} and {stays.print_name} one person?"))
        said = f"Everything that was typed under the one goes to {stays.print_name}. Their name on paper, role and side stay as they are."
        columns.text.add(body(said), before=12)
        columns.text.add(
            body("If they are two people, whatever one of them told us would stand under the other’s name. Be sure.", "soft"), before=8
        )
        yes = quiet_button("They are one person")
        yes.clicked.connect(lambda: self._join(twin.id, stays.id))
        columns.text.add(ButtonRow(yes), before=20)

    def _join(self, twin: Id, stays: Id) -> None:
        file = self._file
        self.act(lambda: joining.join(self.book, file, twin, stays), lambda _: self.to("person", stays))

    def main_pressed(self) -> None:
        """Nothing is changed."""
        self.to("person", self.place.record)
