"""The service is played by a stand-in for pip-audit, since not every machine reaches it."""

import json
import subprocess

import pytest

from tests.workbench.supply import vulnerabilities

FINE = {"name": "nh3", "version": "0.3.8", "vulns": []}
HIT = {
    "name": "pillow",
    "version": "13.0.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["13.0.1"]}, {"id": "PYSEC-2"}],
}
SKIPPED = {"name": "wagtail", "skip_reason": "Dependency not found"}


def play(monkeypatch, output, code=0):
    def run(command, **options):
        if output is None:
            raise subprocess.TimeoutExpired(command, 1)
        return subprocess.CompletedProcess(command, code, stdout=output)

    monkeypatch.setattr(vulnerabilities.subprocess, "run", run)


@pytest.mark.parametrize(
    ("findings", "code", "strict_code", "message"),
    [
        ([FINE, FINE], 0, 0, "no known vulnerabilities in 2 packages"),
        ([FINE, HIT], 1, 1, "pillow 13.0.0 has PYSEC-1, fixed in 13.0.1"),
        ([HIT], 1, 1, "PYSEC-2, fixed in no version yet"),
        ([SKIPPED, HIT], 1, 1, "not checked for 1 of 2 packages"),
        ([SKIPPED, FINE], 0, 2, "not checked for 1 of 2 packages"),
        ([], 0, 2, "not checked for 0 of 0 packages"),
    ],
)
def test_a_finding_fails_and_an_unknown_package_is_no_pass(
    monkeypatch, capsys, findings, code, strict_code, message
):
    play(monkeypatch, json.dumps({"dependencies": findings}), code=code)
    assert vulnerabilities.main([]) == code
    output = capsys.readouterr().out
    assert message in output
    assert ("no known" in output) == (strict_code == 0)
    assert vulnerabilities.main(["--strict"]) == strict_code


@pytest.mark.parametrize("output", [None, "", "ERROR: no route to host", "{}"])
def test_a_service_that_does_not_answer_is_not_a_pass(monkeypatch, capsys, output):
    play(monkeypatch, output, code=1)
    assert vulnerabilities.main([]) == 0
    assert "not checked (the service did not answer)" in capsys.readouterr().out
    assert vulnerabilities.main(["--strict"]) == 2
