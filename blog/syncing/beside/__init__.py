"""Keeps the files beside a blog's posts: who signs them, their topics, the sources they cite."""
