"""Drops all finished pages, after the database was changed past Django."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError

from config.freshness.announcing import generation, shared_generation

# Seconds that caches in front have to confirm.
PATIENCE = 5.0


class Command(BaseCommand):
    help = (
        "Have every process, other machines and caches in front drop the pages they keep; needed "
        "after a change by psql, sqlite3 or another program. What is stored of a text is made "
        "anew by `render_documents --all` and `search_index rebuild`."
    )
    requires_system_checks = []

    def handle(self, **options: object) -> None:
        value = generation()
        if problem := value.find_problem():
            raise CommandError(f"{value.path} can't be shared ({problem}): restart the site.")
        value.change()
        self.stdout.write("All processes of this machine have dropped their finished pages.")
        self.tell_machines()
        self.purge_front()
        if settings.SHARED_MAX_AGE:
            self.stdout.write(
                "Caches of others (CDNs) may show older pages for another "
                f"{settings.SHARED_MAX_AGE + 60} seconds."
            )

    def tell_machines(self) -> None:
        """Tell other machines; raise CommandError where the shared cache doesn't keep it."""
        if shared := shared_generation():
            shared.tell()
            if shared.is_untold:
                raise CommandError("The cache of CACHE_URL is away: other machines don't know.")
            self.stdout.write("Other machines drop theirs within a second.")

    def purge_front(self) -> None:
        """Purge our caches in front; raise CommandError where one doesn't confirm."""
        if not settings.FRONT_CACHE_URLS:
            return
        from config.front_cache.purging import purge_now

        names = ", ".join(settings.FRONT_CACHE_URLS)
        if not purge_now(PATIENCE):
            raise CommandError(f"Not every cache in front ({names}) was emptied: try again.")
        self.stdout.write(f"The cache in front was emptied: {names}.")
