"""The Nu HTML checker on the pages as they are served."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.workbench.audit.node_tools import run_json
from tests.workbench.audit.report import Row

# What the checker holds against pages and is no fault of theirs; the reason beside each.
NOT_OURS = {
    r"Attribute “scriptlevel” not allowed on element “m\w+”": (
        "MathML Core allows it on every element; the checker's schema is older."
    ),
}


def judge(pages: dict[str, str], *, modules: Path) -> list[Row]:
    """Return a row a page: what of errors and warnings is ours."""
    rows = []
    with TemporaryDirectory() as folder:
        paths = []
        for name, html in pages.items():
            path = Path(folder) / f"{name}.html"
            path.write_text(html)
            paths.append(path)
        found = _messages(paths, modules)
    for name in pages:
        ours = [text for page, text in found if page == name and not _is_not_ours(text)]
        rows.append(Row("html", name, f"{len(ours)} {'; '.join(ours[:3])}".strip(), not ours))
    return rows


def _messages(paths: list[Path], modules: Path) -> list[tuple[str, str]]:
    jar = modules / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--stdout", "--format", "json", *map(str, paths)]
    return [
        (Path(each["url"]).stem, f"{each.get('subType', each['type'])}: {each['message']}")
        for each in run_json(command)["messages"]
        # What is merely noted, such as a slash without effect, is neither.
        if each["type"] == "error" or each.get("subType") == "warning"
    ]


def _is_not_ours(text: str) -> bool:
    return any(re.search(pattern, text) for pattern in NOT_OURS)
