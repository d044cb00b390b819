"""Runs the export of a site, and asks its folder for addresses as a plain web server is asked."""

from html import unescape
from io import StringIO
from pathlib import Path
from re import findall
from urllib.parse import unquote, urljoin, urlsplit

from django.core.management import call_command
from wagtail.models import Page


def run(folder: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("export_site", str(folder), *arguments, stdout=out)
    return out.getvalue()


def files_of(folder: Path) -> dict[str, bytes]:
    """Return all files of a folder with what they hold, the list of them aside."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.startswith(".epoch")
    }


def file_at(folder: Path, address: str) -> Path | None:
    """Return the file that a plain web server answers an address with; None for a 404."""
    path = folder / unquote(urlsplit(address).path).lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    return path if path.is_file() else None


def page_at(folder: Path, address: str) -> str:
    file = file_at(folder, address)
    assert file is not None, address
    return file.read_text()


def dead_links(folder: Path, root_url: str = "http://testserver") -> list[str]:
    """Return the links in a copy's pages that no file of it answers, each with its page."""
    found = []
    for file in folder.rglob("*.html"):
        base = f"{root_url}/{file.relative_to(folder).as_posix()}"
        for link in findall(r'\s(?:href|src|action)="([^"]*)"', file.read_text()):
            full = urljoin(base, unescape(link))
            if full.startswith(root_url) and file_at(folder, full.removeprefix(root_url)) is None:
                found.append(f"{link} in {base}")
    return found


def write(page: Page, text: str) -> None:
    page.body = [("markdown", text)]
    page.save_revision().publish()
