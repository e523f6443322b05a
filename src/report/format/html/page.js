"use strict";
// The page is complete without this script; it adds the filter and two keys.
const form = document.querySelector("form");
const replies = [...document.querySelectorAll("article")].map((article) => ({
  article,
  words: article.textContent.toLowerCase(),
  findings: [...article.querySelectorAll("li")],
}));
const output = form.querySelector("output");

function filter() {
  const words = form.words.value.trim().toLowerCase();
  const rule = form.rule.value;
  const levels = new Set([...form.querySelectorAll("[name=level]:checked")].map((box) => box.value));
  let shown = 0;
  for (const { article, words: all, findings } of replies) {
    let kept = 0;
    for (const finding of findings) {
      const { level, rule: id } = finding.dataset;
      finding.hidden = !levels.has(level) || !(rule === "" || id === rule || id.startsWith(rule + "/"));
      kept += finding.hidden ? 0 : 1;
    }
    article.hidden = kept === 0 || !all.includes(words);
    shown += article.hidden ? 0 : 1;
  }
  output.textContent = `${shown} of ${replies.length} replies shown`;
}

/** Moves the focus to the next (1) or previous (-1) reply that is shown. */
function step(by) {
  const shown = replies.map(({ article }) => article).filter((article) => !article.hidden);
  const here = shown.indexOf(document.activeElement?.closest("article"));
  const next = shown[here < 0 ? (by < 0 ? shown.length - 1 : 0) : Math.min(Math.max(here + by, 0), shown.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "start" });
}

form.hidden = false;
form.addEventListener("input", filter);
form.addEventListener("submit", (event) => event.preventDefault());
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target === form.words) {
    form.words.value = "";
    filter();
  }
  if (event.target.closest("input, select, summary")) return;
  if (event.key === "/") {
    event.preventDefault();
    form.words.focus();
  }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
});
filter();
