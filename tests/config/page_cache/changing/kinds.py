"""Changes of every kind that alter what readers see, each as a generator.

It first yields the address that is to be read before, then makes the change and yields what must
be true of that address, or another, from then on: (address, status, text it shows, text it lacks).
"""

from tests.config.page_cache.changing import around, media, pages

KINDS = [
    pages.publish, pages.publish_in_listing, pages.publish_in_feed, pages.create, pages.unpublish,
    pages.delete, pages.move, pages.change_slug, pages.restrict, pages.lift_restriction,
    pages.go_live, pages.expire, around.rename_author, around.rename_tag, around.change_setting,
    around.redirect, around.drop_redirect, media.change_image, media.change_rendition,
    media.change_document, pages.restore_revision, pages.bring_in, around.index_anew,
    around.relate, around.pin, around.put_in_menu,
]  # fmt: skip
