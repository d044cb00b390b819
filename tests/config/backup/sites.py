"""Whole sites for the tests: each a data folder with a process that works on it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = Path(__file__).parent / "scripts"


@dataclass(frozen=True)
class SiteFolder:
    """A site by its data folder and, unless it is SQLite there, its database."""

    data_dir: Path
    database_url: str = ""

    @property
    def media(self):
        return self.data_dir / "media"

    def environment(self):
        kept = {
            name: value
            for name, value in os.environ.items()
            if name not in ("DATABASE_URL", "SITE_URL", "HOST", "PORT", "ALLOWED_HOSTS")
        }
        own = {
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
            "DATA_DIR": str(self.data_dir),
            "PYTHONPATH": str(ROOT),
            # Looking changes nothing.
            "SEARCH_COUNTS": "false",
            # A busy machine is no news to a test that reads the errors.
            "SLOW_QUERY_MS": "0",
        }
        if self.database_url:
            own["DATABASE_URL"] = self.database_url
        return {**kept, **own}

    def start(self, *command, **options):
        return subprocess.Popen(
            [sys.executable, *map(str, command)],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            **options,
        )

    def manage(self, *arguments, **options):
        """Run a command; return its return code, output and errors."""
        process = self.start(ROOT / "manage.py", *arguments, **options)
        out, err = process.communicate(timeout=300)
        return process.returncode, out, err

    def run_script(self, name, *arguments):
        """Run one of `scripts`; return what it prints, read as JSON."""
        process = self.start(SCRIPTS / name, *arguments)
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err
        return json.loads(out)

    def backup(self, folder, *options):
        """Make a backup and return its file."""
        code, out, err = self.manage("backup", folder, *options)
        assert code == 0, err
        assert len(out.splitlines()) == 1
        return max(folder.glob("epoch-*.tar"))

    def restore(self, backup):
        code, out, err = self.manage("restore", backup)
        assert (code, err) == (0, "")
        assert len(out.splitlines()) == 1

    def refusal(self, *arguments, **options):
        """The line with which a command refuses."""
        code, out, err = self.manage(*arguments, **options)
        assert (code, out) == (1, "")
        assert len(err.splitlines()) == 1, err
        return err

    def on(self, database_url):
        return replace(self, database_url=database_url)
