"""Loads YAML that others wrote: within Python's limits, and without values that no date is."""

from typing import Any

import yaml


class SafeLoader(yaml.SafeLoader):
    """PyYAML's safe loader in Python, which stops at Python's recursion limit."""

    def flatten_mapping(self, node: yaml.MappingNode) -> None:
        """Refuse merge keys (`<<`): nested ones grow without bound."""

    def construct_date_or_text(self, node: yaml.ScalarNode) -> Any:
        """Return a date, or the text of what only looks like one: 2024-02-31."""
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError:
            return self.construct_scalar(node)

    def construct_number_or_text(self, node: yaml.ScalarNode) -> Any:
        """Return a number, or the text of what YAML 1.1 counts in sixties: a title like 12:30."""
        if ":" in node.value:
            return self.construct_scalar(node)
        is_whole = node.tag.endswith(":int")
        return self.construct_yaml_int(node) if is_whole else self.construct_yaml_float(node)


SafeLoader.add_constructor("tag:yaml.org,2002:timestamp", SafeLoader.construct_date_or_text)
for _kind in ("int", "float"):
    SafeLoader.add_constructor(f"tag:yaml.org,2002:{_kind}", SafeLoader.construct_number_or_text)


def load_yaml(text: str) -> Any:
    """Return what a YAML text holds; raises `yaml.YAMLError`, `ValueError` or `RecursionError`."""
    try:
        return yaml.load(text, Loader=SafeLoader)
    except (AttributeError, LookupError) as error:  # `!!bool x`, `!!timestamp x`, `!!int ''`
        raise yaml.YAMLError("a value that is not of its tag's type") from error
