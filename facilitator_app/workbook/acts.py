"""What a page hands in to be kept, and what it hears of what has changed: passed on from the vault, which pages do not know."""

from facilitator_app.vault.rows import Changed, Edit, Row

__all__ = ["Changed", "Edit", "Row"]
