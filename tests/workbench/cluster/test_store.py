"""The store's door refuses what is not signed as it should be."""

import time
from types import SimpleNamespace

import boto3
import pytest
import requests
from botocore.config import Config
from botocore.exceptions import ClientError

from tests.workbench.cluster import servers
from tests.workbench.cluster.store import KEY, REGION, SECRET

pytestmark = pytest.mark.processes


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    server = servers.object_store(tmp_path_factory.mktemp("store"))
    server.start()
    client = client_of(server.url)
    for bucket in (servers.PUBLIC, servers.PRIVATE):
        client.put_object(Bucket=bucket, Key="a b/ü.txt", Body=b"words")
    yield SimpleNamespace(url=server.url, client=client)
    server.kill()


def client_of(url, secret=SECRET):
    config = Config(signature_version="s3v4", retries={"total_max_attempts": 1})
    keys = {"aws_access_key_id": KEY, "aws_secret_access_key": secret}
    return boto3.client("s3", REGION, endpoint_url=url, config=config, **keys)


def test_who_signs_reads_and_writes(store):
    got = store.client.get_object(Bucket=servers.PRIVATE, Key="a b/ü.txt")
    assert got["Body"].read() == b"words"
    assert store.client.head_object(Bucket=servers.PRIVATE, Key="a b/ü.txt")["ContentLength"] == 5


def test_everyone_reads_the_pictures_and_nothing_else(store):
    path = "a%20b/%C3%BC.txt"
    assert requests.get(f"{store.url}/{servers.PUBLIC}/{path}", timeout=30).text == "words"
    for address in (f"{servers.PUBLIC}/", f"{servers.PRIVATE}/{path}"):
        assert requests.get(f"{store.url}/{address}", timeout=30).status_code == 403
    put = requests.put(f"{store.url}/{servers.PUBLIC}/{path}", b"mine", timeout=30)
    assert put.status_code == 403


def test_another_secret_is_refused(store):
    with pytest.raises(ClientError, match="403"):
        client_of(store.url, "another").head_object(Bucket=servers.PRIVATE, Key="a b/ü.txt")


@pytest.mark.parametrize(
    ("written", "changed"),
    [("X-Amz-Expires=60", "X-Amz-Expires=6000"), ("a%20b", "a%20c"), ("$", "&more=1"),
     ("X-Amz-Expires=60", "X-Amz-Expires=x")],
)  # fmt: skip
def test_an_address_that_was_changed_is_refused(store, written, changed):
    place = {"Bucket": servers.PRIVATE, "Key": "a b/ü.txt"}
    address = store.client.generate_presigned_url("get_object", place, ExpiresIn=60)
    assert requests.get(address, timeout=30).text == "words"
    other = address + changed if written == "$" else address.replace(written, changed)
    assert other != address
    assert requests.get(other, timeout=30).status_code == 403


def test_an_address_expires(store):
    place = {"Bucket": servers.PRIVATE, "Key": "a b/ü.txt"}
    address = store.client.generate_presigned_url("get_object", place, ExpiresIn=1)
    time.sleep(2.1)
    reply = requests.get(address, timeout=30)
    assert (reply.status_code, reply.text) == (403, "expired")
