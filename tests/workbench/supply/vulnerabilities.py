"""Asks whether vulnerabilities are known in what the lock files pin, with pip-audit.

Ends with 1 when there are; where the service can't be asked, or doesn't know a package, it says
"not checked", which is no pass: with `--strict` that ends with 2.
"""

import json
import subprocess
import sys
from typing import Any

from tests.workbench.supply.locks import ROOT, RUNTIME_LOCKS

TIMEOUT_SECONDS = 300


def ask(name: str) -> list[dict[str, Any]] | None:
    """Return pip-audit's finding for each package of a lock file; None without an answer."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", name, "--require-hashes"]
    options = ["--disable-pip", "--format", "json", "--progress-spinner", "off", "--timeout", "10"]
    try:
        result = subprocess.run(
            [*command, *options],
            cwd=ROOT,
            capture_output=True,
            check=False,
            timeout=TIMEOUT_SECONDS,
        )
        return json.loads(result.stdout)["dependencies"]
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return None


def report(name: str, findings: list[dict[str, Any]] | None) -> tuple[list[str], int]:
    """Return lines that say what was found in a lock file, and the exit code they mean."""
    if findings is None:
        return [f"{name}: not checked (the service did not answer)."], 2
    vulnerable = [finding for finding in findings if finding.get("vulns")]
    unknown = [finding for finding in findings if "skip_reason" in finding]
    lines = [
        f"{name}: {finding['name']} {finding['version']} has {vulnerability['id']}, "
        f"fixed in {', '.join(vulnerability.get('fix_versions', [])) or 'no version yet'}."
        for finding in vulnerable
        for vulnerability in finding["vulns"]
    ]
    if unknown or not findings:
        lines.append(f"{name}: not checked for {len(unknown)} of {len(findings)} packages.")
    if not lines:
        lines = [f"{name}: no known vulnerabilities in {len(findings)} packages."]
    return lines, 1 if vulnerable else 2 if unknown or not findings else 0


def main(arguments: list[str]) -> int:
    codes = set()
    for name in RUNTIME_LOCKS:
        lines, code = report(name, ask(name))
        sys.stdout.writelines(f"{line}\n" for line in lines)
        codes.add(code)
    if 1 in codes:
        return 1
    return 2 if 2 in codes and "--strict" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
