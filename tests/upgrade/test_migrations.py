"""Migrations hold no blocks, import nothing of ours, and take a site on from wherever it stands."""

import ast
import json
from itertools import chain, product

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, migrations, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock, TextBlock
from wagtail.blocks.migrations.migrate_operation import MigrateStreamData
from wagtail.blocks.migrations.operations import RenameStructChildrenOperation
from wagtail.fields import StreamField

from blog.blocks.body_field import BodyField
from blog.blocks.stream_field import UnfrozenStreamField
from blog.models import BlogPostPage
from config.backup.manifest import code_schema, new_manifest

OURS = ("blog", "config", "home", "search")
SQUASHES = [
    ("blog", "0001_squashed_0009_failed_publish"),
    ("home", "0001_squashed_0005_line_ends"),
    ("search", "0001_squashed_0007_some_held"),
]
FILES = [path for app in OURS for path in (settings.BASE_DIR / app).glob("migrations/*.py")]
BODY = [
    {"type": "heading", "value": {"text": "Kept", "level": "2"}, "id": "1"},
    {"type": "code", "value": {"source": "a = 1", "language": "python"}, "id": "2"},
]


def known_as(field):
    """Let a migration's next operations see a post's body as this; no column is altered."""
    alter = migrations.AlterField("blogpostpage", "body", field)
    return migrations.SeparateDatabaseAndState(state_operations=[alter])


class RenameSource(migrations.Migration):
    """A data migration that renames a child: it freezes the blocks it walks, and no others."""

    operations = [
        known_as(StreamField([("code", StructBlock([("source", TextBlock())]))], blank=True)),
        MigrateStreamData(
            app_name="blog",
            model_name="BlogPostPage",
            field_name="body",
            operations_and_block_paths=[(RenameStructChildrenOperation("source", "code"), "code")],
        ),
        known_as(models.JSONField(blank=True, verbose_name="body")),
    ]


@pytest.fixture
def state(db):
    """The models as the last migrations leave them."""
    return MigrationLoader(connection).project_state()


@pytest.fixture
def old_post(state, post):
    """A post whose row and revision name a child of a block as long ago."""
    post.save_revision()
    posts = state.apps.get_model("blog", "BlogPostPage").objects.filter(pk=post.pk)
    posts.update(body=BODY)
    post.latest_revision.content["body"] = json.dumps(BODY)
    post.latest_revision.save()
    return posts.get()


def known_body(state):
    # Without its name, which a field has once a class was made of its model.
    return state.models["blog", "blogpostpage"].fields["body"].deconstruct()[1:]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parts[-3]}.{path.stem}")
def test_no_migration_imports_what_may_move_or_holds_blocks(path):
    rooms = {name.split(".")[0] for name in imported(path)}
    assert not rooms & {*OURS, "tests", ""}
    assert "StreamField" not in path.read_text(encoding="utf-8")


def test_other_blocks_are_no_other_field():
    definitions = [("word", CharBlock())], [("number", IntegerBlock(max_value=3))]
    one, other = (BodyField(blocks, blank=True).deconstruct() for blocks in definitions)
    assert one == other


def test_every_stream_of_ours_stands_in_migrations_without_blocks():
    models_of_ours = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    fields = [field for model in models_of_ours for field in model._meta.local_fields]
    streams = [field for field in fields if isinstance(field, StreamField)]
    assert len(streams) >= 5
    assert [field for field in streams if not isinstance(field, UnfrozenStreamField)] == []


def test_a_migration_that_saves_a_post_keeps_its_blocks(old_post):
    old_post.teaser = "Another"
    old_post.save()
    old_post.refresh_from_db()
    assert (old_post.teaser, old_post.body) == ("Another", BODY)


def test_a_migration_renames_a_child_of_a_stored_block(state, old_post):
    body_before = known_body(state)
    state = RenameSource("9999", "blog").apply(state, connection.schema_editor())
    assert known_body(state) == body_before

    post = BlogPostPage.objects.get(pk=old_post.pk)
    for body in (post.body, post.get_latest_revision_as_object().body):
        assert [(block.block_type, block.id) for block in body] == [("heading", "1"), ("code", "2")]
        assert body[1].value["code"] == "a = 1"
        assert body[1].value["language"] == "python"
    assert post.document.listings[0].text == "a = 1"


def test_without_frozen_blocks_such_a_migration_fails_before_it_writes(state, old_post):
    unfrozen = type(
        "Unfrozen", (migrations.Migration,), {"operations": RenameSource.operations[1:]}
    )
    with pytest.raises(AttributeError, match="stream_block"):
        unfrozen("9999", "blog").apply(state, connection.schema_editor())
    old_post.refresh_from_db()
    assert old_post.body == BODY


@pytest.fixture
def plan(db):
    """Return what `migrate` would run on a database that has these migrations of ours."""
    executor = MigrationExecutor(connection)
    loader, recorder = executor.loader, MigrationRecorder(connection)
    loader.load_disk = lambda: None  # read once

    def planned(applied):
        recorder.migration_qs.filter(app__in=OURS).delete()
        for key in applied:
            recorder.record_applied(*key)
        loader.build_graph()
        loader.check_consistent_history(connection)
        return [each for each, _ in executor.migration_plan(loader.graph.leaf_nodes())]

    planned.replaced = [
        each.replaces for (app, _), each in sorted(loader.replacements.items()) if app in OURS
    ]
    # What came after the squashes.
    squashed = {*chain.from_iterable(planned.replaced), *loader.replacements}
    planned.later = sorted(
        key for key in loader.disk_migrations if key[0] in OURS and key not in squashed
    )
    return planned


def test_a_new_site_runs_one_migration_an_app(plan):
    runs = [(each.app_label, each.name) for each in plan([])]
    assert sorted(runs) == sorted([*plan.later, *SQUASHES])


def test_a_site_that_stands_anywhere_runs_each_migration_it_lacks(plan):
    blog, home, search = plan.replaced
    for b, h, s in product(range(len(blog) + 1), range(len(home) + 1), (0, 3, len(search))):
        if ("home", "0005_line_ends") in home[:h] and ("blog", "0008_language") not in blog[:b]:
            continue
        applied = [*blog[:b], *home[:h], *search[:s]]
        runs = plan(applied)
        names = [key for each in runs for key in each.replaces or [(each.app_label, each.name)]]
        assert sorted(names) == sorted([*blog[b:], *home[h:], *search[s:], *plan.later]), applied


@pytest.mark.django_db
def test_a_site_that_lacks_nothing_but_the_squash_can_be_backed_up():
    squashes = MigrationRecorder(connection).migration_qs.filter(name__contains="_squashed_")
    assert squashes.filter(app__in=OURS).delete()[0] == 3
    assert new_manifest().schema == code_schema()
