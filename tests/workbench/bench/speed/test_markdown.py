from tests.workbench.bench.speed.figures import Figure, Section, Spread
from tests.workbench.bench.speed.markdown import milliseconds, report, table


def test_a_table_is_padded_to_be_read_as_it_is():
    assert list(table([("a", "long head"), ("value", "b")])) == [
        "| a     | long head |",
        "|-------|-----------|",
        "| value | b         |",
    ]


def test_the_report_tells_each_figure_with_its_goal_and_noise():
    figure = Figure(
        "home, 10,000",
        "12.00 ms",
        ratio=Spread(1.2, 1.6, 1.9),
        baseline="1,000 posts",
        noise=Spread(0.9, 1, 1.1),
        goal=1.5,
    )
    text = report([Section("Growth", [figure], ["Some words."])], about=["Measured here."])
    row = next(line for line in text.splitlines() if line.startswith("| home"))
    assert [cell.strip() for cell in row.strip("|").split("|")] == [
        "home, 10,000",
        "12.00 ms",
        "1.60 (1.20–1.90)",
        "1,000 posts",
        "1.00 (0.90–1.10)",
        "≤ 1.5",
        "**missed**",
    ]
    assert text.startswith("# What it costs\n\nMeasured here.\n\n## Growth\n\n| figure")
    assert text.endswith("Some words.\n")


def test_a_time_is_the_median_in_milliseconds():
    assert milliseconds([0.001, 0.5, 0.002]) == "2.00 ms"
