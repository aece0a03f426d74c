// The search page: what is found, by kind, with the words asked for marked; the state is in the address.

import { ask, foreign, rendered, summary, told } from "./search.js";

const STEP = 10, ELSEWHERE = 5, AROUND = 50;
const form = document.querySelector("form.asking");
const { q, kind, topic } = form.elements;
const status = form.querySelector("output");
const results = document.getElementById("_results");
const names = document.getElementById("_index");
const words = new Map([...kind.options, ...topic.options].map((option) => [option, option.textContent]));
let limit = STEP, asked = 0;

function made(tag, parts, properties = {}) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...parts);
  return element;
}

// The part of a text around the first thing that was asked for.
function excerpt(index, text, marks) {
  const pieces = index.marked(text, marks);
  const before = [...pieces[0]], cut = pieces.length > 1 && before.length > AROUND;
  pieces[0] = cut ? "…" + before.slice(-AROUND / 2).join("") : pieces[0];
  let left = 3 * AROUND;
  const shown = pieces.map((piece) => {
    const characters = [...piece];
    const part = characters.slice(0, Math.max(left, 0)).join("");
    left -= characters.length;
    return part;
  });
  if (left < 0) shown.push("", "…");
  return rendered(shown);
}

// A link to the page, and to the words on it where they stand there as asked.
function address(href, text) {
  return text ? `${href}#:~:text=${encodeURIComponent(text).replaceAll("-", "%2D")}` : href;
}

async function shown(index, number, marks) {
  const { href, title, lines } = await index.entryOf(number);
  const lit = (text) => index.marked(text, marks).filter((_, i) => i % 2);
  const weigh = (line) => new Set(lit(line)).size;
  const best = lines.reduce((one, other) => (weigh(other) > weigh(one) ? other : one), lines[0] ?? "");
  const [literal] = lit(title).length ? lit(title) : lit(best);
  const link = made("a", index.highlighted(title, marks), { href: address(href, literal) });
  return made("li", [link, ...(best && best !== title ? [made("p", excerpt(index, best, marks))] : [])]);
}

async function listed(index, hits, marks, heading, properties = {}) {
  const items = await Promise.all(hits.map(({ number }) => shown(index, number, marks)));
  return made("section", [heading, made("ol", items, { className: "hits" })], properties);
}

// How many hits each choice would leave.
function counted(select, number) {
  for (const option of select.options) {
    const n = option.value ? number(option.value) : 0;
    option.textContent = option.value ? `${words.get(option)} (${n})` : words.get(option);
    option.disabled = Boolean(option.value) && !n && !option.selected;
  }
}

function narrowed(index, hits) {
  const { kinds, topics, about } = index.start;
  const kindOf = ({ number }) => kinds[index.kind(number)][0];
  const topicsOf = ({ number }) => about[number].map((n) => topics[n][0]);
  const inKind = (hit) => !kind.value || kindOf(hit) === kind.value;
  const inTopic = (hit) => !topic.value || topicsOf(hit).includes(topic.value);
  counted(kind, (value) => hits.filter((hit) => inTopic(hit) && kindOf(hit) === value).length);
  counted(topic, (value) => hits.filter((hit) => inKind(hit) && topicsOf(hit).includes(value)).length);
  return hits.filter((hit) => inKind(hit) && inTopic(hit));
}

async function groups({ index, marks }, hits) {
  const { kinds, strings } = index.start;
  const first = hits.slice(0, limit);
  const order = [...new Set(first.map(({ number }) => index.kind(number)))];
  const of = (list, n) => list.filter(({ number }) => index.kind(number) === n);
  return Promise.all(order.map(async (n) => {
    const all = of(hits, n), some = of(first, n);
    const heading = made("h2", [kinds[n][1], " ", made("small", [String(all.length)])]);
    const section = await listed(index, some, marks, heading);
    if (some.length < all.length) {
      const button = made("button", [told(strings, "all", all.length)], { type: "button" });
      button.addEventListener("click", () => narrow(kinds[n][0]));
      section.append(made("p", [button], { className: "more" }));
    }
    return section;
  }));
}

function more(strings) {
  const button = made("button", [strings.more], { type: "button" });
  button.addEventListener("click", () => { limit += STEP; show(); });
  return made("p", [button], { className: "more" });
}

async function elsewhere(query, index) {
  if (!foreign(query, index)) return [];
  const other = await ask(form.dataset.other, query);
  if (!other.exact || !other.hits.length) return [];
  const { lang, strings } = other.index.start;
  const href = `${form.dataset.other}?${new URLSearchParams({ q: query })}`;
  const link = made("a", [told(strings, "", other.hits.length)], { href, hreflang: lang });
  const heading = made("h2", [strings.here, " ", made("small", [link])]);
  return [await listed(other.index, other.hits.slice(0, ELSEWHERE), other.marks, heading, { lang, className: "elsewhere" })];
}

async function show() {
  const query = q.value.trim(), now = ++asked;
  if (!query) {
    results.hidden = true;
    names.hidden = false;
    status.textContent = "";
    return;
  }
  let parts, message;
  try {
    const found = await ask(form.getAttribute("action"), query);
    if (now !== asked) return;
    const { strings } = found.index.start;
    const hits = narrowed(found.index, found.hits);
    const apart = await elsewhere(query, found.index);
    parts = [...(await groups(found, hits)), ...(hits.length > limit ? [more(strings)] : []), ...apart];
    message = summary({ ...found, hits }, apart.length);
  } catch {
    parts = [];
    message = form.dataset.failed;
  }
  if (now !== asked) return;
  results.replaceChildren(...parts);
  results.hidden = !parts.length;
  names.hidden = parts.length > 0;
  status.textContent = message;
}

function keep() {
  const state = [q, kind, topic].map(({ name, value }) => [name, value.trim()]).filter(([, value]) => value);
  const query = new URLSearchParams(state).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  limit = STEP;
  show();
}

function narrow(value) {
  kind.value = value;
  keep();
  kind.focus();
}

function recall() {
  const state = new URLSearchParams(location.search);
  for (const field of [q, kind, topic]) {
    field.value = state.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
  show();
}

form.addEventListener("submit", (event) => { event.preventDefault(); keep(); });
form.addEventListener("input", (event) => event.isComposing || keep());
q.addEventListener("compositionend", keep);
addEventListener("popstate", recall);
recall();
