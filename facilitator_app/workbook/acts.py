"""What a page hands in to be kept, and what it hears of what has changed: passed on from the vault, which pages do not know."""

from facilitator_app.vault.rows import HERE, Changed, Edit, Row

__all__ = ["HERE", "Changed", "Edit", "Row"]
