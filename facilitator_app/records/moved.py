"""That words were moved to whom they belong: from whom, to whom, when and by whom. Never the words."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Day, Id, Record, record


@record
class Moved(Record):
    """A note, or a part of it, had been typed under the wrong person."""

    kind: ClassVar[str] = "moved"
    title: ClassVar[str] = "Moved to whose words they are"

    taken_from: Annotated[Id, Ask("From", "Empty: the facilitators’.", link="participant")] = NOBODY
    given_to: Annotated[Id, Ask("To", "Empty: the facilitators’.", link="participant")] = NOBODY
    note: Annotated[Id, Ask("The note in which they stand now", link="contact", more=True)] = NOBODY
    was: Annotated[Id, Ask("The note in which they stood", link="contact", more=True)] = NOBODY
    on: Annotated[Day, Ask("On")] = Day("")
    by: Annotated[str, Ask("By")] = ""
