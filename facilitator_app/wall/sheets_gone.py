"""What the card for a purse is given: a number, and when somebody is there. It has no field for who, which service, or what kind of work."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, repr=False)
class GoneSheet:
    """What to do when a laptop is gone. A purse is stolen too, so that nothing on it says whose it is or what they do."""

    telephone: str
    hours: str = ""
    language: str = "en-GB"
