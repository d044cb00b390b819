"""One typo in a word, as fingers make it."""

from collections.abc import Callable
from random import Random

# Each letter's neighbours on a QWERTY keyboard's own row; the first letter has the right one.
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
NEIGHBOURS = {
    letter: row[max(place - 1, 0) : place] + row[place + 1 : place + 2]
    for row in ROWS
    for place, letter in enumerate(row)
}


def with_typo(word: str, random: Random) -> str:
    """Return a lower-case word with one slip: swapped, dropped, doubled or neighbouring letter.

    It differs from the word; raises ValueError for a word of fewer than two letters a to z.
    """
    if len(word) < 2 or not set(word) <= set(NEIGHBOURS):
        raise ValueError(word)
    while True:
        slipped = random.choice(SLIPS)(word, random.randrange(len(word)), random)
        if slipped != word:
            return slipped


def swap(word: str, place: int, random: Random) -> str:
    place = min(place, len(word) - 2)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def drop(word: str, place: int, random: Random) -> str:
    return word[:place] + word[place + 1 :]


def double(word: str, place: int, random: Random) -> str:
    return word[:place] + word[place] + word[place:]


def miss(word: str, place: int, random: Random) -> str:
    return word[:place] + random.choice(NEIGHBOURS[word[place]]) + word[place + 1 :]


SLIPS: tuple[Callable[[str, int, Random], str], ...] = (swap, drop, double, miss)
