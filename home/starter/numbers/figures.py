"""Draws the figures of the three long starter posts, in English and in German."""

from collections.abc import Callable
from functools import partial
from itertools import pairwise

from home.starter.numbers import calibration, drift, language_models
from home.starter.numbers.charts import Panel, bar, box, dot, drawing, segment, text
from home.starter.numbers.cover import draw_cover

WIDTH = 560
Words = dict[str, str]
Write = Callable[[float, int], str]


def figures() -> dict[str, str]:
    """Return each figure's SVG by the name of its file in `posts/images`."""
    drawn = {"production-cover.svg": draw_cover()}
    for language, words in _WORDS.items():
        for name, draw in _FIGURES.items():
            ending = "" if language == "en" else f".{language}"
            drawn[f"{name}{ending}.svg"] = draw(words, _writer(language))
    return drawn


def _writer(language: str) -> Write:
    """Return a function that writes a number as a language does, with so many decimals."""
    signs = str.maketrans(",.", ".,") if language == "de" else {}
    return lambda value, decimals: f"{value:,.{decimals}f}".translate(signs)


def _temperature(words: Words, write: Write) -> str:
    names = words["tokens"].split()
    rows = enumerate([*names, words["others"]])
    parts = [text(130, 54 + 34 * n, name, "end") for n, name in rows]
    for column, temperature in enumerate(language_models.TEMPERATURES):
        left = 140 + column * 142
        parts.append(text(left, 22, f"T = {write(temperature, 1)}", "strong"))
        for row, share in enumerate(language_models.shares(temperature)):
            colour = "warm" if row == len(names) else "cool"
            parts.append(bar(left, 38 + 34 * row, 70 * share + 1, 22, colour))
            label = f"{write(100 * share, 1)}{words['percent']}"
            parts.append(text(left + 70 * share + 7, 54 + 34 * row, label, "quiet"))
    return drawing(WIDTH, 250, parts)


def _agent_tokens(words: Words, write: Write) -> str:
    panel = Panel(58, 34, 470, 240, (1, 40), (0, 800))
    sent, new = language_models.agent_curves(40)
    whole = partial(write, decimals=0)
    parts = [
        *panel.height_axis((0, 200, 400, 600, 800), whole),
        *panel.width_axis((1, 10, 20, 30, 40), whole),
        text(0, 18, words["thousand tokens"], "quiet"),
        text(panel.left + panel.width / 2, 314, words["steps"], "quiet middle"),
        panel.line(enumerate(sent, 1), "warm"),
        panel.line(enumerate(new, 1), "cool"),
        text(panel.x(33) - 10, panel.y(sent[32]) - 12, words["sent"], "named warm end"),
        text(panel.x(40), panel.y(new[-1]) - 12, words["new"], "named cool end"),
    ]
    return drawing(WIDTH, 324, parts)


def _drift(words: Words, write: Write) -> str:
    weeks, _distances = drift.live_weeks()
    failed = drift.failed_week(weeks)
    upper = Panel(48, 40, 490, 190, (1, 30), (0, 1))
    lower = Panel(48, 310, 490, 190, (1, 30), (0.3, 0.6))
    parts = []
    for panel, ticks in ((upper, (0, 0.5, 1)), (lower, (0.3, 0.4, 0.5, 0.6))):
        parts += panel.height_axis(ticks, partial(write, decimals=1))
        parts += panel.width_axis((1, 5, 10, 15, 20, 25, 30), partial(write, decimals=0))
    for panel, title, lines in (
        (upper, "index", [("distance_index", "warm"), ("items_index", "cool")]),
        (lower, "error", [("trees", "warm"), ("line", "cool")]),
    ):
        parts.append(text(0, panel.top - 18, words[title], "strong"))
        for name, colour in lines:
            points = [(n, getattr(week, name)) for n, week in enumerate(weeks, 1)]
            parts.append(panel.line(points, colour))
    parts.append(segment(48, upper.y(drift.ALERT), 538, upper.y(drift.ALERT), "dashed ink"))
    for panel, week, label in (
        (upper, drift.drifted_week(weeks), "alert"),
        (lower, failed, "failed"),
        (lower, failed + drift.LABELS_LATE, "labels"),
    ):
        x = panel.x(week)
        parts.append(segment(x, panel.top, x, panel.top + panel.height, "dashed ink"))
        row = panel.top + (180 if label == "labels" else 12)
        parts.append(text(x - 6, row, f"{words[label]} {week}", "end"))
    parts += [
        text(upper.x(28.3), upper.y(0.93), words["distance"], "named warm end"),
        text(upper.x(30), upper.y(0.05), words["items"], "named cool end"),
        text(lower.x(1.3), lower.y(0.368), words["trees"], "named warm"),
        text(lower.x(1.3), lower.y(0.46), words["line"], "named cool"),
        text(293, 544, words["weeks"], "quiet middle"),
    ]
    return drawing(WIDTH, 556, parts)


