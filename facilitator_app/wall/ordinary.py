"""Words that give nobody away by themselves: the commonest English words, days, months, and the words of the trade. A closed list, in plain view."""

_COMMON = """
a able about above across after again against ago agree agreed agreement all almost along already also always am among an and another any anybody
anyone anything are around as ask asked asks at away back be because become been before began begin behind being believe below best better between
both break bring brought but by call called calls came can cannot car card carry case chair chance change check child children choose clear close
come comes coming conference consent contact could course cup date daughter day days did do does doing done door down drive drives each early easy
eight either else end enough even evening every everybody everyone everything exactly explain eye face facilitator family far father feel feels felt
few fifth find first five follow for four friday friend from front full gave get gets getting give given gives glad go goes going gone good got half
hand hands happen happened hard has have having he head hear heard hello help helped helps her here hers herself him himself his home hope hopes hour
hours house how i idea if important in inside into is it its itself january february march april may june july august september october november
december job just keep keeps kept kind knew know known knows large last late later least leave left less let letter library life light like liked
likes line little live lives long longer look looked looking looks lot made make makes man many matter may maybe me mean means meet meeting meetings
meets middle might mind minute minutes moment monday money month months more morning most mother move much must my name names near need needs never
new next nice night nights nine no nobody none nor not note nothing now number of off offer offered office often old on once one only open or order
other others our out outside over own page paper part parts passed path people perhaps person phone place plan please point possible prefer print
prison promise put question questions quiet quite ran rather read ready really reason rest restorative ride right ring road room round run said same
sat saturday saw say says school second see seen service set seven several shall she short should show side sign since sister sit sits six sleep so
some somebody someone something sometimes son soon sorry speak speaks spoke stand start started stay still stop street strong such sunday support
supporter sure table take taken takes talk talked tea tell ten than that the their them then there these they thing things think thinks third this
those thought three thursday through time times to today together told tomorrow too took towards town try tuesday turn two under understand until up
upset us use used usually very visit visits voice wait walk walked want wanted wants was watch watched water way we wednesday week weeks well went were
what when where whether which while who whole whom whose why wife will wish with without woman words work worked working works world worried worry worse
worst would write writes writing written year years yes yesterday yet you young your yours
mr mrs ms miss dr hmp police court council church centre community england wales welsh english british example
isn't doesn't don't won't wouldn't couldn't can't didn't wasn't weren't haven't hasn't i'm i've i'd i'll it's that's there's he's she's they're we're
"""

_WORDS = frozenset(_COMMON.replace("'", "").split())


def is_ordinary(key: str) -> bool:
    """Whether a folded word gives nobody away by itself. One or two letters, and short numbers, never do."""
    return len(key) < 3 or key in _WORDS or (key.isdigit() and len(key) < 5)  # noqa: PLR2004 - "of", "14", "2026"
