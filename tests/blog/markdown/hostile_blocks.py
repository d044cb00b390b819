"""Blocks of every kind whose texts are payloads."""

from tests.blog.blocks.values import full_values


def blocks_of(payloads):
    """Return blocks of every kind, each text of theirs a payload."""
    values = full_values()
    # A gallery of twelve says no more than one of two.
    values["gallery"]["images"] = values["gallery"]["images"][:2]
    tables = [{**values["output"], "kind": kind} for kind in ("text", "table", "error", "image")]
    for payload in payloads:
        for name, value in values.items():
            yield name, poisoned(value, payload)
        # The kind decides how an output's text is read, so it stays.
        yield from (
            ("output", {**poisoned(each, payload), "kind": each["kind"]}) for each in tables
        )
        yield "callout", {**poisoned(values["callout"], payload), "kind": "note"}
        yield "rich_text", f'<p><b>a</b>{payload}<a linktype="page" id="1">a</a></p>'


def poisoned(value, payload, key=""):
    """Return a raw value with a payload in place of each of its texts."""
    match value:
        case dict():
            return {name: poisoned(child, payload, name) for name, child in value.items()}
        case list():
            return [poisoned(child, payload, key) for child in value]
        case str():
            return value if key == "type" else payload
    return value
