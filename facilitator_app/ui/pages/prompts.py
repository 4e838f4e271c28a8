"""The prompts of a stage as they stand in the room, and where a guide is looked at before. Knows no case."""

from collections.abc import Callable

from facilitator_app.ui.parts.columns import Column
from facilitator_app.ui.parts.words import body, head, label, note
from facilitator_app.workbook.guide_parts import Stage


def add_prompts(column: Column, stage: Stage, named: Callable[[str], str]) -> None:
    """What is said and asked in a stage. `named` puts names, or words for them, where the guide leaves room."""
    for number, prompt in enumerate(stage.prompts):
        words = named(prompt.text)
        column.add(head(words) if not number else note(words), before=4 if not number else 10)
        if prompt.must_say:
            column.add(label("Say this to everybody", "accent", 600), before=2)
        for follow_up in prompt.follow_ups:
            column.add(body(f"If it stops: {named(follow_up)}", "soft"), before=4)
        if prompt.cue:
            column.add(body(named(prompt.cue), "soft"), before=4)
