"""Why a question to the service had no answer, in words that a person reads."""

from enum import StrEnum

from facilitator_app.errors import Trouble


class Reason(StrEnum):
    """Why a question had no answer."""

    OFFLINE = "offline"  # no way to the service at all
    CUT = "cut"  # the line broke, or fell silent, on the way
    CERTIFICATE = "certificate"  # whoever answered is not known to this computer
    BUSY = "busy"  # the service is there, and asks to come later
    REFUSED = "refused"  # the service does not answer this laptop
    STRANGER = "stranger"  # something else answered: the page of a hotel, or of a train


_WORDS = {
    Reason.OFFLINE: ("The service cannot be reached.", "Everything is saved on this laptop. It goes by itself when there is a network."),
    Reason.CUT: ("The line broke off.", "Everything is saved on this laptop. It is tried again by itself."),
    Reason.CERTIFICATE: (
        "This network does not let the service prove who it is.",
        "Nothing was sent. Try another network; if it happens everywhere, look at the date of this computer, or ring the office.",
    ),
    Reason.BUSY: ("The service is busy.", "Everything is saved on this laptop. It is tried again by itself."),
    Reason.REFUSED: ("The service does not answer this laptop.", "Everything is saved here. Ring the office."),
    Reason.STRANGER: (
        "This network answers in place of the service.",
        "Perhaps it has a page on which you must first agree to something. Nothing was given away.",
    ),
}


class NotAnswered(Trouble):
    """A question that had no answer. It may be asked again at any time: whatever the service did with it, it does once."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(*_WORDS[reason])
        self.reason = reason
