"""The page's server: who may ask, what it answers, what it writes."""

from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from review.asking import HOST, PORT, Answer, Asker
from review.planted import make_file, make_item, planted_article, planted_summary

from summarizer.findings import Decision
from summarizer.models import FindingModel, MentionModel, SpanModel
from summarizer.review.queue import Filter
from summarizer.review.record import Choice, decide, read
from summarizer.review.statements import digest
from summarizer.review.web import MOST_BYTES

POISON = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'`{{7*7}}{% raw %}&amp;\u202e\u2066\x1b[0m\x00"
)


@pytest.fixture
def page(folder: Path) -> Asker:
    return Asker(folder)


def first_key(folder: Path) -> str:
    """How the page names the first finding of the first file."""
    return digest(read(folder / "one.summary.json").findings[0].id)[:20]


def status_line(answer: Answer) -> str:
    return html.unescape(re.search(r'role="status">(.*?)</p>', answer.text, re.DOTALL)[1])


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", f"127.0.0.2:{PORT}", f"127.0.0.1:{PORT}.evil.example", ""]
)
def test_another_host_is_refused(page: Asker, host: str) -> None:
    assert page.get(host=host).status == 403


@pytest.mark.parametrize("host", [HOST, f"localhost:{PORT}"])
def test_our_own_host_is_welcome(page: Asker, host: str) -> None:
    assert page.get(host=host, headers={"origin": f"http://{host}"}).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", f"https://{HOST}", "http://127.0.0.1:1", ""])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_another_origin_is_refused(page: Asker, origin: str, method: str) -> None:
    headers = {"origin": origin}
    answer = page.get(headers=headers) if method == "GET" else page.post("decide", {}, headers=headers)

    assert answer.status == 403


@pytest.mark.parametrize(
    "path", ["/", "/decide", "/wrong/", "/{}", "/{}x/", "//{}/", "/static/review.css", "/%2e/", "/é/"]
)
def test_without_the_token_nothing_is_served(page: Asker, path: str) -> None:
    assert page.ask("GET", path.format(page.known.token[:-1])).status == 403


@pytest.mark.parametrize("csrf", ["", "wrong", "é"])
@pytest.mark.parametrize("path", ["decide", "check"])
def test_a_post_without_the_form_s_token_is_refused(page: Asker, folder: Path, csrf: str, path: str) -> None:
    finding = first_key(folder)
    values = {"csrf": csrf, "file": "0", "finding": finding, "decision": "accept", "after": "x"}

    assert page.post(path, values).status == 403
    assert read(folder / "one.summary.json").reviews == []


def test_a_huge_form_is_refused(page: Asker) -> None:
    assert page.post("decide", {"after": "x" * MOST_BYTES}).status == 403


@pytest.mark.parametrize("method", ["PUT", "DELETE", "GET"])
def test_decisions_are_only_posted(page: Asker, method: str) -> None:
    assert page.ask(method, f"/{page.known.token}/decide").status == 405


@pytest.mark.parametrize("name", ["../page.py", "..%2fpage.py", "nope.css", "review.css/../../web.py"])
def test_no_other_file_is_served(page: Asker, name: str) -> None:
    assert page.get(f"static/{name}").status in {403, 404}


@pytest.mark.parametrize("name", ["review.css", "review.js", "partners.js", "icon.svg"])
def test_our_own_files_are_served_with_their_type(page: Asker, name: str) -> None:
    answer = page.get(f"static/{name}")

    assert answer.status == 200
    assert answer.headers["content-type"].split(";")[0] in {"text/css", "text/javascript", "image/svg+xml"}


@pytest.mark.parametrize("query", ["", "static/review.css", "nowhere"])
def test_every_answer_carries_the_strict_policy(page: Asker, query: str) -> None:
    headers = page.get(query).headers

    assert headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'; script-src 'self'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"


