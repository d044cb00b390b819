"""Writes posts of a site by its API; needs Python alone, so that it runs in any CI.

`SITE_URL` and `SITE_TOKEN` say where and by whose right. Whoever runs the site sets `API=true`; who
may write makes a token in the admin (Settings → API tokens).
"""

import base64
import json
import os
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

Json = dict[str, Any]


class RefusedError(Exception):
    """A request that the site does not take; its message says why, a line for each reason."""


class Site:
    """A site whose posts a program writes."""

    def __init__(self, url: str = "", token: str = "") -> None:
        self._url = (url or os.environ["SITE_URL"]).rstrip("/") + "/api/v3/"
        self._token = token or os.environ["SITE_TOKEN"]

    def save_post(self, blog: str, slug: str, fields: Json, *, publish: bool) -> Json:
        """Write the post of a slug in the blog at a path, a new one where there is none.

        What comes back has the post's `id`, and under `meta` its address and its `warnings`.
        """
        index = self._page_at(blog)
        meta = {"action": "publish"} if publish else {}
        query = {"child_of": index, "slug": slug, "type": "blog.BlogPostPage"}
        known = self.ask("GET", "pages/?" + urllib.parse.urlencode(query))["items"]
        if known:
            return self.ask("PATCH", f"pages/{known[0]['id']}/", {**fields, "meta": meta})
        meta |= {"type": "blog.BlogPostPage", "parent_id": index}
        # Without one, the title is the first heading of the text.
        return self.ask("POST", "pages/", {"title": "", **fields, "slug": slug, "meta": meta})

    def ask(self, method: str, path: str, data: Json | None = None) -> Json:
        """Return what the site answers; raises RefusedError."""
        request = urllib.request.Request(self._url + path, method=method)
        request.add_header("Authorization", f"Bearer {self._token}")
        if data is not None:
            request.data = json.dumps(data).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as error:
            raise RefusedError(_reasons(error)) from error

    def _page_at(self, path: str) -> int:
        # Answered by a redirect to the page, which is followed.
        found = self.ask("GET", "pages/find/?" + urllib.parse.urlencode({"html_path": path}))
        return found["id"]


def text_with_pictures(content: str, folder: Path, *patterns: str) -> Json:
    """Return a body of Markdown together with the pictures of a folder, which it names by path."""
    files = {
        file.relative_to(folder).as_posix(): base64.b64encode(file.read_bytes()).decode()
        for pattern in patterns
        for file in sorted(folder.glob(pattern))
    }
    return {"format": "markdown", "content": content, "files": files}


def _reasons(error: urllib.error.HTTPError) -> str:
    text = error.read().decode(errors="replace")
    try:
        problem = json.loads(text)
        lines = [each["msg"] for each in problem.get("errors") or []] or [problem["detail"]]
    except (ValueError, KeyError, TypeError):
        lines = [text[:500]]
    return "\n".join([f"{error.code} {error.reason}", *lines])
