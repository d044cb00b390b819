"""The app that holds the site's shell: base templates and static files."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
    label = "epoch_config"