class Inspector(HTMLParser):
    """Collects the tags and attributes of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def find(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def test_the_page_loads_nothing_from_elsewhere_and_runs_nothing_inline(page: Asker) -> None:
    tags = Inspector(page.get().text)
    links = [one.get("src") or one.get("href") for tag in ("script", "link", "img", "iframe") for one in tags.find(tag)]

    assert all(link.startswith(f"/{page.known.token}/static/") for link in links)
    assert not [name for _, attributes in tags.tags for name in attributes if name.startswith("on") or name == "style"]


def poisoned(folder: Path) -> Path:
    """A summary file with poison in every field that text can reach."""
    article = f"{planted_article([10])}\n{POISON}"
    summary = planted_summary([f"1 reached 11 tonnes {POISON}"], overview=POISON)
    summary.headline = POISON
    summary.directives = [make_item("d1", POISON, POISON)]
    file = make_file(article, summary, POISON)
    file.article.title = file.article.place = POISON
    at = article.index("alert")
    mention = MentionModel(
        start=at,
        end=at + 5,
        text=POISON,
        kind="date",
        value=None,
        high=None,
        unit="",
        bound="exact",
        iso=POISON,
    )
    file.findings.append(
        FindingModel(
            id=POISON, item="d1", claim_span=SpanModel(start=0, end=9999), claim_text=POISON, verdict="REFUTED",
            reason=POISON, evidence=[mention], note=POISON, suggestion=POISON,
        )
    )  # fmt: skip
    path = folder / "poison.summary.json"
    path.write_text(file.model_dump_json(), encoding="utf-8")
    decide(path, Choice(file.findings[0].id, Decision.NOTE, POISON, note=POISON))
    return path


def test_poison_in_every_field_changes_nothing_but_the_text(tmp_path: Path) -> None:
    path = poisoned(tmp_path)
    page = Asker(path, reviewer=POISON)
    for query in (
        "",
        f"?file=0&finding={digest(POISON)[:20]}",
        f"?article={page_quote(POISON)}&saved={page_quote(POISON)}",
    ):
        answer = page.get(query)
        tags = Inspector(answer.text)
        assert answer.status == 200
        assert [one["src"].rpartition("/")[2] for one in tags.find("script")] == ["partners.js", "review.js"]
        assert not tags.find("img")
        assert not [name for _, attributes in tags.tags for name in attributes if name.startswith("on")]
        assert not set(answer.text) & {"\u202e", "\u2066", "\x1b", "\x00"}
        assert "`49" not in answer.text  # what `{{7*7}} would come to


def page_quote(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


def test_a_whole_review_in_the_page(page: Asker, folder: Path) -> None:
    answer = page.get()
    assert "<b>0</b> of 5 decided" in answer.text
    answer = page.decide(answer, "correct", after="Output 1 reached 101 tonnes.")
    assert status_line(answer) == "Saved: corrected. The new wording is supported."
    answer = page.decide(answer, "correct", after="Output 3 reached 3 tonnes.")
    assert status_line(answer) == "Saved: corrected. The check does not support the new wording."
    answer = page.decide(answer, "accept", note="seen in print")
    answer = page.decide(answer, "drop")
    answer = page.decide(answer, "postpone")
    assert "<b>4</b> of 5 decided · 1 postponed" in answer.text
    answer = page.decide(answer, "undo")
    assert "postponed" not in answer.text.split("</header>")[0]

    one, two = (read(folder / f"{name}.summary.json") for name in ("one", "two"))
    assert [review.decision for review in one.reviews] == ["correct", "correct"]
    assert [(review.decision, review.note) for review in two.reviews] == [
        ("accept", "seen in print"),
        ("drop", ""),
        ("postpone", ""),
        ("undo", ""),
    ]
    assert one.summary.achievements[0].statement == "Output 1 reached 101 tonnes."


def test_one_goes_on_where_one_left_off(page: Asker, folder: Path) -> None:
    page.decide(page.get(), "accept")

    assert "2 of 5 · Achievements" in Asker(folder).get().text


def test_a_wording_is_checked_while_it_is_typed(page: Asker, folder: Path) -> None:
    values = {"file": "0", "finding": first_key(folder)}
    right = page.post("check", {**values, "after": "Output 1 reached 101 tonnes."})
    wrong = page.post("check", {**values, "after": "Output 1 reached 102 tonnes."})

    assert json.loads(right.body) == {"supported": True, "message": "The source supports every number of it."}
    assert json.loads(wrong.body)["supported"] is False
    assert read(folder / "one.summary.json").reviews == []


def test_a_decision_made_meanwhile_is_told_and_what_was_typed_is_kept(page: Asker, folder: Path) -> None:
    answer = page.get()
    finding = read(folder / "one.summary.json").findings[0].id
    decide(folder / "one.summary.json", Choice(finding, Decision.DROP, "Minh"))
    told = page.decide(answer, "correct", after="Output 1 reached 101 tonnes, I say.")

    assert told.status == 409
    assert "Minh chose “drop”" in status_line(told)
    assert "Output 1 reached 101 tonnes, I say." in told.text
    assert len(read(folder / "one.summary.json").reviews) == 1


@pytest.mark.parametrize("values", [{}, {"decision": "explode"}, {"decision": "correct", "after": " "}])
def test_a_form_that_makes_no_sense_changes_nothing(page: Asker, folder: Path, values: dict[str, str]) -> None:
    finding = first_key(folder)
    answer = page.post("decide", {"file": "0", "finding": finding, **values})

    assert answer.status == 400
    assert "error" in answer.text
    assert read(folder / "one.summary.json").reviews == []


def test_a_finding_that_is_gone_is_told(page: Asker) -> None:
    assert page.post("decide", {"file": "0", "finding": "gone", "decision": "accept"}).status == 409


def test_filters_narrow_the_page(page: Asker) -> None:
    assert "1 of 1 · Achievements" in page.get("?reason=NO_EVIDENCE").text
    assert "1 of 2 · Achievements" in page.get("?article=one").text
    assert "Nothing to decide here" in page.get("?article=nowhere").text


def test_a_filtered_walk_stays_filtered(page: Asker) -> None:
    answer = page.decide(page.get("?article=two&undecided=1"), "accept")

    assert "1 of 2 · Achievements" in answer.text
    assert "<b>1</b> of 3 decided" in answer.text


def test_the_filter_of_the_command_line_holds(folder: Path) -> None:
    assert "1 of 3 · Achievements" in Asker(folder, Filter(articles=("two",))).get().text


def test_numbers_and_their_partners_point_at_each_other(page: Asker) -> None:
    anchors = {one["id"]: one for one in Inspector(page.get().text).find("a") if one.get("data-partners")}
    claims = {key: one for key, one in anchors.items() if key.startswith("c")}

    assert claims
    for key, claim in claims.items():
        for partner in claim["data-partners"].split():
            assert key in anchors[partner]["data-partners"].split()


def test_a_dropped_statement_and_an_old_wording_stay_visible(page: Asker) -> None:
    answer = page.decide(page.get(), "correct", after="Output 1 reached 101 tonnes.")
    answer = page.decide(answer, "drop")
    answer = page.get("?article=one")

    assert "<del>Output 1 reached 110 tonnes in the year.</del>" in answer.text
    assert re.search(r"dropped</span> <del>\s*Output 3", answer.text)


def test_an_article_of_ten_thousand_numbers_is_shown(tmp_path: Path) -> None:
    article = planted_article([10, *range(1000, 6000)])
    path = tmp_path / "many.summary.json"
    path.write_text(make_file(article, planted_summary(["1 reached 11 tonnes"])).model_dump_json(), encoding="utf-8")
    answer = Asker(path).get()

    assert answer.status == 200
    assert answer.text.count('class="n ') > 9_000


def test_a_broken_file_and_fallen_decisions_are_told(folder: Path) -> None:
    path = folder / "one.summary.json"
    decide(path, Choice(read(path).findings[0].id, Decision.ACCEPT, "Lan"))
    file = read(path)
    file.article.text += " "
    path.write_text(file.model_dump_json(), encoding="utf-8")
    (folder / "broken.summary.json").write_text("{", encoding="utf-8")
    text = Asker(folder).get().text

    assert "1 file left out, 1 earlier decision fell away" in text
    assert "broken.summary.json" in text
