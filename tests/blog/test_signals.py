"""The one list of what follows what is all that the blog has connected, in its order."""

import pytest

from blog.signals import FOLLOWING
from blog.taxonomy.naming import TAXONOMY
from blog.taxonomy.reindexing import reindex_after_save

SIGNALS = list(dict.fromkeys(signal for signal, _sender, _follow in FOLLOWING))


@pytest.mark.parametrize("signal", SIGNALS)
def test_nothing_but_the_list_is_connected(signal):
    listed = [
        (f"{follow.__module__}.{follow.__name__}", id(sender))
        for each, sender, follow in FOLLOWING
        if each is signal
    ]
    receivers = [(key, reference()) for key, reference, _is_async in signal.receivers]
    connected = [key for key, follow in receivers if follow.__module__.startswith("blog.")]
    assert connected == listed


def test_each_model_that_posts_name_is_in_the_list():
    followed = [sender for _signal, sender, follow in FOLLOWING if follow is reindex_after_save]
    assert followed == TAXONOMY
