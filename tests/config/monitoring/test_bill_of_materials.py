"""The bill of materials is what its standard asks for, and names what is installed."""

import json
from importlib.metadata import version
from io import StringIO

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from django.core.management import call_command


def test_it_is_valid_and_names_each_package_with_its_licence():
    out = StringIO()
    call_command("bill_of_materials", stdout=out)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(out.getvalue()) is None
    found = {each["name"]: each for each in json.loads(out.getvalue())["components"]}
    assert found["django"]["purl"] == f"pkg:pypi/django@{version('django')}"
    assert found["nh3"]["licenses"] == [{"license": {"name": "MIT"}}]
    assert found["sentry-sdk"]["licenses"] == [{"expression": "MIT"}]
    assert [name for name, each in found.items() if "licenses" not in each] == ["python"]
    assert found["wagtail"]["licenses"] == [{"expression": "BSD-3-Clause"}]
    assert "pillow-heif" in found
