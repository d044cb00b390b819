"""What saving a long post costs: `python -m tests.workbench.bench.long_post`, part of `make bench`.

An editor's POST of a post with 50 sections, each of Markdown with code, a formula and a note, as a
draft and published, beside one of 5 sections; the median of five of each, taken in turn.
"""

import os
import time
from statistics import median

import django

SECTION = """## Section {0}

Some prose about *step {0}* with `code`, a [link](https://example.org/{0}) and $x_{{{0}}}$.[^1]

```python
def step_{0}(values: list[float]) -> float:
    return sum(value * {0} for value in values) / len(values)
```

[^1]: Note {0} of round {1}.
"""
ROUNDS = 5


def main() -> None:
    """Print a table of medians in milliseconds, and how many times the short post's they are."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    from django.test.utils import setup_databases, setup_test_environment, teardown_databases

    setup_test_environment()
    databases = setup_databases(verbosity=0, interactive=False, keepdb=True)
    try:
        report()
    finally:
        teardown_databases(databases, verbosity=0, keepdb=True)


def report() -> None:
    from django.db import transaction

    with transaction.atomic():
        times = measure()
        transaction.set_rollback(True)
    for action in ("draft", "publish"):
        short, long = (median(times[action, sections]) for sections in (5, 50))
        print(  # noqa: T201
            f"{action:8} 5 sections {short * 1000:5.0f} ms, 50 sections {long * 1000:5.0f} ms: "
            f"{long / short:.1f} times"
        )


def measure() -> dict[tuple[str, int], list[float]]:
    """Return the seconds that each save took, by what was asked for and how many sections."""
    from django.test import Client
    from django.urls import reverse

    from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, UserFactory, create_site
    from tests.forms import edited_form

    blog = BlogIndexPageFactory(parent=create_site().root_page.specific)
    client = Client(headers={"host": "testserver"})
    client.force_login(UserFactory(group="Editors"))
    times: dict[tuple[str, int], list[float]] = {}
    posts = {sections: BlogPostPageFactory(parent=blog) for sections in (5, 50)}
    for turn in range(ROUNDS + 1):
        for sections, post in posts.items():
            for action, button in (("draft", {}), ("publish", {"action-publish": "1"})):
                texts = [SECTION.format(number, f"{turn} {action}") for number in range(sections)]
                data = edited_form(post, *texts, **button)
                began = time.perf_counter()
                response = client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)
                taken = time.perf_counter() - began
                assert response.status_code == 302, "the post was refused"
                if turn:  # the first one loads what later ones find
                    times.setdefault((action, sections), []).append(taken)
    return times


if __name__ == "__main__":
    main()
