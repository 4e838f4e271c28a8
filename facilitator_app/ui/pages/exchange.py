"""The exchange: what is at the service, what is not yet and why, what somebody there looks at. One button asks now; nothing here need be pressed."""

from PySide6.QtCore import Qt

from facilitator_app import calendar
from facilitator_app.ui.courier import Courier
from facilitator_app.ui.page import Page
from facilitator_app.ui.parts.columns import Columns
from facilitator_app.ui.parts.rows import Rows
from facilitator_app.ui.parts.words import Words, body, label, sentence, title
from facilitator_app.ui.place import Place
from facilitator_app.workbook import at_the_service
from facilitator_app.workbook.acts import Changed
from facilitator_app.workbook.at_the_service import Item, Standing

_MOST = 8  # of each list, and how many more
_NEVER = (
    "It works in the background: after you unlock, when a network comes up, and soon after you finish something. You need not wait for it, and "
    "nothing is lost when it breaks off."
)


class ExchangePage(Page):
    """Everything of it on one page."""

    place_in_rail = "settings"
    courier: Courier

    def use(self, courier: Courier) -> None:
        """Whom it asks and hears."""
        self.courier = courier
        courier.moved.connect(self._moved)

    def concerns(self, _changed: Changed) -> bool:
        """Whatever is written is to be delivered."""
        return True

    def _moved(self) -> None:
        self.refresh()

    def read(self) -> Standing:
        """What stands there now."""
        return at_the_service.standing(self.book, self.courier.exchanging)

    def show_read(self, found: Standing) -> None:
        """A sentence, why if it does not go, and four lists at most."""
        self.title, self.subtitle = "The exchange with your service", ""
        self._places: dict[str, Place] = {}
        columns = Columns()
        columns.side.hide()
        column = columns.text
        if not found.service:
            self.main_words = "Come in with a slip"
            column.add(sentence("This workbook belongs to no service yet."))
            column.add(body("Everything is saved on this laptop, and nowhere else. Make copies of it until it does."), before=8)
            column.add(body("The office gives you a slip of paper with letters on it. It takes less than a minute.", "soft"), before=8)
            self.put_in(columns)
            return
        self.main_words = "" if self.courier.asking else "Exchange now"
        is_closed = found.limit is not None and found.limit.is_closed
        if is_closed:
            column.add(sentence("No case opens until this laptop has asked your service."))
            if self.courier.asking:
                column.add(body("It is exchanging now."), before=8)
        else:
            column.add(self._sentence(found))
        if self.courier.digits:
            column.add(
                body("Ring the office and read out these six digits. Until they have heard them, nothing is sent to this laptop."), before=8
            )
            column.add(title(self.courier.digits), before=8)
        if found.limit is not None and (found.limit.is_closed or found.limit.is_near):
            column.add(body(at_the_service.limit_said(found.limit, self.book.clock.today()), role="care"), before=8)
        elif found.limit is not None:
            column.add(label(f"Without an answer from it, cases open until {calendar.long(found.limit.on)}.", "soft"), before=8)
        trouble = self.courier.trouble
        if trouble is not None and not self.courier.asking:
            column.add(body(trouble.words), before=8)
        column.add(label(f"Last exchanged: {found.last}." if found.last else "Nothing has been exchanged yet.", "soft"), before=8)
        if is_closed:  # the titles of cases are names
            column.section("How it works")
            column.add(body(_NEVER, "soft"))
            self.put_in(columns)
            return
        self._list(columns, "What your service says of itself", found.histories)
        self._list(columns, "Not yet at the service", found.unsent)
        self._list(columns, at_the_service.TWO_VERSIONS, found.forks, page="two_versions")
        self._list(columns, at_the_service.LOOKED_AT, found.looked_at)
        if found.counts.parcels:
            column.section("Kept for you")
            many = found.counts.parcels
            what = "One entry" if many == 1 else f"{many} entries"
            column.add(
                body(
                    f"{what} of yours that left this laptop: delivered, and kept here out of sight until the service has put a copy of its own away."
                )
            )
        column.section("How it works")
        column.add(body(_NEVER, "soft"))
        self.put_in(columns)

    def _sentence(self, found: Standing) -> Words:
        if self.courier.asking:
            return sentence("It is exchanging now.")
        many = found.counts.unsent
        if not many:
            return sentence("Everything here is also at the service.")
        return sentence("One thing is saved on this laptop, and not yet at the service." if many == 1 else
                        f"{many} things are saved on this laptop, and not yet at the service.")  # fmt: skip

    def _list(self, columns: Columns, title: str, items: tuple[Item, ...], page: str = "case") -> None:
        if not items:
            return
        columns.text.section(title)
        rows = Rows()
        for one in items[:_MOST]:
            key = f"{page} {one.case}"
            self._places[key] = Place(page, one.case)
            rows.add(one.words, one.second, link="Open" if one.opens else "", key=key)
        rows.pressed.connect(self._open)
        columns.text.add(rows)
        if len(items) > _MOST:
            columns.text.add(label(f"And {len(items) - _MOST} more.", "soft"), before=8)

    def _open(self, key: str) -> None:
        self.go.emit(self._places[key])

    def main_pressed(self) -> None:
        """Asks now; or to where a slip is typed in."""
        if self.courier.enrolment is None:
            self.go.emit(Place("join"))
        elif not self.courier.asking:
            self.courier.ask()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
