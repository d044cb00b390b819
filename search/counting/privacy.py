"""Decides which queries are not written down: people paste addresses and secrets there."""

import re

# As in card, account and phone numbers, and addresses of machines; a date has eight digits.
MAX_DIGITS = 8
# A run of letters and digits that holds both: names of models and versions are shorter.
MAX_MIXED = 15
# Longer than words, and most identifiers without a joint, are.
MAX_RUN = 40

_DIGITS = re.compile(r"\d(?:[\s.\-/()+]*\d)*")
_RUN = re.compile(r"[^\W_]+")
_HEX_GROUPS = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-", re.IGNORECASE)
_ADDRESS = re.compile(r"\S@\S|://")


def may_be_private(text: str) -> bool:
    """Tell whether a query looks like an e-mail or web address, a long number, a key or a token.

    A web address may hold a token. Where in doubt, a search is not counted.
    """
    return bool(
        _ADDRESS.search(text)
        or _HEX_GROUPS.search(text)
        or any(_count_digits(number) > MAX_DIGITS for number in _DIGITS.findall(text))
        or any(_is_token(run) for run in _RUN.findall(text))
    )


def _count_digits(text: str) -> int:
    return sum(character.isdigit() for character in text)


def _is_token(run: str) -> bool:
    is_mixed = any(map(str.isdigit, run)) and any(map(str.isalpha, run))
    return len(run) > (MAX_MIXED if is_mixed else MAX_RUN)
