"""Writes the figures into `posts/images` and prints every number."""

import sys
from pathlib import Path

from home.starter.numbers import calibration, drift, language_models
from home.starter.numbers.figures import figures

IMAGES = Path(__file__).parents[1] / "posts" / "images"

for name, drawn in (figures()).items():
    (IMAGES / name).write_text(drawn, encoding="utf-8")
for module in (language_models, drift, calibration):
    for name, value in module.numbers().items():
        sys.stdout.write(f"{module.__name__.rpartition('.')[2]}.{name} = {value:.4g}\n")
