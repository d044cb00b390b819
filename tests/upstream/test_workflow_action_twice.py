"""Wagtail 8's autosave posts a workflow action's form too; undo `blog.editor.autosave` when not.

`workflow-action.js` writes the action into the form, which autosave takes for a change.
"""

import pytest

from tests.factories import UserFactory
from tests.forms import edited_form

AUTOSAVE = {"accept": "application/json", "x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def submitted(post):
    writer = UserFactory(group="Authors")
    post.owner = writer
    post.save_revision(user=writer)
    post.get_workflow().start(post, writer)
    return post


@pytest.fixture
def act(client, submitted):
    """Post the form of the editor with a workflow action, as a browser or as autosave."""
    client.force_login(UserFactory(group="Editors"))

    def post(action, **headers):
        data = {
            "teaser": "What the reader learns.",
            "action-workflow-action": "true",
            "workflow-action-name": action,
            "workflow-action-extra-data": '{"comment": "Why?"}',
        }
        address = f"/admin/pages/{submitted.pk}/edit/"
        return client.post(address, edited_form(submitted, "Text.", **data), headers=headers)

    return post


@pytest.mark.parametrize(
    ("action", "status"), [("approve", "approved"), ("reject", "needs_changes")]
)
def test_autosave_takes_no_workflow_action(submitted, act, action, status):
    state = submitted.current_workflow_state
    assert act(action, **AUTOSAVE).json()["success"]
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert act(action).status_code == 302
    state.refresh_from_db()
    assert state.status == status
    assert act(action, **AUTOSAVE).json()["success"]
