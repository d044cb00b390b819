"""Gives mails what a reviewer will find changed."""

from django import template

from blog.review.summary import summarise_changes

register = template.Library()
register.simple_tag(summarise_changes)
