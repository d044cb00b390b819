"""`deploy/compose.large.yaml` adds to `compose.yaml` what several web servers need, as closed."""

import os
import re
import runpy
import shutil
import subprocess

import pytest
import yaml
from django.core.files.storage import storages
from moto import mock_aws

from config.settings.object_storage import stores
from tests.deploy.composed import COMPOSE, OF_LIBRARIES, read_by_settings
from tests.workbench.supply.locks import ROOT

DEPLOY = ROOT / "deploy"
TEXT = (DEPLOY / "compose.large.yaml").read_text()
LARGE = yaml.safe_load(TEXT)
SERVICES = LARGE["services"]
OURS = ("setup", "site", "second", "background", "buckets")
VARNISHD = shutil.which("varnishd", path=f"{os.environ['PATH']}:/usr/sbin")


def merged(name):
    """Return a service as compose joins both files: maps by their keys, all else by the second."""
    service, further = COMPOSE["services"].get(name, {}), SERVICES.get(name, {})
    maps = {key: {**service.get(key, {}), **further.get(key, {})}
            for key in ("environment", "depends_on")}  # fmt: skip
    return {**service, **further, **maps}


def without_messages(environment):
    return {name: re.sub(r":\?[^}]*", "", str(value)) for name, value in environment.items()}


@pytest.mark.parametrize("name", OURS)
def test_each_variable_is_one_that_the_site_reads(name):
    assert set(merged(name)["environment"]) - read_by_settings() - OF_LIBRARIES == set()


@pytest.mark.parametrize("name", ["second", "background"])
def test_all_sites_are_told_the_same(name):
    """What `compose.yaml` gives its site, and this file changes of it, stands here again."""
    told, site = merged(name)["environment"], merged("site")["environment"]
    assert without_messages(told) == without_messages(site)
    same = ("build", "init", "read_only", "tmpfs", "cap_drop", "security_opt", "depends_on")
    assert {key: merged(name)[key] for key in same} == {key: merged("site")[key] for key in same}


def test_roles_are_those_of_serve():
    roles = {name: merged(name).get("command") for name in ("site", "second", "background")}
    web, background = ["--web"], ["--background"]
    words = ["python3", "manage.py", "serve"]
    assert roles == {"site": words + web, "second": words + web, "background": words + background}


def test_both_web_servers_are_asked_alike():
    assert merged("second")["healthcheck"] == merged("site")["healthcheck"]
    assert merged("second")["stop_grace_period"] == merged("site")["stop_grace_period"]


@pytest.mark.parametrize("name", [*SERVICES, "database"])
def test_nothing_has_rights_or_a_root_to_write_to(name):
    service = merged(name)
    if name != "database":
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", [*SERVICES])
def test_what_stays_is_watched_and_starts_again(name):
    service = merged(name)
    if name in ("setup", "buckets"):
        assert service["healthcheck"] == {"disable": True}
        assert service.get("restart", "no") == "no"
    else:
        assert service["healthcheck"]["test"]
        assert service["restart"] == "unless-stopped"


def test_migrations_and_init_come_first_and_wait_for_all_that_they_write_to():
    assert set(merged("setup")["depends_on"]) == {"database", "redis", "buckets"}
    assert set(merged("buckets")["depends_on"]) == {"store"}
    for name in ("site", "second", "background"):
        waited = merged(name)["depends_on"]
        assert waited == {"setup": {"condition": "service_completed_successfully"}}


def test_each_site_has_a_volume_of_its_own_and_all_are_declared():
    used = [merged(name)["volumes"] for name in ("site", "second", "background")]
    assert used == [["media:/data"], ["second:/data"], ["background:/data"]]
    named = {v.partition(":")[0] for each in SERVICES.values() for v in each.get("volumes", ())}
    assert named - {"./deploy"} == set(LARGE["volumes"])


def test_nothing_is_published_but_on_loopback():
    for name in (*SERVICES, "site"):
        for port in merged(name).get("ports", ()):
            assert re.fullmatch(r"\$\{PUBLISH\w*:-127\.0\.0\.1:\d+\}:\d+", port)


def test_varnish_knows_the_addresses_that_the_web_servers_have():
    varnish = SERVICES["varnish"]["environment"]
    first, second = (SERVICES[name]["networks"]["default"] for name in ("site", "second"))
    assert varnish["FIRST"] == first["ipv4_address"]
    assert varnish["SECOND"] == second["ipv4_address"]
    # Others get their addresses from the upper half.
    assert LARGE["networks"]["default"]["ipam"]["config"][0]["ip_range"].endswith(".128/25")


@pytest.mark.processes
def test_varnish_takes_what_its_service_makes_of_the_shipped_files(tmp_path):
    if VARNISHD is None:
        message = "Varnish is missing: its files for several machines were not tried"
        pytest.fail(message) if os.environ.get("CI") == "true" else pytest.skip(message)
    given = {name: value.replace("${NETWORK:-10.95.7}", "10.95.7")
             for name, value in SERVICES["varnish"]["environment"].items()}  # fmt: skip
    script, run = SERVICES["varnish"]["command"][-1].replace("$$", "$").split("exec varnishd")
    script = script.replace("/deploy/", f"{DEPLOY}/").replace("/etc/varnish/", f"{tmp_path}/")
    subprocess.run(["sh", "-ec", script], env=os.environ | given, check=True)
    assert "-f /etc/varnish/several.vcl" in run
    made = tmp_path / "several.vcl"
    made.write_text(made.read_text().replace("/etc/varnish/", f"{tmp_path}/"))
    text = made.read_text() + (tmp_path / "epoch.vcl").read_text()
    used = re.sub(r"#.*", "", text)
    assert "127.0.0.1" not in used
    assert re.findall(r'\.host = "(.*)"', used) == ["10.95.7.12", "10.95.7.11"]
    assert re.findall(r'\.port = "(.*)"', used) == ["8000", "8000"]
    assert used.count('"10.95.7.0"/24;') == 2
    command = [VARNISHD, "-j", "none", "-C", "-n", str(tmp_path / "n"), "-f", str(made)]
    compiled = subprocess.run(command, capture_output=True, text=True)
    assert compiled.returncode == 0, compiled.stderr


def test_buckets_are_made_once_and_one_of_them_may_be_read(settings, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "key-of-the-tests")
    for name, value in {
        "S3_BUCKET": "open",
        "S3_PRIVATE_BUCKET": "closed",
        "S3_REGION": "us-east-1",
        # The only one that moto answers for.
        "S3_ENDPOINT_URL": "https://s3.us-east-1.amazonaws.com",
    }.items():
        monkeypatch.setenv(name, value)
    settings.STORAGES = settings.STORAGES | stores("open", "closed")
    with mock_aws():
        for _ in range(2):
            runpy.run_path(str(DEPLOY / "make_buckets.py"), run_name="__main__")
        client = storages["pictures"].connection.meta.client
        assert {each["Name"] for each in client.list_buckets()["Buckets"]} == {"open", "closed"}
        policy = client.get_bucket_policy(Bucket="open")["Policy"]
        assert '"s3:GetObject"' in policy
        assert '"arn:aws:s3:::open/*"' in policy
        with pytest.raises(client.exceptions.ClientError, match="NoSuchBucketPolicy"):
            client.get_bucket_policy(Bucket="closed")


def test_the_page_names_each_variable_that_has_no_default():
    page = (DEPLOY / "compose.md").read_text()
    required = set(re.findall(r"\$\{(\w+):\?", TEXT))
    assert {name for name in required if f"{name}=" not in page} == set()
