"""Writes what this installation is made of, as CycloneDX (ECMA-424), for tools that look up
known vulnerabilities and licences."""

import json
import platform
import re
from importlib.metadata import Distribution, distributions
from typing import Any

from django.core.management import BaseCommand

from config.monitoring.release import release

# Characters: older packages put the whole licence where its name belongs.
MAX_NAME = 60


class Command(BaseCommand):
    help = "Print the bill of materials of this installation: CycloneDX 1.6, as JSON."
    requires_system_checks = []

    def handle(self, **options: object) -> None:
        self.stdout.write(json.dumps(bill_of_materials(), indent=2))


def bill_of_materials() -> dict[str, Any]:
    """Return the document: the site, Python below it, and each installed distribution."""
    components = [component(each) for each in distributions()]
    python = {"type": "platform", "name": "python", "version": platform.python_version()}
    site = {"type": "application", "name": "epoch", "version": release()}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**site, "licenses": [{"license": {"id": "MIT"}}]}},
        "components": [python, *sorted(components, key=lambda each: each["bom-ref"])],
    }


def component(distribution: Distribution) -> dict[str, Any]:
    metadata = distribution.metadata
    name = re.sub(r"[-_.]+", "-", metadata["Name"]).lower()
    reference = f"pkg:pypi/{name}@{distribution.version}"
    found: dict[str, Any] = {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "version": distribution.version,
        "purl": reference,
    }
    if expressions := metadata.get_all("License-Expression"):
        found["licenses"] = [{"expression": expressions[0]}]
    elif names := licence_names(distribution):
        found["licenses"] = [{"license": {"name": each}} for each in names]
    return found


def licence_names(distribution: Distribution) -> list[str]:
    """Return what the classifiers call the licence, else the field where it is no whole text."""
    classifiers = distribution.metadata.get_all("Classifier") or []
    names = {each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")}
    fields = distribution.metadata.get_all("License") or []
    return sorted(names) or [each for each in fields if 0 < len(each) <= MAX_NAME]