def _reliability(words: Words, write: Write) -> str:
    panel = Panel(58, 40, 470, 400, (0, 1), (0, 1))
    ticks = (0, 0.2, 0.4, 0.6, 0.8, 1)
    tenths = partial(write, decimals=1)
    parts = [*panel.height_axis(ticks, tenths), *panel.width_axis(ticks, tenths)]
    parts.append(segment(panel.x(0), panel.y(0), panel.x(1), panel.y(1), "dashed ink"))
    for name, colour in (("raw", "warm"), ("calibrated", "cool")):
        bins = [each for each in calibration.results()[name][0] if each.count >= 30]
        points = [(each.predicted, each.observed) for each in bins]
        parts.append(panel.line(points, colour))
        parts += [dot(panel.x(x), panel.y(y), colour) for x, y in points]
    return drawing(WIDTH, 486, [
        *parts,
        text(0, 20, words["observed"], "quiet"),
        text(panel.x(0.5), 478, words["predicted"], "quiet middle"),
        text(panel.x(0.7), panel.y(0.3), words["raw"], "named warm"),
        text(panel.x(0.57), panel.y(0.68), words["calibrated"], "named cool end"),
    ])  # fmt: skip


def _steps(words: Words, _write: Write) -> str:
    parts = []
    for n, step in enumerate(_STEPS):
        top, colour = 8 + 66 * n, "warm" if step in _GATES else "cool"
        parts.append(box(8, top, 150, 42, colour))
        parts.append(text(83, top + 26, words[step], f"strong named middle {colour}"))
        parts.append(text(176, top + 17, words[f"{step} keeps"]))
        if step in _GATES:
            parts.append(text(176, top + 38, words[f"{step} stops"], "named warm"))
    for n, _pair in enumerate(pairwise(_STEPS)):
        bottom = 50 + 66 * n
        parts.append(segment(83, bottom, 83, bottom + 18, "line ink"))
        parts.append(f'<path class="area ink" d="M77 {bottom + 15}h12l-6 9z"/>')
    return drawing(WIDTH, 400, parts)


_STEPS = ("extract", "check", "features", "train", "evaluate", "publish")
_GATES = ("check", "evaluate")
_FIGURES = {
    "llm-temperature-tail": _temperature,
    "agent-tokens": _agent_tokens,
    "production-drift-before-error": _drift,
    "churn-reliability": _reliability,
    "pipelines-steps": _steps,
}
_WORDS: dict[str, Words] = {
    "en": {
        "percent": "%",
        "tokens": "Monday Tuesday Friday next 10",
        "others": "50,000 others",
        "thousand tokens": "Input tokens, in thousands",
        "steps": "Steps of one run",
        "sent": "all that is sent",
        "new": "sent for the first time",
        "index": "Population stability index",
        "error": "Mean absolute error, in euros",
        "alert": "alert, week",
        "failed": "10% worse, week",
        "labels": "seen by labels, week",
        "distance": "trip distance",
        "items": "items in basket",
        "trees": "boosted trees",
        "line": "linear model",
        "weeks": "Weeks since launch",
        "observed": "Share that left",
        "predicted": "Predicted probability of leaving",
        "raw": "as trained",
        "calibrated": "after Platt scaling",
        "extract": "Extract",
        "extract keeps": "source rows as of the logical date",
        "check": "Check",
        "check keeps": "row counts, null rates, ranges",
        "check stops": "stops the run and tells the data’s owner",
        "features": "Features",
        "features keeps": "one row per customer",
        "train": "Train",
        "train keeps": "a candidate with its manifest",
        "evaluate": "Evaluate",
        "evaluate keeps": "scores on held-out weeks",
        "evaluate stops": "stops the run and keeps the live model",
        "publish": "Publish",
        "publish keeps": "the alias “live” moves, nothing is copied",
    },
    "de": {
        "percent": "\u00a0%",
        "tokens": "Montag Dienstag Freitag nächste 10",
        "others": "50.000 andere",
        "thousand tokens": "Eingabetokens in Tausend",
        "steps": "Schritte eines Laufs",
        "sent": "insgesamt gesendet",
        "new": "zum ersten Mal gesendet",
        "index": "Population Stability Index",
        "error": "Mittlerer absoluter Fehler in Euro",
        "alert": "Alarm, Woche",
        "failed": "10\u00a0% schlechter, Woche",
        "labels": "an Labels sichtbar, Woche",
        "distance": "Distanz",
        "items": "Artikel im Korb",
        "trees": "geboostete Bäume",
        "line": "lineares Modell",
        "weeks": "Wochen seit dem Start",
        "observed": "Anteil der Abgewanderten",
        "predicted": "Vorhergesagte Wahrscheinlichkeit",
        "raw": "wie trainiert",
        "calibrated": "nach Platt-Skalierung",
        "extract": "Auszug",
        "extract keeps": "Quellzeilen zum logischen Datum",
        "check": "Prüfung",
        "check keeps": "Zeilenzahlen, fehlende Werte, Wertebereiche",
        "check stops": "hält an und meldet es dem Datenbesitzer",
        "features": "Merkmale",
        "features keeps": "eine Zeile je Kunde",
        "train": "Training",
        "train keeps": "ein Kandidat mit Manifest",
        "evaluate": "Bewertung",
        "evaluate keeps": "Werte auf zurückgehaltenen Wochen",
        "evaluate stops": "hält an, das alte Modell bleibt",
        "publish": "Freigabe",
        "publish keeps": "der Alias „live“ rückt vor, nichts wird kopiert",
    },
}
