"""A real browser walks the page with the keyboard and the mouse."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from summarizer.review.queue import Filter, open_queue
from summarizer.review.record import read
from summarizer.review.web import Secrets, make_app

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (pip install playwright)")

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
if not CHROMIUM.exists():
    pytest.skip(f"{CHROMIUM} is not installed (apt-get install chromium)", allow_module_level=True)

PROGRAM = Path(__file__).with_name("command_planted.py")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield made
        made.close()


class Server:
    """`summarize review --web` in a process of its own."""

    def __init__(self, folder: Path, *options: str) -> None:
        words = [sys.executable, str(PROGRAM), str(folder), "--web", "--reviewer", "Lan", *options]
        self.process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.address = self.process.stdout.readline().strip()

    def stop(self, how: int = signal.SIGINT) -> int:
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(20)
        self.process.stdout.close()
        return code


class Thread:
    """The same server in a thread of the tests: it starts at once."""

    def __init__(self, folder: Path) -> None:
        listener = socket.create_server(("127.0.0.1", 0))
        port, known = listener.getsockname()[1], Secrets()
        app = make_app(open_queue([folder]), Filter(), "Lan", port, known)
        config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none", timeout_graceful_shutdown=1)
        self.address = f"http://127.0.0.1:{port}/{known.token}/"
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [listener]}, daemon=True)
        self._thread.start()

    def stop(self, _: int = 0) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture
def serve() -> Iterator[Callable[..., Thread]]:
    servers: list[Thread] = []

    def start(folder: Path) -> Thread:
        servers.append(Thread(folder))
        return servers[-1]

    yield start
    for one in servers:
        one.stop()


@pytest.fixture
def run_command() -> Iterator[Callable[..., Server]]:
    servers: list[Server] = []

    def start(folder: Path) -> Server:
        servers.append(Server(folder))
        assert servers[-1].address.startswith("http://127.0.0.1:")
        return servers[-1]

    yield start
    for one in servers:
        one.stop(signal.SIGKILL)


@pytest.fixture
def open_page(browser: sync_api.Browser) -> Iterator[Callable[..., sync_api.Page]]:
    contexts: list[sync_api.BrowserContext] = []

    def start(address: str, width: int = 1360, height: int = 820, **options: object) -> sync_api.Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        page = contexts[-1].new_page()
        page.set_default_timeout(10_000)
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text))
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "request",
            lambda one: one.url.startswith(address.rsplit("/", 2)[0]) or page.problems.append(one.url),
        )
        page.goto(address)
        return page

    yield start
    for one in contexts:
        one.close()


def status(page: sync_api.Page) -> str:
    return page.locator("#status").inner_text()


def wait_status(page: sync_api.Page, words: str) -> None:
    sync_api.expect(page.locator("html.js #status")).to_contain_text(words)


def wait_where(page: sync_api.Page, words: str) -> None:
    sync_api.expect(page.locator("html.js .where")).to_contain_text(words)


def test_a_review_by_keyboard_with_undo_and_reload(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address)
    assert page.locator(".summary .n.current").inner_text() == "110 tonnes"
    assert page.locator(".source .n.current").inner_text() == "101"

    page.keyboard.press("t")
    wait_status(page, "Saved: corrected. The new wording is supported.")
    page.keyboard.press("ArrowLeft")
    wait_where(page, "1 of 5")
    assert page.locator(".summary .block.current .n.supported").inner_text() == "101 tonnes"
    page.keyboard.press("u")
    wait_status(page, "Saved: undone.")
    assert page.locator(".summary .n.current").inner_text() == "110 tonnes"

    page.keyboard.press("c")
    page.keyboard.press("Control+a")
    page.keyboard.type("Output 1 reached 102 tonnes.")
    sync_api.expect(page.locator("#checked")).to_contain_text("✗")
    page.keyboard.press("Control+a")
    page.keyboard.type("Output 1 reached 101 tonnes.")
    sync_api.expect(page.locator("#checked")).to_contain_text("✓ The source supports")
    page.keyboard.press("Control+Enter")
    wait_status(page, "The new wording is supported.")
    page.keyboard.press("d")
    wait_status(page, "Saved: dropped.")
    page.keyboard.press("n")
    page.keyboard.type("ask the province")
    page.keyboard.press("Enter")
    wait_status(page, "Saved: noted.")
    page.keyboard.press("p")
    wait_status(page, "Saved: postponed.")
    page.keyboard.press("a")
    wait_status(page, "Saved: accepted")
    page.reload()

    assert page.locator(".progress span").inner_text() == "3 of 5 decided · 1 postponed"
    assert [one.decision for one in read(folder / "one.summary.json").reviews] == [
        "correct",
        "undo",
        "correct",
        "drop",
    ]
    assert [one.decision for one in read(folder / "two.summary.json").reviews] == [
        "note",
        "postpone",
        "accept",
    ]
    assert not page.problems


def test_undo_right_after_a_decision_takes_back_that_one(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address)
    page.keyboard.press("a")
    wait_status(page, "Saved: accepted")
    page.keyboard.press("u")
    wait_status(page, "Saved: undone.")

    assert page.locator(".where").inner_text().startswith("1 of 5")


def test_the_same_by_mouse(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address)
    page.get_by_role("button", name="Take the source").click()
    wait_status(page, "Saved: corrected.")
    page.get_by_role("button", name="Accept").click()
    wait_status(page, "Saved: accepted")
    page.locator(".queue a", has_text="NO_EVIDENCE").click()
    wait_where(page, "5 of 5")
    page.get_by_role("button", name="Correct", exact=False).first.click()
    page.get_by_label("Corrected statement").fill("Output 1 reached 404 tonnes.")
    page.get_by_role("button", name="Save the correction").click()
    wait_status(page, "The new wording is supported.")

    assert [one.decision for one in read(folder / "two.summary.json").reviews] == ["correct"]


def test_a_click_on_a_number_shows_its_partner_on_the_other_side(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address)
    page.locator(".summary .n.supported").first.click()
    assert page.locator(".source .n.partner").all_inner_texts() == ["202"]
    page.locator(".source .n.evidence", has_text="101").click()
    assert page.locator(".summary .n.partner").all_inner_texts() == ["110 tonnes"]
    assert "finding=" not in page.url


def test_the_legend_opens_and_closes_by_key(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address)
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")

    assert not page.get_by_role("dialog").is_visible()
    assert read(folder / "one.summary.json").reviews == []


def test_it_works_without_scripts(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address, java_script_enabled=False)
    page.get_by_label("Corrected statement").fill("Output 1 reached 101 tonnes.")
    page.get_by_role("button", name="Save the correction").click()
    assert "supported" in status(page)
    page.get_by_role("button", name="Accept").click()

    assert [one.decision for one in read(folder / "one.summary.json").reviews] == ["correct", "accept"]


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 700), (390, 844), (320, 640)])
def test_no_width_needs_sideways_scrolling(serve, open_page, folder: Path, width: int, height: int) -> None:
    page = open_page(serve(folder).address, width, height)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_enough(serve, open_page, folder: Path, scheme: str) -> None:
    """Every visible text has a contrast of at least 4.5 (WCAG AA)."""
    page = open_page(serve(folder).address, color_scheme=scheme)
    page.keyboard.press("c")
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const parse = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const light = ([r, g, b]) => {
    const f = (v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const ground = (node) => {
    for (let one = node; one; one = one.parentElement) {
      const colour = parse(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0.99) return colour;
    }
    return [255, 255, 255, 1];
  };
  const poor = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !node.checkVisibility() || node.closest("script, style")) continue;
    const [a, b] = [light(parse(getComputedStyle(node).color)), light(ground(node))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5) poor.push([walker.currentNode.data.trim().slice(0, 30), contrast]);
  }
  return poor;
}"""


