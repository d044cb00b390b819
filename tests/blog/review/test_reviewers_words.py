"""After "Request changes" the opened post says who asks for what (R9)."""

import pytest
from django.urls import reverse

from tests.factories import UserFactory


@pytest.fixture
def writer(post):
    user = UserFactory(group="Authors")
    post.owner = user
    post.live = False
    post.save()
    post.save_revision(user=user)
    return user


@pytest.fixture
def reject(post, writer):
    """Have a reviewer send the post back with some words."""

    def reject(comment):
        state = post.current_workflow_state or post.get_workflow().start(post, writer)
        reviewer = UserFactory(group="Editors", first_name="Second", last_name="Reader")
        task = state.current_task_state
        task.task.specific.on_action(task, reviewer, "reject", comment=comment)
        return state

    return reject


def words(client, post, told):
    return told(client.get(reverse("wagtailadmin_pages:edit", args=[post.pk])))


def test_the_writer_reads_the_reviewers_words(client, post, writer, reject, told):
    reject("Name the <b>units</b>.")
    client.force_login(writer)
    response = client.get(reverse("wagtailadmin_pages:edit", args=[post.pk]))
    assert "Second Reader asks for changes: Name the <b>units</b>." in told(response)
    assert "Name the &lt;b&gt;units&lt;/b&gt;." in response.content.decode()


def test_a_rejection_without_words_is_told_too(client, post, writer, reject, told):
    reject("")
    client.force_login(writer)
    assert "Second Reader asks for changes." in words(client, post, told)


def test_only_the_last_words_stand_until_the_post_is_sent_in_again(
    client, post, writer, reject, told
):
    state = reject("First.")
    state.resume(writer)
    client.force_login(writer)
    assert not [each for each in words(client, post, told) if "asks for changes" in each]
    reject("Second.")
    shown = [each for each in words(client, post, told) if "asks for changes" in each]
    assert shown == ["Second Reader asks for changes: Second."]
