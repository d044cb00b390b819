"""Finds JSON, YAML and TOML that doesn't parse."""

import json
import re
import tomllib

import yaml

from blog.checks.python_code import MAX_DEPTH, Fault, depth_of

# Characters; PyYAML takes about a tenth of a second for 10,000.
MAX_CHARACTERS = {"json": 200_000, "toml": 50_000, "yaml": 10_000}
# Left out, or filled in by a template or the reader.
_ELISION = re.compile(
    r"\{\{|\{%|…|<[A-Za-z][\w .-]*>|<%|^\s*\.\.\.\s*,?\s*$|\[\s*\.{3}|\.{3}\s*[\]}]", re.MULTILINE
)
_COMMENT = re.compile(r"^\s*(?://|#|/\*)|\s//\s", re.MULTILINE)
_TOML_LINE = re.compile(r"at line (\d+)")


def json_fault(code: str) -> Fault | None:
    """Return where a listing isn't JSON; several values, or a part of an object, pass."""
    if _is_elided(code, "json") or _COMMENT.search(code):
        return None
    try:
        _read_json_values(code)
    except json.JSONDecodeError as error:
        return None if _is_part_of_object(code) else Fault(error.lineno, error.msg)
    except RecursionError:
        return None
    return None


def yaml_fault(code: str) -> Fault | None:
    """Return where a listing isn't YAML; only its structure is read, no value made."""
    if _is_elided(code, "yaml"):
        return None
    try:
        for _event in yaml.parse(code, Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Fault(mark.line + 1 if mark else 1, error.problem or str(error))
    except yaml.YAMLError as error:
        return Fault(1, str(error).split("\n", 1)[0])
    except RecursionError:
        return None
    return None


def toml_fault(code: str) -> Fault | None:
    """Return where a listing isn't TOML."""
    if _is_elided(code, "toml") or re.search(r"=\s*\.{3}\s*$", code, re.MULTILINE):
        return None
    try:
        tomllib.loads(code)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_LINE.search(str(error))
        line = int(match[1]) if match else code.count("\n") + 1
        return Fault(line, str(error).partition(" (at ")[0])
    except RecursionError:
        return None
    return None


def _is_elided(code: str, language: str) -> bool:
    is_beyond_reading = len(code) > MAX_CHARACTERS[language] or depth_of(code) > MAX_DEPTH
    return is_beyond_reading or bool(_ELISION.search(code))


def _read_json_values(code: str) -> None:
    """Read one value after another; raises JSONDecodeError where what follows is none."""
    decoder, place = json.JSONDecoder(strict=False), 0
    code = code.strip()
    while place < len(code):
        _value, place = decoder.raw_decode(code, place)
        place += len(code[place:]) - len(code[place:].lstrip())


def _is_part_of_object(code: str) -> bool:
    """Tell whether this is `"key": value` from inside an object."""
    if not code.lstrip().startswith('"'):
        return False
    try:
        json.loads("{" + code.strip().rstrip(",") + "}")
    except (json.JSONDecodeError, RecursionError):
        return False
    return True
