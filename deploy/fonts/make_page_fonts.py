"""Makes the fonts of the pages: Source Serif 4 and STIX Two Math, cut by what most pages need.

npm pack @fontsource-variable/source-serif-4@5.3.1 && npm pack @fontsource/stix-two-math@5.3.0
for each in *.tgz; do mkdir ${each%-[0-9]*} && tar xzf $each -C ${each%-[0-9]*}; done
python -m venv venv && venv/bin/pip install fonttools==4.68.0 brotli==1.2.1
venv/bin/python deploy/fonts/make_page_fonts.py . config/static/fonts

A browser fetches a part when a page holds one of its characters (`unicode-range` in `site.css`).
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SERIF = "fontsource-variable-source-serif-4/package/files/source-serif-4-{}-standard-{}.woff2"
MATH = "fontsource-stix-two-math/package/files/stix-two-math-latin-400-normal.woff2"
STYLES = {"roman": "normal", "italic": "italic"}
# Titles are roman: the italic stays at one optical size.
AXES: dict[str, dict] = {
    "roman": {"wght": (400, 600), "opsz": (20, 60)},
    "italic": {"wght": (400, 600), "opsz": 20},
}
SERIF_FEATURES = ["kern", "ccmp", "locl", "liga", "pnum", "tnum"]
# "Source" is a reserved name, which no modified version may have.
NAMES = {1: "Epoch Serif", 3: "Epoch Serif 4.004 {}", 4: "Epoch Serif {}", 6: "EpochSerif-{}"}

# English and German, and what loan words and listings of other languages need most.
BASIC = {*range(0x20, 0x7F), *map(ord, "\u00a0£§©«®°±´·»×÷äöüÄÖÜßéèêàçñ"),
         *map(ord, "\u00ad\u2009\u202f–—‘’‚“”„•…′″‹›⁄€™−")}  # fmt: skip
LATIN = {*range(0xA1, 0x100), *map(ord, "Œœıˆ˚˜\u0300\u0301\u0308")} - BASIC
EXTENDED = {*range(0x100, 0x180), *range(0x218, 0x21C)} - LATIN - BASIC

# What a browser stretches must stand in the first font of the family, whose table it reads.
STRETCHED = set(map(ord, r"()/[\]_{|}¯̲̂̃̌‖‾⃗←↑→↓↔↕↦↩↪⇐⇑⇒⇓⇔∏∐∑√∣∥∫∬∭∮⋀⋁⋂⋃⌈⌉⌊⌋⏜⏝⏞⏟⏠⏡⟨⟩⟪⟫⨀⨁⨂"))
# Chromium asks for the upright letter of an italic one, too.
COMMON_SIGNS = {*range(0x20, 0x7F), *range(0x3B1, 0x3CA), *map(ord, "ϑϕϖϱϵ"),
    *range(0x1D434, 0x1D468), *range(0x1D6E2, 0x1D71C),
    *map(ord, "¬±·×÷ıȷˆˇ˘˙˜̸̀́̄̇̈ΓΔΘΛΞΠΣΦΨΩ–—‘’“”†…′″‴⁡⁢⁣⁤ℂℎℓℒℕℝℤ∀∂∃∅∇∈∉∋−∓∖∗∘∙∝∞∧∨∩∪∼≃≅≈≔≜≠≡≤≥≪≫≺≻⊂⊃⊆"
              "⊇⊕⊖⊗⊙⊢⊤⊥⊨⋅⋆⋮⋯⋱")}  # fmt: skip
FORMULAS = STRETCHED | COMMON_SIGNS
# Bold, blackboard and script letters, rarer relations and arrows.
MORE_FORMULAS = {*range(0x1D400, 0x1D4D0), *range(0x1D538, 0x1D56C), *range(0x1D6A8, 0x1D756),
    *range(0x1D7CE, 0x1D7E2), *range(0x391, 0x3AA),
    *map(ord, "µ˚˛̆̊ℋℍℏℐℑ℘ℙℚℛℜℬℰℱℳ↖↗↘↙⇌∁∄∆∊∌∍∎∐∕∠∤∦∴∵∶∷∽≌≍≐≕⊄⊅⊘⊣⋄⋍⋰□△○⟵⟶⟷⟸⟹⟺⦣⦸⧵"
              "⩽⩾⪯⪰⫤⫮")} - FORMULAS  # fmt: skip


def main(source: Path, target: Path) -> None:
    for name, style in STYLES.items():
        for part, script, characters in (
            ("", "latin", BASIC),
            ("-latin", "latin", LATIN),
            ("-ext", "latin-ext", EXTENDED),
        ):
            font = instantiated(source / SERIF.format(script, style), AXES[name])
            rename(font, name.title())
            save(font, characters, SERIF_FEATURES, target / f"epoch-serif-{name}{part}.woff2")
    for part, characters in (("", FORMULAS), ("-ext", MORE_FORMULAS)):
        save(TTFont(source / MATH), characters, [], target / f"stix-two-math{part}.woff2")


def instantiated(path: Path, axes: dict) -> TTFont:
    """Return a variable font within `axes`, read back: its parts are lazy until then."""
    written = BytesIO()
    instantiateVariableFont(TTFont(path), axes).save(written)
    written.seek(0)
    return TTFont(written)


def save(font: TTFont, characters: set[int], features: list[str], path: Path) -> None:
    subsetter = Subsetter(Options(layout_features=features, hinting=False))
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(path)
    print(path.name, len(font.getBestCmap()), path.stat().st_size)  # noqa: T201


def rename(font: TTFont, style: str) -> None:
    names = font["name"]
    for record in list(names.names):
        if record.nameID in {*NAMES, 2, 16, 17, 21, 22, 25}:
            names.removeNames(nameID=record.nameID)
    for number, name in NAMES.items():
        names.setName(name.format(style), number, 3, 1, 0x409)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
