"""Registers search's hooks."""

from wagtail import hooks

from search.visibility import refuse_expired

hooks.register("before_serve_page", refuse_expired)
