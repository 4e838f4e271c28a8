"""Opening and making a workbook, its ways in, and what can be wrong with it: passed on from the vault, which pages do not know.

Nothing here is loaded before somebody has typed a passphrase: the unlock screen is painted first.
"""

from facilitator_app.vault.door import Opened, create, open_with_keyring, open_with_passphrase, open_with_sheet
from facilitator_app.vault.folder import (
    Damaged,
    DiskFull,
    Missing,
    NewerVersion,
    NotSaved,
    OpenElsewhere,
    TakenOut,
    UnsafeFolder,
    identity_of,
    why_unsafe,
)
from facilitator_app.vault.keys import SlotsDamaged, TooEasy, WrongPassphrase, fresh_sheet, read_slots, strong_enough
from facilitator_app.workbook.acts import Row

__all__ = [
    "Damaged", "DiskFull", "Missing", "NewerVersion", "NotSaved", "OpenElsewhere", "Opened", "Row", "SlotsDamaged", "TakenOut", "TooEasy",
    "UnsafeFolder", "WrongPassphrase", "create", "fresh_sheet", "identity_of", "open_with_keyring", "open_with_passphrase",
    "open_with_sheet", "read_slots", "strong_enough", "why_unsafe",
]  # fmt: skip
