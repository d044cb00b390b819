"""Publishes a notebook from CI, again with each change: the post is known by its slug.

    SITE_URL=https://example.org SITE_TOKEN=… python publish_notebook.py loss.ipynb --publish

Its front matter (a first raw cell) names title, authors, tags and so on. Without `--publish` the
post is a draft, to be looked at in the admin. Ends with 1 where the site refuses it, with the cells
that are to blame. As a step of a workflow:

    - run: python deploy/examples/publish_notebook.py notebooks/loss.ipynb --publish
      env: {SITE_URL: "https://example.org", SITE_TOKEN: "${{ secrets.SITE_TOKEN }}"}
"""

import argparse
import sys
from pathlib import Path

from site_api import RefusedError, Site


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Publish a notebook as a post.")
    parser.add_argument("notebook", type=Path)
    parser.add_argument("--blog", default="/blog/", help="path of the blog on the site")
    parser.add_argument("--slug", default="", help="else the file's name")
    parser.add_argument("--publish", action="store_true")
    given = parser.parse_args(arguments)
    slug = given.slug or given.notebook.stem.replace("_", "-").lower()
    body = {"format": "notebook", "content": given.notebook.read_text(encoding="utf-8")}
    try:
        post = Site().save_post(given.blog, slug, {"body": body}, publish=given.publish)
    except RefusedError as error:
        print(error, file=sys.stderr)  # noqa: T201
        return 1
    for line in post["meta"].get("warnings") or []:
        print(f"{given.notebook}: {line}", file=sys.stderr)  # noqa: T201
    print(post["meta"]["html_url"])  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
