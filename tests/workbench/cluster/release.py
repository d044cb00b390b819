"""A new release under load: the webs are swapped, one after the other."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import requests

from tests.config.serving.processes import MANAGE
from tests.workbench.cluster import servers
from tests.workbench.cluster.figures import Figure, load_figure
from tests.workbench.cluster.parts import Cluster
from tests.workbench.cluster.readers import reading

# Varnish looks each second and believes two good answers: then the next one may go.
SEEN_SECONDS = 4
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", "var", "__pycache__", "node_modules")
# A column that the code before it does not know.
MIGRATION = '''"""A column of a release that is tried, not of the site."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("blog", "{last}")]
    operations = [
        migrations.AddField(
            "blogpostpage", "tried", models.CharField(max_length=8, default="", db_default="")
        )
    ]
'''


def release(cluster: Cluster) -> list[Figure]:
    """Swap the webs for a release with one more column, and publish meanwhile."""
    tree = _next_tree(cluster.folder)
    with reading(cluster.addresses()) as met:
        subprocess.run(
            [sys.executable, str(tree / "manage.py"), "migrate", "--verbosity", "0"],
            env=cluster.webs[0].env | {"PYTHONPATH": str(tree)},
            check=True,
        )
        for place in range(len(cluster.webs)):
            cluster.publish(place)
            _swap(cluster, place, tree)
            time.sleep(SEEN_SECONDS)
            cluster.publish(place)
    revisions = [requests.get(f"{web.url}/readyz", timeout=10).json() for web in cluster.webs]
    return [
        load_figure("while a release with a new column is swapped", met),
        Figure(
            "what /readyz says of it",
            ", ".join(str(each.get("revision")) for each in revisions),
            all("next" in str(each) for each in revisions),
        ),
    ]


def _next_tree(folder: Path) -> Path:
    """Return a copy of the code with one migration more."""
    tree = folder / "next"
    shutil.copytree(MANAGE.parent, tree, ignore=LEFT_OUT)
    migrations = tree / "blog" / "migrations"
    last = max(each.stem for each in migrations.glob("0*.py"))
    (migrations / "9999_tried.py").write_text(MIGRATION.format(last=last))
    return tree


def _swap(cluster: Cluster, place: int, tree: Path) -> None:
    """Stop a web and start the one of the release on its port."""
    old = cluster.webs[place]
    old.stop()
    settings = {**cluster.settings, "REVISION": "next", "PORT": str(old.port)}
    new = servers.site(old.name, cluster.folder, "web", tree, **settings)
    cluster.started.append(new)
    new.start()
    cluster.webs[place] = new
