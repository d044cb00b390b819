"""`compose.yaml` names what the site reads, watches what it starts, and lets nothing be written."""

import re

import pytest

from tests.deploy.composed import COMPOSE, OF_LIBRARIES, TEXT, read_by_settings
from tests.workbench.supply.locks import ROOT

SITES = ("setup", "site")


@pytest.mark.parametrize("name", SITES)
def test_each_variable_is_one_that_the_site_reads(name):
    given = set(COMPOSE["services"][name]["environment"])
    assert given - read_by_settings() - OF_LIBRARIES == set()
    assert {"SITE_URL", "SECRET_KEY", "DATABASE_URL"} <= given


@pytest.mark.parametrize("name", SITES)
def test_the_site_writes_to_its_volume_alone(name):
    service = COMPOSE["services"][name]
    assert service["read_only"] is True
    assert service["tmpfs"] == ["/tmp"]
    assert service["volumes"] == ["media:/data"]
    assert service["cap_drop"] == ["ALL"]


@pytest.mark.parametrize("name", SITES)
def test_the_image_is_built_by_arguments_that_it_has(name):
    known = re.findall(r"^ARG (\w+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert set(COMPOSE["services"][name]["build"]["args"]) == set(known) - {"BASE", "VERSION"}


def test_what_stays_is_watched_and_starts_again():
    for name, service in COMPOSE["services"].items():
        if name != "setup":
            assert service["healthcheck"]["test"]
            assert service["restart"] == "unless-stopped"


def test_all_volumes_are_declared_and_all_that_is_waited_for_is_there():
    services = COMPOSE["services"]
    used = {volume.partition(":")[0] for each in services.values() for volume in each["volumes"]}
    assert used == set(COMPOSE["volumes"])
    assert {name for each in services.values() for name in each.get("depends_on", ())} <= set(
        services
    )


def test_a_stop_leaves_more_time_than_serve_takes():
    from config.serving.supervisor import STOP_SECONDS

    assert int(COMPOSE["services"]["site"]["stop_grace_period"].removesuffix("s")) > STOP_SECONDS


def test_the_page_names_each_variable_that_has_no_default():
    page = (ROOT / "deploy" / "compose.md").read_text()
    required = set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert {name for name in required if f"{name}=" not in page} == set()


@pytest.mark.parametrize("name", ["compose.md", "behind-varnish.md", "one-machine.md"])
def test_a_way_has_at_most_ten_steps_and_is_linked(name):
    steps = re.findall(r"^\d+\. ", (ROOT / "deploy" / name).read_text(), re.MULTILINE)
    assert 0 < len(steps) <= 10
    assert f"deploy/{name}" in (ROOT / "README.md").read_text()
