"""Makes and serves the site where long posts are edited."""

import json
import os
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django

from tests.workbench.audit.site import wait_for

MODULE = "tests.workbench.bench.review.site"
SETTINGS = "tests.workbench.bench.review.settings"
EDITOR, PASSWORD = "editor", "secret-lamp-42"


@contextmanager
def serve_posts(folder: Path, blocks: int) -> Iterator[tuple[str, dict[str, int]]]:
    """Serve a site from a folder; yield its address and the keys of our post and the stock one."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment = kept | {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": SETTINGS}
    command = [sys.executable, "-m", MODULE, str(blocks)]
    # The stock app has no migrations, beside which Wagtail's would not be applied.
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    migrating = environment | {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    subprocess.run(migrate, env=migrating, check=True)
    made = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{probe.getsockname()[1]}"
    serving = [sys.executable, "-m", "django", "runserver", "--noreload", "--insecure", address]
    log = (folder / "server.log").open("w")
    server = subprocess.Popen(serving, env=environment, stdout=log, stderr=log)
    try:
        wait_for(lambda: _answers(f"http://{address}/admin/login/"))
        yield f"http://{address}", json.loads(made.stdout)
    finally:
        server.terminate()
        server.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url) as response:
            return response.status == 200
    except OSError:
        return False


def make(blocks: int) -> dict[str, int]:
    """Make the tables, a site, an editor and two posts of the same blocks; return their keys."""
    from django.db import connection
    from wagtail.models import Page

    from home.setup.pages import set_up_site
    from tests.factories import BlogIndexPageFactory, BlogPostPageFactory, ImageFactory, UserFactory
    from tests.workbench.bench.review.long_body import long_body
    from tests.workbench.bench.review.stock.models import StockPost

    with connection.schema_editor() as editor:
        editor.create_model(StockPost)
    home = set_up_site()
    UserFactory(username=EDITOR, is_superuser=True)
    body = long_body(blocks, image=ImageFactory().pk)
    blog = Page.objects.filter(content_type__model="blogindexpage").first()
    blog = blog or BlogIndexPageFactory(parent=home)
    ours = BlogPostPageFactory(parent=blog.specific, title="Ours", body=[])
    ours.body = ours.body.stream_block.to_python(body)
    stock = StockPost(title="Stock")
    stock.body = stock.body.stream_block.to_python(body)
    blog.add_child(instance=stock)
    for page in (ours, stock):
        page.save_revision().publish()
    return {"ours": ours.pk, "stock": stock.pk}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(make(int(sys.argv[1]))))  # noqa: T201
