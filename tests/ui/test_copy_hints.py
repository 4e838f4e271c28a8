"""The page of a copy never claims more than was looked for: with hits and without, it says that it cannot see hints."""

from typing import Any, cast

import pytest
from wall_cases import FACTS, HIM, SERVICE, agreement, file_of

from facilitator_app.records import Agreement
from facilitator_app.ui.pages.copy import CopyPage, _Found
from facilitator_app.wall import projection
from facilitator_app.wall.sheets import Standing
from facilitator_app.workbook.papers import Copy


@pytest.mark.parametrize("looked_for", [0, 1, 23])
def test_the_page_says_that_it_cannot_see_hints(looked_for: int) -> None:
    file = file_of(*FACTS, *agreement("Daniel writes a letter."))
    sheet = projection.agreement_sheet(file, file.all(Agreement)[0], HIM, SERVICE, Standing.AGREED)
    copy = Copy(HIM, "responsible-1", "Daniel", "standard", sheet, (), looked_for)
    said = CopyPage._what_was_looked_for(cast("Any", None), _Found(file, (copy,), copy, None, None, ()), blank=False)
    assert said.endswith("We cannot see hints. Read it once as Daniel would.")
    assert not any(word in said.casefold() for word in ("safe", "ready", "cleared", "no leaks", "no risk"))
