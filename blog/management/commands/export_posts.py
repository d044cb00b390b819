"""Exports a blog as a folder of Markdown files: `manage.py export_posts DIR`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from blog.exporting.exporter import ExportReport, export_blog
from blog.exporting.front_matter import SYSTEMS
from blog.management.blogs import find_blog
from blog.management.folders import export_faults_told, written_folder


class Command(BaseCommand):
    help = (
        "Write a blog's posts as Markdown files, drafts too, with pictures and documents beside "
        "them. A second run writes only what changed; import_posts reads it all back."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "path", type=written_folder, metavar="DIR", help="The folder; made if missing."
        )
        parser.add_argument("--blog", metavar="SLUG", help="The blog, when there are several.")
        parser.add_argument(
            "--for",
            dest="system",
            choices=SYSTEMS,
            default="plain",
            help="Whose keys stand at the head of each file; the text is the same.",
        )

    def handle(self, *args: object, **options: object) -> None:
        index = find_blog(options["blog"])
        with export_faults_told(options["path"]):
            report = export_blog(index, options["path"], system=options["system"])
        self._show(report)

    def _show(self, report: ExportReport) -> None:
        self.stdout.write(
            f"{report.posts} posts, {report.media} pictures and documents: {report.written} "
            f"files written, {report.unchanged} as they were, {report.removed} removed."
        )
        for remark in report.remarks:
            self.stdout.write(f"  {remark}")
