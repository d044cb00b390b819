"""What a reader's browser fetches for a long post: HTML, style and script, compressed."""

import gzip

from playwright.sync_api import Browser, Response

from tests.workbench.audit.report import Row

MAX_BYTES, MAX_REQUESTS = 22_000, 4
MAX_SHEET, MAX_MODULE = 8_500, 6_000
MAX_FONTS = 100_000
COUNTED = ("document", "stylesheet", "script")


def judge(browser: Browser, address: str, path: str) -> list[Row]:
    """Return the weight of a page by kind, and whether all stays at home.

    Each file counts as gzip's level 9 makes it, whatever the server at hand sends. Pictures,
    fonts and what is no part of the page, such as its icon, are counted apart.
    """
    context = browser.new_context(base_url=address)
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(path, wait_until="networkidle")
    counted = [(each.request.resource_type, each) for each in answers]
    sizes = {
        each.url: (kind, len(gzip.compress(each.body(), 9)))
        for kind, each in counted
        if kind in COUNTED
    }
    strangers = [each.url for each in answers if not each.url.startswith((address, "data:"))]
    fonts = {each.url: len(each.body()) for each in answers if ".woff2" in each.url}
    context.close()
    total = sum(size for _kind, size in sizes.values())
    of_kind = {kind: sum(size for each, size in sizes.values() if each == kind) for kind in COUNTED}
    return [
        Row("weight", "long post", f"{total} bytes", total <= MAX_BYTES),
        Row("requests", "long post", str(len(sizes)), len(sizes) <= MAX_REQUESTS),
        Row(
            "style sheet",
            "site",
            f"{of_kind['stylesheet']} bytes",
            of_kind["stylesheet"] <= MAX_SHEET,
        ),
        Row("script", "site", f"{of_kind['script']} bytes", of_kind["script"] <= MAX_MODULE),
        Row("third parties", "long post", " ".join(strangers) or "none", not strangers),
        Row(
            "fonts",
            "long post",
            f"{len(fonts)} of {sum(fonts.values())} bytes",
            sum(fonts.values()) <= MAX_FONTS,
        ),
    ]
