"""Makes the font of the social cards from Source Serif 4: one weight and size of all its scripts.

npm pack @fontsource-variable/source-serif-4@5.3.1 && tar xzf fontsource-*.tgz
python -m venv venv && venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
venv/bin/python deploy/fonts/make_card_font.py package/files blog/social_cards/fonts
"""

import sys
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Latin goes first: what several files hold is taken from the first of them.
SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "cyrillic", "cyrillic-ext")
# That of titles on the pages.
AXES = {"wght": 600, "opsz": 60}
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
# "Source" is a reserved name, which no modified version may have.
NAMES = {
    1: "Epoch Serif Display",
    2: "SemiBold",
    3: "Epoch Serif Display SemiBold 4.004",
    4: "Epoch Serif Display SemiBold",
    6: "EpochSerifDisplay-SemiBold",
}


def main(source: Path, target: Path) -> None:
    parts = []
    for script in SCRIPTS:
        font = TTFont(source / f"source-serif-4-{script}-standard-normal.woff2")
        parts.append(target / f"{script}.ttf")
        instantiateVariableFont(font, AXES).save(parts[-1])
    font = Merger().merge([str(part) for part in parts])
    subsetter = Subsetter(Options(layout_features=FEATURES, name_IDs=["*"]))
    subsetter.populate(unicodes=font.getBestCmap())
    subsetter.subset(font)
    rename(font)
    font.flavor = "woff2"
    font.save(target / "epoch-serif-display.woff2")
    for part in parts:
        part.unlink()


def rename(font: TTFont) -> None:
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {*NAMES, 16, 17, 21, 22, 25}:
            names.removeNames(nameID=record.nameID)
    for number, name in NAMES.items():
        names.setName(name, number, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
