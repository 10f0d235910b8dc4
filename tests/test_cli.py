"""The command line: what goes where, files, names, exit codes."""

from __future__ import annotations

import io
import json
import re
import shutil
import sys
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from drafts import ARTICLE, ROOT, SEEDS, small_answer, use_drafts

from summarizer import cli, pipeline
from summarizer.errors import BrokenFileError, ServiceError, UserError
from summarizer.models import SummaryFile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from summarizer.documents import Document
    from summarizer.models import DraftSummary

REAL_DRAFT = pipeline._draft
ENGLISH = "Exports of the province rose 25.5% in 2021 to USD 2.627 billion."
WRONG = "Export turnover reached USD 4 billion in 2021, up 7.4% on 2020."


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Run in an empty folder, with drafts by hand: an article that says "sai số" gets a wrong number."""

    def write(document: Document) -> DraftSummary:
        if "máy chủ hỏng" in document.text:
            raise ServiceError("the model at http://127.0.0.1 answered 500 three times; try again later")
        if "lời nhắc hỏng" in document.text:
            raise BrokenFileError("prompt summarize/v1 is missing; reinstall")
        if "lỗi lạ" in document.text:
            raise ZeroDivisionError("division by zero")
        return small_answer(headline="Exports rose 7.4% in 2021") if "sai số" in document.text else small_answer()

    use_drafts(monkeypatch, write)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-test")
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def article(name: str, more: str = "") -> str:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(ARTICLE + more, encoding="utf-8")
    return name


Result = tuple[int, str, str]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    def call(*args: str) -> Result:
        code = cli.dispatch(args)
        out, err = capsys.readouterr()
        return code, out, err

    return call


def stdin(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw), encoding="utf-8"))


def test_one_article_is_markdown_on_stdout_and_nothing_else(run: Callable[..., Result]) -> None:
    code, out, err = run(article("a.txt"))

    assert (code, err) == (0, "")
    assert out.startswith("# The province's exports rose in 2021\n")
    assert out.count("\n## ") == 4
    assert list(Path().iterdir()) == [Path("a.txt")]


def test_one_flagged_article_ends_with_1(run: Callable[..., Result]) -> None:
    code, out, _ = run(article("a.txt", "Có sai số."))

    assert code == 1
    assert "## To review" in out


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_is_a_summary_file(run: Callable[..., Result], form: str) -> None:
    code, out, _ = run(article("a.txt"), "--format", form)

    file = SummaryFile.model_validate_json(out)
    assert code == 0
    assert (file.article.name, file.flagged) == ("a", False)
    assert out.count("\n") == 1 if form == "jsonl" else out.startswith("{\n")


def test_several_as_json_lines_go_to_stdout_and_the_table_to_stderr(run: Callable[..., Result]) -> None:
    code, out, err = run(article("a.txt"), article("b.txt"), "--format", "jsonl")

    assert code == 0
    assert {json.loads(line)["article"]["name"] for line in out.splitlines()} == {"a", "b"}
    assert "2 articles" in err
    assert sorted(Path().iterdir()) == [Path("a.txt"), Path("b.txt")]


def test_html_is_one_page_that_asks_nobody(run: Callable[..., Result]) -> None:
    code, out, _ = run(article("a.txt"), "--format", "html")
    run("a.txt", "--format", "html", "--out", "o")

    assert code == 0
    assert out.lower().startswith("<!doctype html>")
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", out)
    assert sorted(path.name for path in Path("o").iterdir()) == [
        "a.summary.html", "a.summary.json", "a.summary.md"
    ]  # fmt: skip


def test_several_are_written_to_the_working_folder(run: Callable[..., Result]) -> None:
    code, out, err = run(article("in/a.txt"), article("in/b.txt"))

    assert (code, out) == (0, "")
    names = sorted(path.name for path in Path().iterdir() if path.is_file())
    assert names == ["a.summary.json", "a.summary.md", "b.summary.json", "b.summary.md"]
    assert "[2/2]" in err


def test_out_takes_the_files_of_one_article_too(run: Callable[..., Result]) -> None:
    code, out, err = run(article("a.txt"), "--out", "deep/er")

    assert (code, out) == (0, "")
    assert sorted(path.name for path in Path("deep/er").iterdir()) == ["a.summary.json", "a.summary.md"]
    assert "1 article " in err


def test_quiet_leaves_stderr_empty(run: Callable[..., Result]) -> None:
    assert run(article("a.txt"), article("b.txt"), "--out", "o", "--quiet") == (0, "", "")


def test_a_bad_article_stops_no_other_and_the_worst_one_decides(run: Callable[..., Result]) -> None:
    words = [
        article("right.txt"),
        article("wrong.txt", "Có sai số."),
        article("server.txt", "Gặp máy chủ hỏng."),
        article("prompt.txt", "Gặp lời nhắc hỏng."),
        "missing.txt",
    ]

    code, _, err = run(*words, "--out", "o")

    assert code == 4
    assert sorted(path.name for path in Path("o").glob("*.json")) == [
        "right.summary.json",
        "wrong.summary.json",
    ]
    assert "missing.txt: no such file" in err
    assert "answered 500" in err
    assert "3 failed" in err


@pytest.mark.parametrize(
    ("bad", "code"),
    [(None, 0), ("Có sai số.", 1), ("Gặp lời nhắc hỏng.", 3), ("Gặp máy chủ hỏng.", 4), ("Gặp lỗi lạ.", 3)],
)
def test_exit_codes_of_one_and_of_many(run: Callable[..., Result], bad: str | None, code: int) -> None:
    one = article("one.txt", bad or "")

    assert run(one)[0] == code
    assert run(one, article("two.txt"), "--out", "o")[0] == code


def test_a_bug_is_told_as_a_bug_and_never_as_flagged(run: Callable[..., Result]) -> None:
    code, out, err = run(article("a.txt", "Gặp lỗi lạ."))

    assert (code, out) == (BrokenFileError.exit_code, "")
    assert err.startswith("Error: a bug in summarize")
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02" * 99, "binary"),
        (b"%PDF-1.4", "PDF"),
        (ENGLISH.encode(), "Vietnamese"),
        (b"<html><body>Xin ch\xc3\xa0o", "web page"),
    ],
)
def test_what_is_no_article_is_named_with_advice(run: Callable[..., Result], raw: bytes, words: str) -> None:
    Path("a.txt").write_bytes(raw)

    code, out, err = run("a.txt")

    assert (code, out) == (UserError.exit_code, "")
    assert err.startswith("Error: a.txt: ")
    assert err.count("\n") == 1
    assert words in err


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere.txt"], "no such file"),
        (["*.nothing"], "no file matches"),
        (["--engine", "fast", "a.txt"], "fast"),
        (["--jobs", "0", "a.txt"], "0"),
        (["--bananas", "a.txt"], "--bananas"),
        (["--base-url", "ftp://x", "a.txt"], "http"),
        (["run"], "ARTICLE"),
        (["check", "a.txt"], "SUMMARY"),
        (["check", "-", "-"], "standard input"),
        (["quantities"], "FILE"),
        (["a.txt", "b.txt", "--format", "html"], "--out"),
    ],
)
def test_mistakes_of_the_user_are_2_with_one_clear_line(
    run: Callable[..., Result], words: Sequence[str], message: str
) -> None:
    article("a.txt")
    article("b.txt")

    code, out, err = run(*words)

    assert (code, out) == (2, "")
    assert message in err.splitlines()[-1]


def test_an_empty_folder_says_so(run: Callable[..., Result]) -> None:
    Path("empty").mkdir()

    code, _, err = run("empty")

    assert code == 2
    assert "no .txt or .text file" in err


def test_folders_are_searched_and_globs_expanded_each_file_once(run: Callable[..., Result]) -> None:
    for name in ("in/a.txt", "in/deep/b.TXT", "in/notes.md", "in/a.summary.md"):
        article(name)

    run("in", "in/*.txt", "in/a.txt", "--out", "o", "-q")

    assert sorted(path.name for path in Path("o").glob("*.json")) == ["a.summary.json", "b.summary.json"]


def test_equal_names_are_told_apart(run: Callable[..., Result]) -> None:
    words = [article(name) for name in ("x/report.txt", "y/report.txt", "y/Report.md", "z/x/report.txt")]

    run(*words, "--out", "o", "-q")

    names = sorted(path.name.removesuffix(".summary.json") for path in Path("o").glob("*.json"))
    assert len({name.casefold() for name in names}) == 4
    assert "y-report" in names
    assert "Report.md" in names


def test_standard_input_is_an_article(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    stdin(monkeypatch, ARTICLE.encode("utf-16"))

    code, out, _ = run("-", "--format", "json")

    assert code == 0
    assert json.loads(out)["article"]["name"] == "stdin"
    assert json.loads(out)["article"]["text"] == ARTICLE


@pytest.mark.parametrize("words", [["a.txt"], ["run", "a.txt"], ["--engine", "llm", "a.txt"], ["-q", "--", "a.txt"]])
def test_the_main_job_needs_no_word(run: Callable[..., Result], words: Sequence[str]) -> None:
    article("a.txt")

    assert run(*words)[1].startswith("# The province's exports")


@pytest.mark.parametrize("words", [["run", "check"], ["./check"], ["--", "check"]])
def test_a_file_may_be_called_like_a_command(run: Callable[..., Result], words: Sequence[str]) -> None:
    article("check")

    ours, theirs = run(*words), run("run", "check")

    assert ours[0] == theirs[0] == 0
    assert re.sub(r"T[\d:+]+ by", "", ours[1]) == re.sub(r"T[\d:+]+ by", "", theirs[1])  # but for the time of day


def test_options_may_come_before_the_command(run: Callable[..., Result]) -> None:
    assert run("--format", "jsonl", "quantities", str(SEEDS[0]))[0] == 0


def test_without_a_word_the_help_comes_on_stderr(run: Callable[..., Result]) -> None:
    code, out, err = run()

    assert (code, out) == (2, "")
    assert "ARTICLE" in err


def test_without_key_and_server_the_offline_draft_says_so(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "_draft", REAL_DRAFT)
    monkeypatch.delenv("OPENAI_API_KEY")

    code, out, err = run(str(SEEDS[2]))

    assert code in {0, 1}
    assert err.count("\n") == 1
    assert "offline" in err
    assert "Offline draft" in out


def test_a_second_run_keeps_the_reviews_of_the_first(run: Callable[..., Result]) -> None:
    words = [article("a.txt", "Có sai số."), "--out", "o", "-q"]
    run(*words)
    path = Path("o/a.summary.json")
    finding = next(f for f in json.loads(path.read_text("utf-8"))["findings"] if f["verdict"] != "SUPPORTED")
    from summarizer.findings import Decision
    from summarizer.review.record import Choice, decide

    decide(path, Choice(finding["id"], Decision.ACCEPT, "An"))

    run(*words)

    reviews = json.loads(path.read_text("utf-8"))["reviews"]
    assert [(review["finding_id"], review["reviewer"]) for review in reviews] == [(finding["id"], "An")]


def test_a_folder_that_cannot_be_written_is_the_users_to_mend(run: Callable[..., Result]) -> None:
    Path("file").write_text("", encoding="utf-8")

    code, _, err = run(article("a.txt"), "--out", "file/inside")

    assert code == 2
    assert "cannot be made" in err


def test_a_failed_write_leaves_the_earlier_file(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    words = [article("a.txt"), "--out", "o", "-q"]
    run(*words)
    before = Path("o/a.summary.json").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    code, _, err = run(*words)

    assert code == 2
    assert "No space left" in err
    assert Path("o/a.summary.json").read_bytes() == before
    assert [path.name for path in Path("o").iterdir() if path.suffix == ".tmp"] == []


def test_hostile_words_neither_steer_the_terminal_nor_become_markup(run: Callable[..., Result]) -> None:
    article("a.txt", "\x1b[31mĐỏ\x1b[0m {{ 7*7 }} <script>alert(1)</script> [x](http://evil.example)")

    _, out, _ = run("a.txt", "--format", "json")
    text = json.loads(out)["article"]["text"]

    assert text.endswith("Đỏ {{ 7*7 }} <script>alert(1)</script> [x](http://evil.example)")


# --- the other commands ---


def test_check_of_a_right_and_of_a_wrong_text(run: Callable[..., Result]) -> None:
    article("a.txt")
    Path("right.md").write_text(small_answer().achievements[0].statement, encoding="utf-8")
    Path("wrong.md").write_text(WRONG, encoding="utf-8")

    assert run("check", "a.txt", "right.md")[0] == 0
    code, out, err = run("check", "a.txt", "wrong.md")
    assert (code, err) == (1, "")
    assert "7.4%" in out
    assert "MAGNITUDE" in out
    assert "6,4%" in out


def test_check_gives_json_and_json_lines(run: Callable[..., Result]) -> None:
    article("a.txt")
    Path("wrong.md").write_text(WRONG, encoding="utf-8")

    whole = json.loads(run("check", "a.txt", "wrong.md", "--format", "json")[1])
    lines = [json.loads(line) for line in run("check", "a.txt", "wrong.md", "-f", "jsonl")[1].splitlines()]

    assert whole["flagged"] is True
    assert (whole["source"], whole["summary"]) == (ARTICLE, WRONG)
    assert whole["findings"] == lines
    for finding in lines:
        span = finding["claim_span"]
        assert WRONG[span["start"] : span["end"]] == finding["claim_text"]


def test_check_reads_a_summary_file_and_a_bare_answer(run: Callable[..., Result]) -> None:
    run(article("a.txt"), "--out", "o", "-q")
    Path("answer.json").write_text(small_answer().model_dump_json(), encoding="utf-8")

    assert run("check", "a.txt", "o/a.summary.json")[0] == 0
    assert run("check", "a.txt", "answer.json")[0] == 0


def test_check_of_our_own_markdown_says_what_the_summary_file_says(run: Callable[..., Result]) -> None:
    run(article("a.txt"), article("b.txt", "Có sai số."), "--out", "o", "-q")

    assert run("check", "a.txt", "o/a.summary.md")[0] == 0
    code, out, _ = run("check", "b.txt", "o/b.summary.md", "-f", "jsonl")
    wrong = [json.loads(line) for line in out.splitlines() if '"SUPPORTED"' not in line]
    assert code == 1
    assert [(finding["claim_text"], finding["reason"]) for finding in wrong] == [("7.4%", "MAGNITUDE")]


def test_check_warns_where_source_and_summary_are_swapped(run: Callable[..., Result]) -> None:
    article("a.txt")
    Path("s.md").write_text(WRONG, encoding="utf-8")

    assert "hardly looks Vietnamese" in run("check", "s.md", "a.txt")[2]


def test_check_takes_the_summary_from_standard_input(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    stdin(monkeypatch, WRONG.encode())

    assert run("check", article("a.txt"), "-")[0] == 1


def test_a_broken_summary_file_is_named(run: Callable[..., Result]) -> None:
    Path("s.json").write_text('{"schema_version": "2"}', encoding="utf-8")

    code, _, err = run("check", article("a.txt"), "s.json")

    assert code == 2
    assert "s.json: this is no summary file of version 1" in err


def test_quantities_as_json_lines_are_the_contracts(run: Callable[..., Result]) -> None:
    code, out, _ = run("quantities", article("a.txt"), "--format", "jsonl")
    rows = [json.loads(line) for line in out.splitlines()]

    assert code == 0
    assert {"start", "end", "text", "kind", "value", "high", "unit", "bound", "iso"} <= rows[0].keys()
    assert ("4 tỷ USD", "4000000000", "USD", "exact") in {(r["text"], r["value"], r["unit"], r["bound"]) for r in rows}
    assert all(ARTICLE[row["start"] : row["end"]] == row["text"] for row in rows)


def test_quantities_count_code_points_of_the_files_own_text_in_nfc(run: Callable[..., Result]) -> None:
    written = "Xuất khẩu đạt 52.711\u200b tỷ\u00a0đồng, tăng 11,9%."
    Path("a.txt").write_bytes(unicodedata.normalize("NFD", written).encode("utf-8-sig"))

    rows = [json.loads(line) for line in run("quantities", "a.txt", "-f", "jsonl")[1].splitlines()]

    assert [row["value"] for row in rows] == ["52711000000000", "11.9"]
    assert [written[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]


def test_quantities_of_english(run: Callable[..., Result]) -> None:
    Path("s.txt").write_text(ENGLISH, encoding="utf-8")

    rows = [json.loads(line) for line in run("quantities", "s.txt", "--lang", "en", "-f", "jsonl")[1].splitlines()]

    assert {row["value"] for row in rows if row["kind"] == "quantity"} == {"25.5", "2627000000"}


def test_quantities_as_a_table_and_explained(run: Callable[..., Result]) -> None:
    table = run("quantities", article("a.txt"))[1]
    explained = run("quantities", "--explain", "tăng 1,2 nghìn tỷ đồng")[1]

    assert "| 4 tỷ USD | 4000000000 | USD |" in table
    assert "1200000000000" in explained.replace(",", "").replace("_", "")


def test_cache_path_stats_and_clear(run: Callable[..., Result], own_home: Path) -> None:
    code, out, _ = run("cache", "path")

    assert code == 0
    assert Path(out.strip()).is_relative_to(own_home)
    assert run("cache", "stats")[1].startswith("0 answers")
    assert run("cache", "clear")[0] == 0


def test_schema_prints_the_exported_schema(run: Callable[..., Result]) -> None:
    code, out, _ = run("schema")

    assert code == 0
    assert out == (ROOT / "schemas" / "summary.schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_every_command_has_help(run: Callable[..., Result], command: str) -> None:
    code, out, err = run(command, "--help")

    assert (code, err) == (0, "")
    assert out.startswith("Usage: summarize")


def test_the_five_seeds_offline(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_draft", REAL_DRAFT)
    shutil.copytree(ROOT / "seeds", "seeds")

    code, out, err = run("--engine", "offline", "seeds", "--out", "o")

    assert code in {0, 1}
    assert out == ""
    assert "5 articles" in err
    for path in Path("o").glob("*.json"):
        file = SummaryFile.model_validate_json(path.read_bytes())
        assert not [finding for finding in file.findings if finding.verdict == "REFUTED"]
        assert "Offline draft" in path.with_suffix(".md").read_text(encoding="utf-8")
