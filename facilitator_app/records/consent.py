"""What a person has said yes or no to. Asked when it is needed; withdrawn by word of mouth and without a reason."""

from typing import Annotated, ClassVar

from facilitator_app.records.record import NOBODY, Ask, Choice, Compartment, Day, Id, Record, Seen, record


@record
class Consent(Record):
    """One person's answer to one question, on one day. It is never overwritten: a later answer is a record of its own."""

    kind: ClassVar[str] = "consent"
    title: ClassVar[str] = "Consent"
    compartment: ClassVar[Compartment] = Compartment.PRIVATE

    person: Annotated[Id, Ask("Who", link="participant", needed=True)] = NOBODY
    scope: Annotated[Choice, Ask("To what", choices="consent_scope", needed=True)] = Choice("")
    answer: Annotated[Choice, Ask("Answer", choices="consent_answer", needed=True, protective=("withdrawn", "declined", ""))] = Choice("")
    on: Annotated[Day, Ask("On", needed=True)] = Day("")
    how: Annotated[Choice, Ask("How", choices="consent_how")] = Choice("")
    given_by: Annotated[Choice, Ask("Whose answer", "A parent’s yes never outweighs a child’s own no.", choices="given_by", more=True)] = (
        Choice("self")
    )
    form: Annotated[str, Ask("Form", "For example: large print, version 3.", seen=Seen.PRIVATE, owner="person", more=True)] = ""
    explained_by: Annotated[str, Ask("Explained by", more=True)] = ""
