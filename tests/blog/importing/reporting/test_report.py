"""The report by weight: its first screen, its lists, its bounds, and its JSON."""

import json

from blog.importing.entry import Remark, Subject
from blog.importing.reporting.report import MAX_KINDS, MAX_REMARKS, Outcome, Report
from blog.importing.reporting.report_json import report_from_json, report_to_json
from blog.importing.reporting.report_text import LISTS, first_screen, report_lines


def full_report() -> Report:
    """Return a report that has something of every kind."""
    report = Report(is_publishing=True)
    for number, outcome in enumerate(Outcome):
        report.add(outcome, f"{number}.md", "bad" if outcome is Outcome.FAILED else "")
    for number, subject in enumerate(Subject, start=1):
        report.remark([Remark("a.md", f"kind of {subject.name}", "x", subject, number)])
    report.addresses_kept = 4
    return report


def test_the_first_screen_has_seven_lines_the_heaviest_first():
    lines = list(first_screen(full_report()))
    assert lines == [
        "1 created, 1 updated, 1 merged with what was edited since, as drafts, 1 unchanged, "
        "1 moved with their files, 1 skipped because edited since, 1 skipped because deleted, "
        "1 failed",
        "  1 stay drafts (--list drafts)",
        "  1 dates missing (--list dates)",
        "  1 pictures missing (--list pictures)",
        "  4 addresses kept, 1 lost (--list addresses)",
        "  1 markup left as text (--list markup)",
        "  1 problems that forbid publishing by hand (--list problems)",
    ]
    assert list(report_lines(full_report()))[:7] == lines


def test_a_run_that_goes_on_knows_files_of_odd_names_again():
    odd = ["a\nb.md", "c  d.md", "e\u202ef.md", "g\udcff.md", f"{'y' * 600}.md"]
    report = Report()
    for path in [*odd, "plain.md", "c d.md"]:
        report.add(Outcome.CREATED, path)
    report.promised = [("a\nb.md", "g\udcff.md")]
    report.busy[odd[2]] = 2
    text = json.dumps(report_to_json(report), ensure_ascii=False)
    text.encode()  # no lone surrogate, and no control character: PostgreSQL takes neither
    again = report_from_json(json.loads(text))
    assert again.done.keys() == {*odd, "plain.md", "c d.md"}
    assert (again.promised, again.busy) == (report.promised, report.busy)
    assert report_to_json(again)["files"] == report_to_json(report)["files"]


def test_what_is_well_takes_no_line():
    assert len(list(report_lines(Report()))) == 1


def test_a_list_has_file_and_line():
    lines = list(report_lines(full_report(), lists=["pictures", "problems"]))
    assert "      a.md:3: x" in lines
    assert "      a.md:6: x" in lines
    assert not any("kind of MARKUP" in line for line in lines)
    full = "\n".join(report_lines(full_report(), is_full=True))
    assert all(f"kind of {subject.name}" in full for subject in Subject)
    assert set(LISTS.values()) == set(Subject)


def test_a_post_with_two_reasons_stays_a_draft_once():
    report = Report(is_publishing=True)
    report.remark([Remark("a.md", why, "", Subject.DRAFT) for why in ("one", "two")])
    assert report.count(Subject.DRAFT) == 1


def test_keys_of_front_matter_are_a_line_each_with_a_count():
    report = Report()
    for number in range(751):
        report.remark([Remark(f"{number}.md", f"front matter “{key}”") for key in ("a", "b")])
    lines = list(report_lines(report))
    assert lines[-2:] == ["  751 × front matter “a”", "  751 × front matter “b”"]
    assert len(lines) == 4


def test_hostile_files_fill_neither_the_report_nor_the_memory():
    report = Report()
    for number in range(600):
        path = f"{number}\x1b[31m\n.md"
        remarks = [Remark(path, f"front matter “{number} {key}”", "d" * 9_000) for key in range(99)]
        report.remark([*remarks, Remark(path, "image not found", "x", Subject.PICTURE, 3)])
    assert len(report.unplaced) == MAX_REMARKS
    assert len(report.counts) <= MAX_KINDS + len(Subject)
    assert report.count(Subject.PICTURE) == 600
    assert report.count(Subject.LEFT_OUT) == 600 * 99
    assert len(list(report_lines(report))) < 25
    text = "\n".join(report_lines(report, is_full=True))
    assert "\x1b" not in text
    assert max(map(len, text.split("\n"))) < 1_100


def test_the_heaviest_remarks_of_a_file_are_kept():
    report = Report()
    lost = Remark("a.md", "image not found", "x.png", Subject.PICTURE, 7)
    report.remark([*(Remark("a.md", "key", str(each)) for each in range(300)), lost])
    assert report.about(Subject.PICTURE) == [lost]


def test_json_holds_it_all_and_can_be_gone_on_with():
    report = full_report()
    data = json.loads(json.dumps(report_to_json(report)))
    assert data["subjects"]["pictures"]["remarks"] == [
        {"path": "a.md", "line": 3, "what": "kind of PICTURE", "detail": "x"}
    ]
    assert data["outcomes"]["failed"] == 1
    again = report_from_json(data)
    assert list(report_lines(again, is_full=True)) == list(report_lines(report, is_full=True))
    assert again.done == report.done


def test_json_of_odd_names_can_be_stored():
    report = Report()
    report.add(Outcome.FAILED, "caf\udce9\0.md", "bad \ud800")
    assert "\\u0000" not in json.dumps(report_to_json(report))
    json.dumps(report_to_json(report), ensure_ascii=False).encode()
