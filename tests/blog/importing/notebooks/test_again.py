"""A notebook that comes in again is merged with what editors wrote meanwhile."""

from wagtail.models import Revision

from blog.importing.markdown.reader import import_folder
from tests.blog.importing.folders import imported, outcomes, png
from tests.blog.importing.notebooks.making import (
    code,
    in_base64,
    markdown,
    shown,
    stream,
    write_notebook,
)

HEAD, LOAD, FIT, END = (
    markdown("# Work\n\nHow it *went*, in short words."),
    code("data = load()", stream("1000 rows")),
    code("model.fit(data)", stream("loss 0.5")),
    markdown("That is all there is."),
)


def texts(post) -> list[str]:
    """Return what each block of the newest draft says."""
    post.refresh_from_db()
    body = post.get_latest_revision_as_object().body
    return [
        str(block.value if block.block_type == "markdown" else block.value.get("code")
            or block.value.get("text")).split("\n")[0]
        for block in body
    ]  # fmt: skip


def come_in(folder, blog, *cells, **options):
    report = import_folder(write_notebook(folder, *cells), index=blog, source="book", **options)
    assert not report.failures
    return report


def edited(post, change):
    """Have an editor change the newest draft's raw blocks, and publish it."""
    post.refresh_from_db()
    post = post.get_latest_revision_as_object()
    blocks = post.body.get_prep_value()
    post.body = post.body.stream_block.to_python(change(list(blocks)))
    post.save_revision().publish()


def prose(text: str) -> dict:
    return {"type": "markdown", "value": text}


def test_the_editors_prose_stays_between_cells_that_change_come_move_and_go(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, LOAD, FIT, END, publish=True)
    post = imported("work.ipynb")
    edited(post, lambda blocks: [
        blocks[0], prose("We load it."), *blocks[1:3], prose("We fit it."), *blocks[3:],
    ])  # fmt: skip
    assert texts(post) == [
        "How it *went*, in short words.", "We load it.", "data = load()", "1000 rows", "We fit it.",
        "model.fit(data)", "loss 0.5", "That is all there is.",
    ]  # fmt: skip
    changed = code("model.fit(data, epochs=3)", stream("loss 0.2"))
    report = come_in(tmp_path, blog, HEAD, LOAD, code("data.describe()"), changed, END)
    assert outcomes(report) == {"MERGED": 1}
    assert texts(post) == [
        "How it *went*, in short words.", "We load it.", "data = load()", "1000 rows",
        "data.describe()", "We fit it.", "model.fit(data, epochs=3)", "loss 0.2",
        "That is all there is.",
    ]  # fmt: skip
    # Moved: the file's order; the editor's prose follows what it followed.
    come_in(tmp_path, blog, HEAD, changed, LOAD, END)
    assert texts(post) == [
        "How it *went*, in short words.", "We load it.", "model.fit(data, epochs=3)", "loss 0.2",
        "data = load()", "1000 rows", "We fit it.", "That is all there is.",
    ]  # fmt: skip
    # Removed: the prose beside it stays.
    come_in(tmp_path, blog, HEAD, changed, END)
    assert texts(post) == [
        "How it *went*, in short words.", "We load it.", "model.fit(data, epochs=3)", "loss 0.2",
        "We fit it.", "That is all there is.",
    ]  # fmt: skip


def test_what_readers_have_stays_until_an_editor_approves(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, LOAD, publish=True)
    edited(imported("work.ipynb"), lambda blocks: [*blocks, prose("Mine.")])
    come_in(tmp_path, blog, HEAD, code("data = load(1)", stream("1000 rows")), publish=True)
    post = imported("work.ipynb")
    assert post.live
    assert post.has_unpublished_changes
    assert "load()" in str(post.body.get_prep_value())
    assert texts(post)[1:] == ["data = load(1)", "1000 rows", "Mine."]


def test_alternative_texts_stay_when_the_picture_changes(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, code("plot()", shown(image_png=in_base64(png("red")))))

    def describe(blocks):
        blocks[2]["value"]["image"] |= {"alt_text": "A red square.", "decorative": False}
        return blocks

    edited(imported("work.ipynb"), describe)
    before = imported("work.ipynb").body[2].value["image"].pk
    come_in(tmp_path, blog, HEAD, code("plot(1)", shown(image_png=in_base64(png("blue")))))
    value = imported("work.ipynb").get_latest_revision_as_object().body[2].value
    assert value["image"].contextual_alt_text == "A red square."
    assert value["image"].pk != before


def test_what_both_changed_stands_twice_and_is_told(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, LOAD, END)

    def rewrite(blocks):
        blocks[-1]["value"] = "That is all, says the editor."
        return blocks

    post = imported("work.ipynb")
    edited(post, rewrite)
    last = markdown("That is all there is, says the notebook.")
    report = come_in(tmp_path, blog, HEAD, LOAD, last)
    assert texts(post)[-2:] == ["That is all, says the editor.", last["source"]]
    assert any("changed here and in the file" in each.what for each in report.unplaced)
    # Once more, the same: neither a third version, nor the editor's choice undone.
    edited(post, lambda blocks: blocks[:-1])
    come_in(tmp_path, blog, HEAD, LOAD, last, markdown("New."))
    assert texts(post)[-2:] == ["That is all, says the editor.", "New."]


def test_what_only_the_editor_changed_is_no_conflict_at_any_later_run(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, LOAD, END)

    def rewrite(blocks):
        blocks[0]["value"] = "In other words."
        return blocks

    post = imported("work.ipynb")
    edited(post, rewrite)
    for number in range(3):
        come_in(tmp_path, blog, HEAD, LOAD, markdown(f"Version {number} of the end of it."))
        assert texts(post)[0] == "In other words."
        assert texts(post)[-1] == f"Version {number} of the end of it."


def test_title_and_tags_of_the_editors_stay(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, LOAD)
    post = imported("work.ipynb").get_latest_revision_as_object()
    post.title = "A better title"
    post.tags.add("mine")
    post.save_revision().publish()
    come_in(tmp_path, blog, HEAD, LOAD, END)
    draft = imported("work.ipynb").get_latest_revision_as_object()
    assert draft.title == "A better title"
    assert [tag.name for tag in draft.tags.all()] == ["mine"]


def test_cells_are_known_by_their_ids(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, code("a = 1", id="aaaa"), code("b = 2", id="bbbb"))
    post = imported("work.ipynb")
    before = {block.value["code"]: block.id for block in post.body if block.block_type == "code"}
    come_in(tmp_path, blog, HEAD, code("x = 20", id="bbbb"), code("a = 1", id="aaaa"))
    draft = imported("work.ipynb").get_latest_revision_as_object().body
    after = {block.value["code"]: block.id for block in draft if block.block_type == "code"}
    assert after == {"x = 20": before["b = 2"], "a = 1": before["a = 1"]}


def test_an_unedited_notebook_just_becomes_its_next_version(blog, tmp_path):
    come_in(tmp_path, blog, HEAD, LOAD, publish=True)
    report = come_in(tmp_path, blog, HEAD, FIT, publish=True)
    assert outcomes(report) == {"UPDATED": 1}
    assert texts(imported("work.ipynb"))[1:] == ["model.fit(data)", "loss 0.5"]
    assert not imported("work.ipynb").has_unpublished_changes
    assert outcomes(come_in(tmp_path, blog, HEAD, FIT)) == {"UNCHANGED": 1}
    assert Revision.objects.filter(object_id=str(imported("work.ipynb").pk)).count() == 2
