"""Starts a site with its API, and has `wt` and our own examples write to it.

`python -m tests.workbench.api.running_site` ends with 1 where a step does not do what it should.
`wt` is the command of wagtail-cli: `WT=PATH` names it, else it is looked for on the PATH
(`pip install wagtail-cli==0.2.0` into a virtual environment of its own brings it).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import kept_database
from tests.config.serving.processes import MANAGE, environment
from tests.config.serving.running_site import served

TEXT = "---\nteaser: By a program\ntags: [nightly]\n---\n# Falling\n\nA *text* with $x^2$.\n"
PREPARE = """
from django.contrib.auth.models import Group, User
from home.api.tokens import make_token
from home.setup.pages import set_up_site
from blog.models import BlogIndexPage
home, blog = set_up_site(), BlogIndexPage(title="Blog", slug="blog")
BlogIndexPage.objects.exists() or home.add_child(instance=blog)
user = User.objects.create_user("program", "program@example.org")
user.groups.add(Group.objects.get(name="{role}"))
print(make_token(user, "Workbench")[1])
"""


@dataclass(frozen=True)
class RunningSite:
    """Where a site listens, a token that it takes, and a folder for what is sent."""

    url: str
    token: str
    folder: Path

    @property
    def api(self) -> str:
        return f"{self.url}/api/v3/"


@contextmanager
def site_with_api(role: str = "Editors") -> Iterator[RunningSite]:
    """Serve an empty blog, and hand out a token of a member of a role."""
    with tempfile.TemporaryDirectory() as place:
        data_dir = Path(place)
        data_dir.chmod(0o700)
        kept_database.copy_into(data_dir)
        settings = {"API": "true", "STATIC_ROOT": str(data_dir / "static")}
        env = environment(data_dir, **settings)
        for command in (
            ["collectstatic", "--no-input", "-v0"],
            ["shell", "-c", PREPARE.format(role=role)],
        ):
            made = subprocess.run(
                [sys.executable, str(MANAGE), *command],
                env=env, capture_output=True, text=True, check=True,
            )  # fmt: skip
        token = made.stdout.split()[-1]
        with served(data_dir, **settings) as (_process, served_env, _log):
            yield RunningSite(f"http://127.0.0.1:{served_env['PORT']}", token, data_dir)


class Wt:
    """The command of wagtail-cli."""

    def __init__(self, site: RunningSite) -> None:
        self._path = os.environ.get("WT") or shutil.which("wt") or sys.exit("There is no `wt`.")
        self._env = {
            **os.environ,
            "WAGTAIL_CLI_BASE_URL": site.api,
            "WAGTAIL_CLI_TOKEN": site.token,
        }

    def __call__(self, *arguments: str) -> dict:
        """Return what the site answered; ends the program where that is a refusal."""
        done = subprocess.run(
            [self._path, "api", *arguments], env=self._env, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        sys.stdout.write(f"wt api {' '.join(arguments)}: {done.returncode}\n")
        if done.returncode:
            sys.exit(done.stdout + done.stderr)
        return json.loads(done.stdout or "{}")


def write_by_wt(site: RunningSite) -> None:
    wt, file = Wt(site), site.folder / "post.md"
    file.write_text(TEXT)
    assert wt("whoami")["user"]["username"] == "program"
    made = wt("pages", "create", "blog.BlogPostPage", "--parent", "/blog/", "--title", "Falling",
              "--field", f"body:@{file}")  # fmt: skip
    page = str(made["id"])
    assert made["teaser"] == "By a program"
    assert [each["id"] for each in wt("pages", "list", "--search", "Falling")["items"]] == [
        int(page)
    ]
    first = wt("pages", "revisions", "list", page)["items"][0]["id"]
    file.write_text(TEXT.replace("$x^2$", "$x^3$"))
    changed = wt("pages", "update", page, "--field", f"body:@{file}", "--publish", "--yes")
    assert "x^3" in changed["body"][0]["value"]
    assert wt("pages", "get", page)["meta"]["html_url"]
    wt("pages", "revert", page, "--revision", str(first))
    published = wt("pages", "publish", page)
    assert "x^2" in published["body"][0]["value"]
    picture = site.folder / "plot.png"
    picture.write_bytes(_png())
    image = wt("images", "create", str(picture), "--title", "Plot")
    file.write_text(f"{TEXT}\n![A plot](image:{image['id']})\n")
    shown = wt("pages", "update", page, "--field", f"body:@{file}", "--yes")
    assert shown["body"][-1]["value"]["image"]["image"] == image["id"]
    wt("pages", "unpublish", page)
    wt("pages", "delete", page, "--yes")


def run_examples(site: RunningSite) -> None:
    env = {**os.environ, "SITE_URL": site.url, "SITE_TOKEN": site.token}
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# A notebook\n\nText."}
    notebook = site.folder / "notebook.ipynb"
    notebook.write_text(
        json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    )
    metrics = site.folder / "run" / "metrics.csv"
    metrics.parent.mkdir()
    metrics.write_text("run,loss\nbase,0.31\n")
    (metrics.parent / "loss.png").write_bytes(_png())
    examples = MANAGE.parent / "deploy/examples"
    for name, *arguments in (
        ("publish_notebook.py", str(notebook), "--publish"), ("nightly_report.py", str(metrics)),
    ):  # fmt: skip
        for _time in range(2):
            subprocess.run([sys.executable, str(examples / name), *arguments], env=env, check=True)
            sys.stdout.write(f"{name}: done\n")


def _png() -> bytes:
    from tests.home.api.bodies import png

    return png()


if __name__ == "__main__":
    with site_with_api() as running:
        write_by_wt(running)
        run_examples(running)
