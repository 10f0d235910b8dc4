// Keys, the live check of a correction, and the theme. Without this script the forms still work.
"use strict";

const byId = (id) => document.getElementById(id);
const form = byId("decision");
const editor = byId("editor");
const after = byId("after");
const dialog = byId("keys");

document.documentElement.classList.add("js");
for (const id of ["theme", "help", "correct", "take"]) if (byId(id)) byId(id).hidden = false;

// The theme: as the system says, until the button says otherwise.
const themes = ["", "light", "dark"];
function readTheme() {
  try { return localStorage.getItem("theme") || ""; } catch { return ""; }
}
function setTheme(name) {
  if (name) document.documentElement.dataset.theme = name;
  else delete document.documentElement.dataset.theme;
  try { localStorage.setItem("theme", name); } catch { /* private windows keep nothing */ }
}
setTheme(readTheme());
byId("theme").addEventListener("click", () => {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const now = readTheme() || (dark ? "dark" : "light");
  setTheme(now === "dark" ? "light" : "dark");
});

function showKeys() {
  if (dialog.open) dialog.close();
  else dialog.showModal();
}
byId("help").addEventListener("click", showKeys);

// One decision a page: a second press must not send a second one.
let sent = false;
for (const one of document.querySelectorAll("form[method=post]")) {
  one.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
}
window.addEventListener("pageshow", () => { sent = false; });

function decide(decision) {
  const button = form && form.querySelector(`button[name=decision][value=${decision}]`);
  if (button) button.click();
  return Boolean(button);
}

function openEditor() {
  editor.dataset.open = "";
  byId("correct").setAttribute("aria-expanded", "true");
  after.focus();
  after.setSelectionRange(after.value.length, after.value.length);
  check();
}

function closeEditor() {
  delete editor.dataset.open;
  byId("correct").setAttribute("aria-expanded", "false");
  byId("correct").focus();
}

// The check while typing: the newest answer wins.
let asked = 0;
let timer = 0;
async function check() {
  const mine = ++asked;
  const answer = byId("checked");
  const values = new URLSearchParams(new FormData(form));
  answer.textContent = "Checking…";
  answer.className = "checked";
  try {
    const response = await fetch(after.dataset.check, { method: "POST", body: values });
    const told = await response.json();
    if (mine !== asked) return;
    answer.textContent = (told.supported ? "✓ " : "✗ ") + told.message;
    answer.className = "checked " + (told.supported ? "supported" : "refuted");
  } catch {
    if (mine === asked) answer.textContent = "The check cannot be reached; is the command still running?";
  }
}

if (form) {
  byId("correct").addEventListener("click", () => ("open" in editor.dataset ? closeEditor() : openEditor()));
  after.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(check, 250); });
  const take = byId("take");
  if (take) {
    take.addEventListener("click", () => {
      after.value = take.dataset.offer;
      if (take.dataset.supported === "yes") decide("correct");
      else openEditor();
    });
  }
  if ("open" in editor.dataset) check();
}

const follow = (id) => { const link = byId(id); if (link) link.click(); };
const keys = {
  a: () => decide("accept"),
  d: () => decide("drop"),
  p: () => decide("postpone"),
  c: openEditor,
  t: () => follow("take"),
  n: () => { byId("noting").open = true; byId("note").focus(); },
  u: () => { if (byId("undo-last")) byId("undo-last").requestSubmit(); else decide("undo"); },
  j: () => follow("following"),
  ArrowRight: () => follow("following"),
  k: () => follow("previous"),
  ArrowLeft: () => follow("previous"),
  o: () => follow("open"),
};

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]), textarea, select");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === after) {
    event.preventDefault();
    decide("correct");
    return;
  }
  if (event.key === "Enter" && event.target.id === "note") {
    event.preventDefault();
    decide("note");
    return;
  }
  if (event.key === "Escape" && typing) {
    if (event.target === after) closeEditor();
    else event.target.blur();
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.key === "?") { event.preventDefault(); showKeys(); return; }
  if (dialog.open || !form) return;
  if (Object.hasOwn(keys, event.key)) {
    event.preventDefault();
    keys[event.key]();
  }
});

// Bring what is decided into view on both sides, without moving the page itself on a phone.
const wide = window.matchMedia("(min-width: 900px)").matches;
for (const selector of [".summary .n.current", ".summary .block.current", ".source .n.current"]) {
  const element = document.querySelector(selector);
  const pane = element && element.closest(".pane");
  if (!pane || !wide) continue;
  const box = element.getBoundingClientRect();
  const frame = pane.getBoundingClientRect();
  pane.scrollTop += box.top - frame.top - (frame.height - box.height) / 2;
}
const here = document.querySelector(".queue [aria-current]");
if (here && wide) {
  const list = here.closest(".queue");
  list.scrollTop += here.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 3;
}
