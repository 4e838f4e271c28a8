"""Guides are read whole or refused by line, and what they say is plain and names the people who are there."""

import re

import pytest

from facilitator_app.errors import Trouble
from facilitator_app.workbook.guide_files import read_guide
from facilitator_app.workbook.guide_parts import PLACES, Guide, GuideNotRead, Prompt, Stage, said_for
from facilitator_app.workbook.guides import NoSuchGuide, guide, guides

FRONT = '+++\ntitle = "T"\nabout = "A"\nlanguage = "en"\nversion = "1"\nauthor = "W"\n+++\n'  # seven lines
STAGE = "\n## 0. Start\n\nWhat it is for.\n\nMinutes: 5 to 8\nSpeaks: {harmed}, then everybody\n\n- Ask.\n"
NAMES = {"harmed": "Margaret", "responsible": "Daniel", "supporter of harmed": "Siân"}
NEVER = re.compile(
    r"\b(victims?|offend\w*|perpetrators?|gates?|override|leak|poison|panic|held|complete|incomplete|safe|forgive\w*)\b", re.IGNORECASE
)


def all_words(one: Guide) -> list[str]:
    said = []
    for stage in one.stages:
        said += [stage.title, stage.purpose, *stage.speakers]
        for prompt in stage.prompts:
            said += [prompt.text, *prompt.follow_ups, prompt.cue]
    return said


def test_both_guides_are_there() -> None:
    assert [(one.name, one.title, len(one.stages)) for one in guides()] == [
        ("eleven-stages", "Eleven stages", 11),
        ("neighbours", "Neighbours", 6),
    ]
    assert all(one.language == "en" and one.version and one.author and one.about for one in guides())


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.name)
def test_a_guide_is_whole(one: Guide) -> None:
    assert [stage.number for stage in one.stages] == list(range(len(one.stages)))
    for stage in one.stages:
        assert stage.purpose
        assert stage.prompts
        assert 0 < stage.minutes[0] <= stage.minutes[1] <= 30
        assert all(stage.speakers)


@pytest.mark.parametrize("one", guides(), ids=lambda one: one.name)
def test_a_guide_is_plain_and_labels_nobody(one: Guide) -> None:
    for words in all_words(one):
        assert not NEVER.search(words), words
        for sentence in re.split(r"(?<=[.?!:])\s", words):
            assert len(sentence.split()) <= 20, sentence


def test_what_must_be_said_is_said_before_anybody_speaks() -> None:
    for one in guides():
        said = " ".join(prompt.text for prompt in one.stages[1].prompts if prompt.must_say)
        for word in ("break", "danger", "stays"):
            assert word in said, one.name


def test_names_stand_where_the_guide_leaves_room_for_them() -> None:
    prompts = guide("eleven-stages").stages[3].prompts
    assert said_for(prompts[0].text, NAMES) == "Margaret, what would you like Daniel to know about how it has been?"
    assert said_for("{supporter of harmed}, what have you seen?", NAMES) == "Siân, what have you seen?"


def test_where_somebody_is_missing_words_stand_for_them() -> None:
    assert said_for("{supporter of responsible}, tell us.", NAMES) == "Whoever came with Daniel, tell us."
    assert said_for("Ask {harmed}.", {"harmed": ""}) == "Ask the person harmed."
    assert said_for("Nobody is named.", NAMES) == "Nobody is named."
    assert said_for("{harmed}", {"harmed": "{responsible}"}) == "{responsible}"  # a name is never read as a place


def test_every_place_is_used_or_known() -> None:
    used = {place for one in guides() for words in all_words(one) for place in re.findall(r"\{([^}]*)\}", words)}
    assert used == set(PLACES)


def test_the_form_of_a_guide() -> None:
    text = (
        FRONT + STAGE + "  - And then?\n  - Since when?\n  > Wait.\n  > Do not fill it.\n- **Anybody can stop.**\n- Some **bold** words.\n"
    )
    assert read_guide("x", text).stages == (
        Stage(
            0,
            "Start",
            "What it is for.",
            (5, 8),
            ("{harmed}", "then everybody"),
            (
                Prompt("Ask.", ("And then?", "Since when?"), "Wait. Do not fill it."),
                Prompt("Anybody can stop.", must_say=True),
                Prompt("Some bold words."),
            ),
        ),
    )


@pytest.mark.parametrize(("text", "line"), [
    ("", 1),
    ("# A letter\n", 1),
    ('+++\ntitle = "T"\n', 1),
    ('+++\ntitle = "T"\nabout = \n+++\n', 3),
    (FRONT.replace('author = "W"\n', ""), 1),
    (FRONT, 8),
    (FRONT + "\nHello.\n" + STAGE, 9),
    (FRONT + STAGE.replace("## 0. Start", "# Start"), 9),
    (FRONT + STAGE.replace("Minutes: 5 to 8", "Minutes: a few"), 13),
    (FRONT + STAGE.replace("Speaks", "Says"), 14),
    (FRONT + STAGE.replace("- Ask.", "1. Ask."), 16),
    (FRONT + STAGE.replace("- Ask.", "Ask."), 16),
    (FRONT + STAGE.replace("- Ask.\n", ""), 9),
    (FRONT + STAGE + "\nMore.\n", 18),
    (FRONT + STAGE.replace("- Ask.", "- Ask {the judge}."), 16),
    (FRONT + STAGE.replace("Speaks: {harmed}", "Speaks: {him}"), 14),
    (FRONT + STAGE.replace("- Ask.", "- # Ask."), 16),
    (FRONT + STAGE.replace("- Ask.", "-"), 16),
    (FRONT + STAGE + "  - # Loud\n", 17),
])  # fmt: skip
def test_a_guide_of_another_form_is_refused_by_line(text: str, line: int) -> None:
    with pytest.raises(GuideNotRead) as found:
        read_guide("x", text)
    assert found.value.line == line
    assert f"In line {line} " in found.value.sentence
    assert found.value.next_step


@pytest.mark.parametrize("name", ["", "nothing", "../demo/story", "en/eleven-stages", "Eleven-Stages"])
def test_a_name_that_no_guide_has(name: str) -> None:
    with pytest.raises(NoSuchGuide) as found:
        guide(name)
    assert isinstance(found.value, Trouble)
