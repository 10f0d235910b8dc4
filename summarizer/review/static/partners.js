// A click on a number shows its partner on the other side.
"use strict";

function clearPartners() {
  for (const one of document.querySelectorAll(".partner")) one.classList.remove("partner");
}

function centre(element) {
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ block: "center", inline: "nearest", behavior: still ? "auto" : "smooth" });
}

document.addEventListener("click", (event) => {
  const number = event.target.closest("a.n[data-partners]");
  if (!number) return;
  event.preventDefault();
  clearPartners();
  const partners = number.dataset.partners.split(" ").map((id) => document.getElementById(id)).filter(Boolean);
  number.classList.add("partner");
  for (const one of partners) one.classList.add("partner");
  if (partners.length) centre(partners[0]);
});
