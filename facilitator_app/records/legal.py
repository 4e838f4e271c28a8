"""What the law says about two people meeting or hearing from each other: orders, and having asked whether there is one."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Day, Id, Record, Seen, record


@record
class OrdersAsked(Record):
    """Somebody was asked whether an order, a condition or a licence stands between these people. An answer is only as old as its day."""

    kind: ClassVar[str] = "orders_asked"
    title: ClassVar[str] = "Is there an order?"

    asked_whom: Annotated[str, Ask("Who was asked", "Offender manager, police, court, solicitor.", needed=True)] = ""
    on: Annotated[Day, Ask("On", needed=True)] = Day("")
    found: Annotated[
        Choice,
        Ask("Is there one?", "If there is, write it down too.", choices="yes_no_unsure", needed=True, protective=("yes", "unsure", "")),
    ] = Choice("")
    author: Annotated[str, Ask("Written by", more=True)] = ""


@record
class Order(Record):
    """One order. It stops messages as well as meetings where it forbids contact. The wish of the person it protects does not lift it."""

    kind: ClassVar[str] = "order"
    title: ClassVar[str] = "An order"

    sort: Annotated[Choice, Ask("What it is", choices="order_sort", needed=True)] = Choice("")
    bound: Annotated[Id, Ask("Whom it binds", link="participant", needed=True)] = NOBODY
    protects: Annotated[Id, Ask("Whom it protects", link="participant", needed=True)] = NOBODY
    forbids: Annotated[
        Choice, Ask("What it forbids", "“Not to contact directly or indirectly” stops letters and questions too.", choices="order_forbids",
                    needed=True, seen=Seen.JUDGEMENT, protective=("any_contact", "direct_contact"))
    ] = Choice("any_contact")  # fmt: skip
    says: Annotated[str, Ask("Its own words", "As it is written.", lines=2, seen=Seen.JUDGEMENT)] = ""
    until: Annotated[Day, Ask("Until", "Empty: until a court says otherwise.", protective="longest")] = Day("")
    allows_from: Annotated[
        Day, Ask("A court changed it, so that this may happen, on", "Only a court can.", more=True, protective="longest")
    ] = Day("")
    told_by: Annotated[str, Ask("Who told us", more=True)] = ""
    since: Annotated[Day, Ask("Since", more=True)] = Day("")
