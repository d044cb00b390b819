"""A post of 1,500 words with code, ten formulas and a figure, made of the starter posts."""

import re
import shutil
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

STARTER = Path(__file__).resolve().parents[3] / "home" / "starter" / "posts"
SLUG = "a-long-post"
WORDS = 1500
FORMULAS = (
    r"\mathcal{L}(\theta) = -\frac{1}{N} \sum_{i=1}^{N} \log p_\theta(y_i \mid x_i)",
    r"\hat{p} \pm z \sqrt{\frac{\hat{p}(1 - \hat{p})}{n}}",
    r"\theta_{t+1} = \theta_t - \eta \nabla_\theta \mathcal{L}(\theta_t)",
    r"\operatorname{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}",
    r"\mathrm{ECE} = \sum_{b=1}^{B} \frac{n_b}{N} \left| \mathrm{acc}_b - \mathrm{conf}_b \right|",
    r"W = \int_0^\infty \left(1 - F(t)\right) \, dt",
    r"\mathrm{Attention}(Q, K, V) = \operatorname{softmax}\!\left(\frac{QK^\top}{\sqrt{d}}\right)V",
    r"x_i' = \frac{x_i - \mu}{\sqrt{\sigma^2 + \epsilon}} \, \gamma + \beta",
    r"D_{\mathrm{KL}}(P \,\|\, Q) = \sum_x P(x) \log \frac{P(x)}{Q(x)}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} \begin{pmatrix} x \\ y \end{pmatrix} = 0",
)
HEAD = """---
title: A long post
date: 2026-05-01
summary: What a page of fifteen hundred words with code, formulas and a figure weighs.
tags: [performance, evaluation]
---

"""
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def write_long_post(folder: Path) -> None:
    """Write the post as a Markdown file into `folder`, with its picture."""
    pictures = sorted((STARTER / "images").glob("*.png"))
    folder.mkdir(parents=True)
    shutil.copy(pictures[0], folder / "figure.png")
    parts, words, formulas = [], 0, iter(FORMULAS)
    for number, block in enumerate(_blocks()):
        parts.append(block)
        if not block.startswith("```"):
            words += len(re.findall(r"\w[\w'’-]*", block))
        is_prose = not block.startswith(("#", "```"))
        if is_prose and number % 3 == 0 and (formula := next(formulas, None)):
            parts.append(f"$$\n{formula}\n$$")
        if words >= WORDS:
            break
    parts += [f"$$\n{formula}\n$$" for formula in formulas]
    parts.insert(6, '![A curve over time](figure.png "What was measured.")')
    (folder / f"{SLUG}.md").write_text(HEAD + "\n\n".join(parts) + "\n")


def _blocks() -> Iterator[str]:
    """Yield headings, paragraphs and code of the plain starter posts, round and round.

    The long ones bring labels, sources and formulas of their own.
    """
    files = [path.read_text() for path in sorted(STARTER.glob("*.md"))]
    texts = [_FRONT_MATTER.sub("", text) for text in files if "{#" not in text]
    for text in cycle(texts):
        for block in re.findall(r"```.*?\n```|[^\n](?:(?!\n\n|```).)*", text, re.DOTALL):
            # What names other files stays behind.
            if not re.search(r"\]\((?!https)|\[\^|\[@|\{#", block):
                yield block.strip()
