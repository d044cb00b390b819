"""What a log line looks like and what it never holds."""

import json
import logging
import sys
import time

import pytest

from config.monitoring.log_format import Formatter, TextFormatter
from config.monitoring.redaction import redact

SECRET = "hunter2-hunter2"


def record(message, *args, **fields):
    line = logging.LogRecord("epoch.test", logging.WARNING, "file.py", 1, message, args, None)
    line.fields = fields
    return line


def failed(error):
    line = record("It failed")
    try:
        raise error
    except Exception:
        line.exc_info = sys.exc_info()
    return line


def test_a_line_is_one_json_object():
    entry = json.loads(Formatter().format(record("Wrote %d posts", 3, status=200)))
    assert entry.pop("time").endswith("Z")
    assert entry == {
        "level": "warning",
        "logger": "epoch.test",
        "event": "Wrote 3 posts",
        "status": 200,
    }


def test_an_exception_is_structured():
    entry = json.loads(Formatter().format(failed(ValueError("no such block"))))
    assert entry["exception"]["type"] == "builtins.ValueError"
    assert entry["exception"]["message"] == "no such block"
    assert "test_log_format.py" in entry["exception"]["traceback"]


@pytest.mark.parametrize("formatter", [Formatter(), TextFormatter()])
@pytest.mark.parametrize("character", ["\n", "\r", "\r\n", "\x85", "\u2028", "\x1b[2J", "\x00"])
def test_no_message_or_field_begins_a_line_or_moves_the_cursor(formatter, character):
    forged = f'/x{character}{{"level": "critical"}}'
    line = formatter.format(record("Not found: %s", forged, path=forged))
    assert len(line.splitlines()) == 1
    assert "\x1b" not in line
    assert "\x00" not in line


def test_arguments_that_do_not_fit_still_make_a_line():
    assert json.loads(Formatter().format(record("%d posts", "three")))["event"] == "%d posts"


@pytest.mark.parametrize(
    "text",
    [
        f"Not Found: /drafts/{SECRET}/",
        f"Not Found: /admin/password_reset/confirm/MQ/{SECRET}/",
        f'"GET /search/?q={SECRET} HTTP/1.1" 200',
        f"GET /x?next=/y&token={SECRET}",
        f"could not connect to postgres://epoch:{SECRET}@db/epoch",
        f"redis://:{SECRET}@cache:6379/0 is away",
        f"Authorization: Bearer {SECRET}",
        f"{{'Authorization': 'Token {SECRET}', 'Accept': '*/*'}}",
        f"Cookie: theme=dark; sessionid={SECRET}",
        f"Set-Cookie: __Host-sessionid={SECRET}; Path=/",
        f"sent bearer {SECRET}",
        f"password={SECRET}",
        f'{{"password": "{SECRET} with spaces"}}',
        f"password1='{SECRET}'",
        f"csrfmiddlewaretoken={SECRET}&title=x",
        f"AWS_SECRET_ACCESS_KEY={SECRET}",
        f"api_key: {SECRET}",
    ],
)
@pytest.mark.parametrize("formatter", [Formatter(), TextFormatter()])
def test_secrets_are_hidden_in_messages_fields_and_tracebacks(formatter, text):
    assert SECRET not in formatter.format(record("%s", text))
    assert SECRET not in formatter.format(record("x", path=text))
    assert SECRET not in formatter.format(failed(ValueError(text)))


def test_known_values_are_hidden_wherever_they_stand():
    formatter = Formatter(secrets=[SECRET, "", "abc"])
    line = formatter.format(record("the key %s was tried by abc", SECRET))
    assert SECRET not in line
    assert "abc" in line


@pytest.mark.parametrize(
    "text", ["/blog/watching-for-drift/", "Which one? That one.", "3 tokens in 2 posts", "a = b"]
)
def test_plain_text_stays(text):
    assert redact(text) == text


@pytest.mark.parametrize(
    "part", ["?", "?a", "token", "a-", "password ", "://", "Cookie", "/drafts/"]
)
def test_long_texts_cost_little(part):
    started = time.process_time()
    redact(part * 200_000)
    assert time.process_time() - started < 10
