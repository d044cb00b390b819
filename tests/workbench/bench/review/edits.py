"""Edits raw bodies as people do: a word, a line, a block that moves, comes or goes."""

import json
import random
import uuid
from collections.abc import Callable

Body = list[dict]


def edited(body: Body, chance: random.Random) -> Body:
    """Return a body after one edit; of an empty one, with a first block."""
    after = json.loads(json.dumps(body))
    if not after:
        return [_new_block("A first word.")]
    chance.choice(EDITS)(after, chance)
    return after


def _word(body: Body, chance: random.Random) -> None:
    def put_in(text: str) -> str:
        words = text.split(" ")
        words[chance.randrange(len(words))] = "another"
        return " ".join(words)

    _in_a_text(body, chance, put_in)


def _letter(body: Body, chance: random.Random) -> None:
    def drop(text: str) -> str:
        place = chance.randrange(len(text))
        return text[:place] + text[place + 1 :]

    _in_a_text(body, chance, drop)


def _line(body: Body, chance: random.Random) -> None:
    def drop_or_add(text: str) -> str:
        lines = text.split("\n")
        place = chance.randrange(len(lines))
        lines[place : place + chance.randrange(2)] = ["What was not there before."]
        return "\n".join(lines)

    _in_a_text(body, chance, drop_or_add)


def _move(body: Body, chance: random.Random) -> None:
    moved = body.pop(chance.randrange(len(body)))
    body.insert(chance.randrange(len(body) + 1), moved)


def _delete(body: Body, chance: random.Random) -> None:
    del body[chance.randrange(len(body))]


def _add(body: Body, chance: random.Random) -> None:
    body.insert(chance.randrange(len(body) + 1), _new_block("A block that came later."))


EDITS = (_word, _word, _letter, _line, _move, _delete, _add)


def _in_a_text(body: Body, chance: random.Random, change: Callable[[str], str]) -> None:
    """Change one of the texts in a body's values; choices and addresses are no texts."""
    places = [
        (holder, key)
        for block in body
        for holder, key in _texts_of(block, "value")
        if len(holder[key]) > 20
    ]
    if places:
        holder, key = chance.choice(places)
        holder[key] = change(holder[key])


def _texts_of(holder: dict | list, key: str | int) -> list[tuple[dict | list, str | int]]:
    """Return where the texts at a place and below it stand."""
    match holder[key]:
        case str():
            return [(holder, key)]
        case dict() as value:
            return [place for name in value for place in _texts_of(value, name)]
        case list() as value:
            return [place for number in range(len(value)) for place in _texts_of(value, number)]
    return []


def _new_block(text: str) -> dict:
    return {"type": "markdown", "value": text, "id": str(uuid.uuid4())}
