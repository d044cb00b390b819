"""Formulas as authors write them."""

import tomllib
from pathlib import Path

FORMULAS = tomllib.loads((Path(__file__).parent / "formulas.toml").read_text())["formulas"]
