"""Lists the words that questions are made of and that pages are not about, by language."""

from functools import lru_cache

from search.analysis.stems import stem

FUNCTION_WORDS = {
    "en": frozenset(
        """
        a about after again all also although am an and another any are as at away be because been
        before being between both but by can cannot could did do does doing don done down each
        either else ever every few for from get gets getting give gives go goes going got had has
        have having here how however i if in inside instead into is isn it its itself just keep
        keeps let lets like made make makes many may me might more most much must my need needs no
        not now of off on once one only or other ought our out over own put same see shall should
        so some something somewhere such take takes than that the their them then there these they
        thing things this those through to too two under until up us use used uses using very want
        wants was way ways we were what whatever when whenever where whereas wherever whether which
        whichever while who whose why will with within without would you your
        """.split()  # noqa: SIM905  (a list of 150 literals is not read)
    ),
}


def is_function_word(word: str, language: str) -> bool:
    """Tell whether a folded word says little of what is looked for."""
    return word in FUNCTION_WORDS.get(language.partition("-")[0], ())


@lru_cache
def function_tokens(language: str) -> frozenset[str]:
    """Return the tokens of the words that say little."""
    words = FUNCTION_WORDS.get(language.partition("-")[0], frozenset())
    return frozenset(stem(word, language) for word in words)
