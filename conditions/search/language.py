"""What the search knows of a language: words that say nothing, the end of a word, and words that say who it is.

A language that is not here is searched by its whole words, which is slower to type but never wrong.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

_VOWELS = frozenset("aeiouy")

_SAY_NOTHING = """
a about after again all already also always am an and any anybody anymore anyone anything are around as at away be
because been before being between both but by can come could did do does doing dont each else ever every feel feeling
for from get gets getting give given go going gone got had has hasnt have havent having he help her here hers him his
how i id if ill im in into is isnt it its ive just keep keeps know let like look looking looks lots make makes making
many may maybe me mean means might mine more most much must my myself near need no not now of off often ok on once one
only or other our out over own part parts please put question r really rid round safe same say see seem seems shall she
shld should shud so some someone something still such take tell than thank thanks that thats the their them then there
these they thing things think this those to too try u under up ur us use used using very want was wat wats we went
were what whats when where which while who why will wit with without wont wot wots would y yes yet you your yours
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

# Words that only hold others together: “pop this bump” and “pop a bump” are one saying. All of them say nothing, too.
_HOLDS_TOGETHER = "a an any are her his is my of our some that their these this those your"

# How questions are typed, and how titles have them. All of these words say nothing, too.
_ASKED = {
    "are": "is", "can": "should", "could": "should", "r": "is", "shall": "should", "shld": "should", "shud": "should",
    "that": "this", "these": "this", "those": "this", "u": "you", "wat": "what", "wats": "what is", "we": "i",
    "whats": "what is", "wot": "what", "wots": "what is",
}  # fmt: skip

# “Not itchy” says what it is not: a question with one of these before one of those is asked without both.
_DENIES = "aint arent didnt doesnt dont isnt never no non nor not without"
_GOES_ON = "a and any at all or really very"
_DENIABLE = """
ache acne burning catching contagious fever herpes hurt hurting hurts infected inflamed itch itching itchy pain painful
pimple pimples pus red sore sores std sti tender wart warts zit zits
"""

# The commonest words of messages, which no leaflet is about. One that no leaflet has is never taken for another.
_COMMON = """
able above accident across advice afternoon age ago agree alexa allow almost along although answer anyway apart appear
appointment area ask awful bathroom beach become bed began begin believe bloke boot boss bother brother brought budge
bus buy came car card careful carry change check clear clearly close clothes college come comfortable comment common
concern continue cousin date deal decide definitely desperate different difficult dinner disappear disgusting disgust
doing dress drink drive eat embarrass embarrassed embarrassing embarassed end enough evening everyone everything exactly
exam expensive experience explain fact family far father fed few figure fine finish fix follow food football forget
forward found free friend fun funny game gave google gonna gotta great grew guess guy gym hate hear heard hello hey hi
hide hold honest honestly hope horrible hospital house idea important improve information instead insurance internet
interview issue job join kind kinda knew lad lady late lately later laugh learn less listen lol long love lucky lunch
mad main married massive matter meant meet mention mind miss missus mister money morning mother move music nasty nearly
neighbour news nice notice noticed nothing nursery obvious odd offer office okay operation opinion order outside paid
panic parent parking party past pay people perfect phone photo pic place plan play playgroup plus possible possibly post
prefer present pretty probably problem prom promise proper properly quickly quite random rather read ready real realise
reason recent recently recommend regular relationship reply result ride room run sad said sat saw says search second
seen sell send sense set several shift sibling simple since siri sit sitting situation soon sorry sort sound speak
special sport start step stress stuff style suggest suppose supposed sure surprise swear talk teacher tennis terrible
thought timetable today toilet told tomorrow tonight took totally town travel tried trip true trust truth turn twice
ugly uncle understand unsure until upset usual usually van video view visit voice walk wedding weekend weird whole wish
wonder wondering word world worried worry worst write wrong yesterday
"""

# What somebody did already is another question than whether to do it.
_DONE = frozenset({"picked", "popped", "squeezed"})

# A danger sign that names one of these is only about them: “a child has new bumps” says nothing to an adult.
_SAY_WHO = """
baby babies newborn infant months weeks child children toddler pregnant pregnancy labour broken due eczema immune
isotretinoin transplant sex system weak
"""
_AGES = "months weeks"  # they say who it is only beside a word that does
_VAGUE = "new skin"  # in danger signs
_PERILS = "labour isotretinoin"  # such words alarm beside another


@dataclass(frozen=True)
class Language:
    """``stem`` takes a folded word to what all its forms share; ``quiet`` words are not searched for."""

    stem: Callable[[str], str]
    quiet: frozenset[str]
    slight: frozenset[str]  # stems that count little
    common: frozenset[str]  # words that are never mistyped others
    who: frozenset[str]
    ages: frozenset[str] = frozenset()  # of those
    vague: frozenset[str] = frozenset()  # stems that say nothing in a danger sign
    perils: frozenset[str] = frozenset()  # of those, as whole words
    holding: frozenset[str] = frozenset()  # left out of sayings
    denying: frozenset[str] = frozenset()
    goes_on: frozenset[str] = frozenset()  # may stand between those and what is denied
    deniable: frozenset[str] = frozenset()  # stems
    asked: Mapping[str, str] = field(default_factory=dict)  # words of a question as titles have them

    def plainly_asked(self, words: Sequence[str]) -> list[str]:
        """“Wats these” as “what is this”."""
        return [plain for word in words for plain in self.asked.get(word, word).split()]

    def told(self, words: Sequence[str], *, unfinished: bool = False) -> list[str]:
        """Words without those that only hold others together; the last may be the beginning of another."""
        last = len(words) - 1 if unfinished else len(words)
        return [word for at, word in enumerate(words) if at == last or word not in self.holding] or list(words)


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
    return word[:-1] if word.endswith("e") and len(word) > 4 else word


def _undoubled(word: str) -> str:
    return word[:-1] if word[-1] == word[-2] and word[-1] not in "lsz" else word


_LANGUAGES = {
    "en": Language(
        _english,
        quiet=frozenset(_SAY_NOTHING.split()),
        slight=frozenset(map(_english, (_SAY_LITTLE + _COMMON).split())),
        common=frozenset((_SAY_LITTLE + _COMMON).split()),
        who=frozenset(map(_english, _SAY_WHO.split())),
        ages=frozenset(map(_english, _AGES.split())),
        vague=frozenset(map(_english, _VAGUE.split())),
        perils=frozenset(_PERILS.split()),
        holding=frozenset(_HOLDS_TOGETHER.split()),
        denying=frozenset(_DENIES.split()),
        asked=_ASKED,
        goes_on=frozenset(_GOES_ON.split()),
        deniable=frozenset(map(_english, _DENIABLE.split())),
    )
}
_ANY = Language(lambda word: word, quiet=frozenset(), slight=frozenset(), common=frozenset(), who=frozenset())


def language(code: str) -> Language:
    return _LANGUAGES.get(code, _ANY)
