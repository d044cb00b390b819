"""What the three long posts say in numbers is what their scripts compute."""

import re
import subprocess
import sys
import tomllib
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from string import Formatter

import pytest

from home.starter.numbers.figures import figures
from home.starter.site import STARTER

POSTS = STARTER / "posts"
SAID = tomllib.loads((Path(__file__).parent / "said.toml").read_text(encoding="utf-8"))
CASES = [(name, language) for name, said in SAID.items() for language in ("en", "de")]
WORDS = {
    "en": {2: "twice", 4: "four", 5: "five", 6: "six", 9: "nine"},
    "de": {2: "das Doppelte", 4: "vier", 5: "fünf", 6: "sechs", 9: "neun"},
}
FENCE = re.compile(r"^```(\S*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
NO_PROSE = re.compile(
    r"\$\$.*?\$\$|\$[^$]+\$|`[^`]+`|\]\([^)\s]*|\[-?@[^\]]*\]|\[\^\w+\]|\{#[^}]*\}", re.DOTALL
)
NUMBER = re.compile(r"\d(?:[\d.,:]*\d)?")


class Written(Formatter):
    """Writes numbers as a language does; `{name:.0f words}` as a word."""

    def __init__(self, language):
        self.language = language

    def format_field(self, value, format_spec):
        if format_spec.endswith(" words"):
            return WORDS[self.language][round(value)]
        return localised(format(value, format_spec), self.language)


def localised(number, language):
    if language == "en":
        return number
    return number.translate(str.maketrans(".,", ",.")).replace("%", " %")


def prose(text):
    text = text.split("---\n", 2)[2].replace("\u00a0", " ")
    return re.sub(r"\s+", " ", NO_PROSE.sub(" ", FENCE.sub("", text)))


def read_post(name, language):
    ending = "" if language == "en" else f".{language}"
    return (POSTS / f"{SAID[name]['post']}{ending}.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def numbers():
    return {name: import_module(f"home.starter.numbers.{name}").numbers() for name in SAID}


@pytest.mark.parametrize(("name", "language"), CASES)
def test_every_number_is_computed_or_given(name, language, numbers):
    text, write = prose(read_post(name, language)).casefold(), Written(language)
    for template in SAID[name][language]:
        statement = write.vformat(re.sub(r"\s+", " ", template), (), numbers[name]).casefold()
        assert statement in text
        text = text.replace(statement, " ")
    given = localised(" ".join(SAID[name]["given"]), language).split()
    assert set(NUMBER.findall(text)) - set(given) == set()


@pytest.mark.parametrize(("name", "language"), CASES)
def test_listings_print_what_stands_below_them(name, language):
    fences = FENCE.findall(read_post(name, language))
    printed = 0
    for (kind, code), (below, output) in pairwise(fences):
        if (kind, below) == ("python", "text"):
            run = [sys.executable, "-I", "-c", code]
            assert subprocess.run(run, capture_output=True, check=True, text=True).stdout == output
            printed += 1
    assert printed >= 2


def test_figures_are_drawn_by_their_script():
    for name, drawn in figures().items():
        assert (POSTS / "images" / name).read_text(encoding="utf-8") == drawn, (
            "python -m home.starter.numbers"
        )
