import pytest

from tests.factories import AuthorFactory, BlogPostPageFactory, TagFactory

ADDRESSES = [
    "/search/?q=drift",
    "/search/?q=drift&format=json",
    "/search/?tag=mlops&format=json",
    "/search/?q=dritf&format=json",
    "/search/suggest/?q=dri",
    "/search/feed.xml?q=drift",
]
KEPT = [address for address in ADDRESSES if address != ADDRESSES[0]]


@pytest.fixture
def make(blog):
    tag, author = TagFactory(slug="mlops"), AuthorFactory()

    def make(count):
        BlogPostPageFactory.create_batch(
            count, parent=blog, title="On drift", tags=[tag], authors=[author]
        )

    return make


def test_queries_are_as_many_for_three_times_the_posts(client, make, count_queries):
    make(7)
    counts = {}
    for address in ADDRESSES:
        client.get(address)
        counts[address] = count_queries(lambda address=address: client.get(address))
    make(14)
    for address, before in counts.items():
        assert count_queries(lambda address=address: client.get(address)) == before, address


@pytest.mark.parametrize("address", KEPT)
def test_caches_ask_anew_for_what_programs_ask_for(client, make, address):
    make(1)
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies


@pytest.mark.parametrize("address", KEPT)
def test_an_answer_to_a_session_is_kept_by_no_cache(client, make, django_user_model, address):
    client.force_login(django_user_model.objects.create(username="editor"))
    assert client.get(address)["Cache-Control"] == "private, no-store"
