"""The real workbook's part in the first rule of the exchange: an edit replaces what stood on the screen when it began, whatever came in since."""

from pathlib import Path

import making

from facilitator_app.ledger import change as changes
from facilitator_app.ledger.seals import SigningKey
from facilitator_app.records import Contact
from facilitator_app.vault.rows import Edit


def test_what_came_in_after_an_edit_began_is_not_replaced_by_it(tmp_path: Path) -> None:
    vault, colleague = making.fresh_vault(tmp_path / "mine"), SigningKey()
    vault.trust(colleague.public, "colleague")
    row = making.note("r1", "£20")
    vault.save([row])
    before = changes.id_of(vault.bodies()[0])
    edit = Edit(Contact.kind, row.record, making.CASE, row.compartment, "words", "£50", (before,), "editing")
    vault.put(edit)
    theirs = changes.written(
        colleague, compartment=row.compartment, record=row.record, kind=Contact.kind, author="colleague", at="2026-03-02T10:00:00Z",
        values={"words": "£100"}, replaces={"words": [before]},
    )  # fmt: skip
    assert vault.apply([theirs], "exchange")[1] == 0
    vault.seal()
    mine = [changes.read(body) for body in vault.bodies() if changes.read(body).values == {"words": "£50"}]
    assert [dict(change.replaces) for change in mine] == [{"words": [before]}]
    assert vault.faults() == []
    vault.close()