def test_everything_has_a_name_and_can_be_reached_by_keyboard(serve, open_page, folder: Path) -> None:
    page = open_page(serve(folder).address)
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input:not([type=hidden]), select, textarea, section')]
        .filter((one) => one.checkVisibility() && !(one.innerText || one.getAttribute('aria-label') || one.value
          || one.getAttribute('aria-labelledby') || (one.labels && one.labels.length)))
        .map((one) => one.outerHTML)"""
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()"))

    assert nameless == []
    assert len(ids) == len(set(ids))
    assert {"a Accept", "d Drop", "p Postpone"} <= {" ".join(one.split()) for one in reached}
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1


def test_a_hostile_article_runs_nothing(serve, open_page, tmp_path: Path) -> None:
    from review.test_web import poisoned

    path = poisoned(tmp_path)
    page = open_page(serve(path).address)
    page.on("dialog", lambda _: page.problems.append("dialog"))
    page.keyboard.press("c")
    page.wait_for_timeout(300)

    assert page.evaluate("document.images.length") == 0
    assert "<script>alert(1)</script>" in page.locator(".source .text").inner_text()
    assert not page.problems


def test_a_killed_server_loses_no_confirmed_decision(run_command, open_page, folder: Path) -> None:
    server = run_command(folder)
    page = open_page(server.address)
    page.keyboard.press("a")
    wait_status(page, "Saved: accepted")
    server.stop(signal.SIGKILL)

    assert [one.decision for one in read(folder / "one.summary.json").reviews] == ["accept"]
    assert open_page(run_command(folder).address).locator(".where").inner_text().startswith("2 of 5")


def test_two_people_decide_at_once(serve, open_page, folder: Path) -> None:
    server = serve(folder)
    lan, minh = open_page(server.address), open_page(server.address)
    lan.keyboard.press("a")
    wait_status(lan, "Saved: accepted")
    minh.keyboard.press("d")
    wait_status(minh, "meanwhile Lan chose “accept”")
    minh.keyboard.press("o")
    wait_where(minh, "2 of 5")
    minh.keyboard.press("d")
    wait_status(minh, "Saved: dropped")

    assert [one.decision for one in read(folder / "one.summary.json").reviews] == ["accept", "drop"]


def test_ctrl_c_ends_the_server_in_order(run_command, folder: Path) -> None:
    server = run_command(folder)
    time.sleep(0.5)

    assert server.stop(signal.SIGINT) == 0


def test_the_static_report_ties_numbers_without_a_server(open_page, folder: Path) -> None:
    from summarizer.review.page import render_static

    target = folder.parent / "report.html"
    target.write_text(render_static(read(folder / "one.summary.json")), encoding="utf-8")
    page = open_page(target.as_uri())
    page.locator(".summary .n.refuted").first.click()

    assert page.locator(".source .n.partner").all_inner_texts() == ["101"]
    assert not page.problems
