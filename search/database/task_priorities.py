"""Orders background tasks: people who wait first, then readers, pictures last."""

# Mail: somebody waits for it.
MAIL = 100
# What readers would otherwise see as it was before a change.
STALE = 50
# What an editor watches, a few seconds at a time.
IMPORT = 0
# What makes a page nicer or quicker, and nothing wrong without it.
LATER = -50
# What an upgrade left to do for pages that nobody touched.
CATCHING_UP = -60
