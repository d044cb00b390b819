import time

import pytest

from blog.checks.secrets import secrets_in_body, secrets_in_text
from tests.blog.checks.bodies import body_of, code
from tests.blog.checks.secret_samples import EXAMPLES, SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_a_secret_of_each_format_is_found_and_not_repeated(name):
    text = f"First.\n\nThen {SAMPLES[name]} follows."
    (finding,) = secrets_in_text(text)
    assert finding.line == 3
    assert len(finding.detail) <= 5
    assert not list(secrets_in_text("First.\n\nThen nothing follows."))


@pytest.mark.parametrize("text", EXAMPLES)
def test_what_stands_in_a_secrets_place_is_no_alarm(text):
    assert [finding.message for finding in secrets_in_text(f"It reads `{text}` here.")] == []


KEY = SAMPLES["github classic"]
HOLDERS = {
    "markdown": ("markdown", f"Text.\n\n```bash\nexport T={KEY}\n```"),
    "markdown escaped": ("markdown", f"It is {KEY.replace('_', chr(92) + '_')}."),
    "rich text": ("rich_text", f"<p>It is <b>{KEY[:9]}</b>{KEY[9:]}.</p>"),
    "link": ("rich_text", f'<p><a href="https://x.org/?t={KEY}">there</a></p>'),
    "heading": ("heading", {"text": KEY, "level": "2"}),
    "quote": ("quote", {"text": KEY, "source": "", "url": ""}),
    "callout": ("callout", {"kind": "tip", "title": "T", "body": f"<p>{KEY}</p>"}),
    "code": code("python", f"token = '{KEY}'"),
    "printed": code("python", "print(token)", output=f"token: {KEY}"),
    "file name": code("python", "x = 1", file_name=KEY),
    "output": ("output", {"kind": "text", "text": KEY, "caption": ""}),
    "table output": ("output", {"kind": "table", "text": f"<table><td>{KEY}</table>"}),
    "formula": ("math", {"latex": KEY}),
    "table": (
        "table",
        {
            "columns": [{"type": "text", "heading": "a"}],
            "rows": [{"values": [KEY]}],
            "caption": "",
        },
    ),
}


@pytest.mark.parametrize("holder", HOLDERS)
def test_each_block_is_read(holder):
    (finding,) = secrets_in_body(body_of(("markdown", "Before."), HOLDERS[holder]))
    assert (finding.kind, finding.block_id) == ("secret", "b2")


def test_the_same_secret_has_the_same_digest_and_another_has_not():
    (one,), (two,) = secrets_in_text(KEY), secrets_in_text(f"again {KEY}")
    (other,) = secrets_in_text(SAMPLES["github oauth"])
    assert one.digest == two.digest != other.digest


@pytest.mark.parametrize(
    "text",
    ["a://b:" * 20_000, "eyJ" * 60_000, "-----BEGIN " * 20_000, "<" * 200_000, "A" * 400_000,
     "-----BEGIN PRIVATE KEY-----" + "\n" * 200_000, "aws_secret_key" * 20_000,
     "?sig=" + "a" * 300_000,
     "-----BEGIN PRIVATE KEY-----\n" + "A: b\n" * 50_000, "a.b-" * 80_000, "\\_" * 100_000],
)  # fmt: skip
def test_hostile_text_takes_no_time(text):
    start = time.process_time()
    list(secrets_in_text(text))
    assert time.process_time() - start < 2
