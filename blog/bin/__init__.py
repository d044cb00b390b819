"""The bin: a deleted page waits in it for 30 days with all that hangs on it, or comes back.

A page is moved below a tree of its own (`putting`), not copied out and not hidden where it stands:
its id stays, and with it revisions, comments, aliases and redirects, and migrations reach its rows.
The root of that tree has a view restriction, by which the one definition of public
(`search.public.visibility`) leaves out all of it; no role has rights there.
"""
