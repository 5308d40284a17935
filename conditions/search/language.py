"""What the search knows of a language: words that say nothing, the end of a word, and words that say who it is.

A language that is not here is searched by its whole words, which is slower to type but never wrong.
"""

from collections.abc import Callable
from dataclasses import dataclass

_VOWELS = frozenset("aeiouy")

_SAY_NOTHING = """
a about after again all already also always am an and any anybody anyone anything are around as at away be because
been before being between both but by can come could did do does doing dont each else ever every feel feeling for from
get gets getting give given go going gone got had has hasnt have havent having he help her here hers him his how i id
if ill im in into is isnt it its ive just keep keeps know let like look looking looks lots make makes making many may
maybe me mean means might mine more most much must my myself near need no not now of off often ok on once one only or
other our over own part parts please put question r really rid round safe same say see seem seems she should so some
someone something still such take tell than thank thanks that thats the their them then there these they thing things
think this those to too try u under up ur us use used using very want was we went were what whats when where which
while who why will wit with without wont would y yes yet you your yours
"""

# Asked about nearly anything: how big, how long, whose, whether it is catching. They help to choose between leaflets
# that have the rest, and never outweigh what it is called, how it looks and where it is.
_SAY_LITTLE = """
adult bad best better big both boy boyfriend catch catching cause cheap chemist come contagious cure dad dangerous
daughter day days doctor ever fast flare forever full girl girlfriend gp grandad grandma group happen harmful harmless
heal healing help home hour hubby huge husband infectious kiss large last left little load long lower man medicine men
middle minute mom month mum nan never new night normal old outbreak partner permanent person pharmacy picture pop
popping prevent quick remedy removal remove scar school serious share shop show side sign sister size skin small son
spread squeeze stop sudden surround swim symptom time tiny tip together top treat treatment trigger type upper wait
week wife woman women work worse year young
"""

# What somebody did already is another question than whether to do it.
_DONE = frozenset({"picked", "popped", "squeezed"})

# A danger sign that names one of these is only about them: “a child has new bumps” says nothing to an adult.
_SAY_WHO = """
baby babies newborn infant months weeks child children toddler pregnant pregnancy labour waters due eczema immune
isotretinoin transplant sex
"""


@dataclass(frozen=True)
class Language:
    """``stem`` takes a folded word to what all its forms share; ``quiet`` words are not searched for."""

    stem: Callable[[str], str]
    quiet: frozenset[str]
    slight: frozenset[str]  # stems that count little
    who: frozenset[str]


def _english(word: str) -> str:
    """Light: plural, -ing, -ed, -y, -ful, -ness, final -e. Popping, pops and pop are one word."""
    if word in _DONE:
        return "squeezed"
    if len(word) <= 3 or not word.isascii():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ness", "ful", "ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWELS & set(rest):
            word = _undoubled(rest)
            break
    if word.endswith("y") and len(word) > 4:
        word = _undoubled(word[:-1])
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _undoubled(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word


_LANGUAGES = {
    "en": Language(
        _english,
        quiet=frozenset(_SAY_NOTHING.split()),
        slight=frozenset(map(_english, _SAY_LITTLE.split())),
        who=frozenset(map(_english, _SAY_WHO.split())),
    )
}
_ANY = Language(lambda word: word, quiet=frozenset(), slight=frozenset(), who=frozenset())


def language(code: str) -> Language:
    return _LANGUAGES.get(code, _ANY)
