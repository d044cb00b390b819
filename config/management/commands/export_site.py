"""Exports the public site as static files: `manage.py export_site DIR`."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from wagtail.models import Site

from blog.management.folders import export_faults_told, written_folder
from config.serving.data_files import check_static_files
from config.serving.preflight import check_database
from config.static_export.exporter import export_site
from config.static_export.report import SiteReport
from home.setup.sites import site_address


class Command(BaseCommand):
    help = (
        "Write the public site as files for any web server: pages, feeds, pictures, redirects and "
        "404.html, without a running site. A second run writes only what changed and removes what "
        "went. Full addresses are those of SITE_URL."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", type=written_folder, metavar="DIR", help="The folder; made if missing."
        )
        parser.add_argument(
            "--search-url",
            default="",
            metavar="URL",
            help="Where search forms lead, for instance https://cms.example/search/ of the "
            "running site. Without it, the search page says that files can't be searched.",
        )

    def handle(self, *args: object, **options: Any) -> None:
        check_search_url(options["search_url"])
        check_static_files()
        check_database()
        with export_faults_told(options["path"]):
            report = export_site(find_site(), options["path"], search_url=options["search_url"])
        self._show(report)
        if report.failed:
            raise CommandError(
                f"{len(report.failed)} addresses answered with an error of the server, so nothing "
                f"was removed: {', '.join(report.failed[:5])}"
            )

    def _show(self, report: SiteReport) -> None:
        self.stdout.write(
            f"{report.pages} pages, {report.redirects} redirects: {report.written} files written, "
            f"{report.unchanged} as they were, {report.removed} removed."
        )
        for address, source in sorted(report.broken.items()):
            self.stdout.write(f"  broken link: {address} on {source}")
        for address, reason in sorted(report.left_out.items()):
            self.stdout.write(f"  left out: {address}: {reason}")
        for remark in report.remarks:
            self.stdout.write(f"  {remark}")


def find_site() -> Site:
    """Return the site of SITE_URL; raise CommandError where pages would speak of another."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None or (site.hostname, site.port) != site_address(settings.SITE_URL):
        raise CommandError(f"The site does not know SITE_URL {settings.SITE_URL}: run init first.")
    return site


def check_search_url(url: str) -> None:
    """Raise CommandError for what no form can lead to."""
    parts = urlsplit(url)
    if url and (parts.scheme not in ("http", "https") or not parts.netloc or parts.query):
        raise CommandError("--search-url must be a full address without a query.")
