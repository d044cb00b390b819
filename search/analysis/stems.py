"""Turns folded words into the stems that their forms share, by language."""

import re
from functools import lru_cache
from threading import Lock
from typing import Protocol

import snowballstemmer

from search.analysis.letters import is_letters
from search.analysis.text import fold

_STEMMED = {
    "ar": "arabic", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "nb": "norwegian", "nl": "dutch", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
# The plural of an acronym: Snowball leaves the s where no vowel, or only the one beside it,
# stands before. Names of models and parts end in numbers, as in `h100s`.
_ACRONYMS = re.compile(r"(?:[aeiou]{3}|[^aeiouy\d\W]{2,}|[^aeiouy\d\W]+[aeiou])s|[a-z]+[0-9]{2,}s")
# What ends in such an s and is no plural.
_SINGULAR = frozenset(
    """
    acs aks aws blas bos bus cas ces cls cms cos css des dfs dhs dns dos ebs ecs efs eks fbs
    fps ftps gas gbps gcs gfs gks gms gps has hbs hdfs hds hfs his hls hms https iis its jfs jks
    jws kbps kms kss lbs lhs lps lvs mbps mps nas nfs ntfs ous pas pbs plus pos qps rbs rds
    rhs rls rms ros rps rss sas scss sds sfs sftps smps sms smtps sns sqs srs ssas sss sts tbs this
    thus tls tps tss tus vbs vfs vos vps vss was wds wfs wms xfs xss yes zfs
    """.split()  # noqa: SIM905  (a list of 130 literals is not read)
)
# What is left of `don't` and the like once the apostrophe and what follows are gone.
_WITHOUT_APOSTROPHE = {
    **{f"{word}t": word for word in (
        "aren", "couldn", "didn", "doesn", "don", "hadn", "hasn", "haven", "isn", "mustn", "needn",
        "shouldn", "wasn", "weren", "wouldn",
    )},
    "cant": "can", "wont": "won", "youre": "you", "theyre": "they", "ive": "i", "youve": "you",
}  # fmt: skip


def whole_contraction(word: str, language: str) -> str:
    """Return a folded word as it is read with its apostrophe: `dont` as `don't`."""
    whole = _WITHOUT_APOSTROPHE.get(word)
    return whole if whole and _base(language) == "en" else word


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """Return the token of a folded word."""
    if len(word) < 3:
        return word
    base = _base(language)
    if base == "en" and word.endswith("s"):
        if word in _SINGULAR:
            return word
        if _ACRONYMS.fullmatch(word):
            return word[:-1]
    if not is_letters(word):
        return word
    algorithm = _STEMMED.get(base)
    return _stem_by(word, algorithm) if algorithm else word


def _base(language: str) -> str:
    return language.partition("-")[0]


def _stem_by(word: str, algorithm: str) -> str:
    with _lock:
        # The accents are gone already, and some algorithms bring their own back.
        return fold(_stemmer(algorithm).stemWord(word)) or word


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...


@lru_cache
def _stemmer(algorithm: str) -> _Stemmer:
    return snowballstemmer.stemmer(algorithm)


# A stemmer keeps the word it works on.
_lock = Lock()
