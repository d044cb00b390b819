"""The API is there where it is asked for, and nowhere else."""

import os
import subprocess
import sys

import pytest

from tests.workbench.house.own_code import ROOT

ASK = """
import django, sys
django.setup()
from django.urls import Resolver404, resolve
try:
    found = resolve("/api/v3/pages/").view_name
except Resolver404:
    found = ""
print(found, "home.api.setup" in sys.modules, "home.api.urls" in sys.modules)
"""


@pytest.mark.parametrize(
    ("value", "answer"),
    [(None, "wagtail_serve False False"), ("true", "wagtailapi_v3:list_pages True True")],
)
def test_the_api_is_there_where_it_is_asked_for(value, answer):
    env = {name: each for name, each in os.environ.items() if name != "API"}
    env |= {"DJANGO_SETTINGS_MODULE": "config.settings.production", "SECRET_KEY": "k" * 60}
    if value:
        env["API"] = value
    found = subprocess.run(
        [sys.executable, "-c", ASK], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == answer
