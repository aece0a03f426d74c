// @ts-check
// The search page: what is found, by kind, with the words asked for marked; the state is in the
// address. The engine is loaded for the first query.

/** @import { Result } from "./search.js" */
/** @import { Hit } from "./search/ranking.js" */

const STEP = 10;
const ELSEWHERE = 5;

const form = /** @type {HTMLFormElement} */ (document.querySelector("form.asking"));
const q = /** @type {HTMLInputElement} */ (form.elements.namedItem("q"));
const kind = /** @type {HTMLSelectElement} */ (form.elements.namedItem("kind"));
const topic = /** @type {HTMLSelectElement} */ (form.elements.namedItem("topic"));
const status = /** @type {HTMLOutputElement} */ (form.querySelector("output"));
const results = /** @type {HTMLElement} */ (document.getElementById("_results"));
const names = /** @type {HTMLElement} */ (document.getElementById("_index"));
const labels = new Map(
  [...kind.options, ...topic.options].map((option) => [option, option.textContent ?? ""]),
);
/** @type {typeof import("./search.js")} */
let engine;
let limit = STEP;
let latest = 0;

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {(Node | string)[]} content
 * @param {Partial<HTMLElementTagNameMap[T]>} [properties]
 */
function element(tag, content, properties = {}) {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...content);
  return created;
}

/**
 * Pieces of a text, of which every other is marked.
 * @param {string[]} pieces
 */
function nodes(pieces) {
  return pieces.map((piece, i) => (i % 2 ? element("mark", [piece]) : piece));
}

/**
 * A link to the page, and to the words on it where they stand there as asked.
 * @param {string} href
 * @param {string | undefined} words
 */
function address(href, words) {
  return words ? `${href}#:~:text=${encodeURIComponent(words).replaceAll("-", "%2D")}` : href;
}

/**
 * A hit: its title, and of its texts the part that holds most of what was asked for.
 * @param {Result} result
 * @param {Hit} hit
 */
async function hitItem({ index, marks }, { number }) {
  const { excerpt, highlight, marked } = engine;
  const { href, title, lines } = await index.entry(number);
  const pieces = highlight(title, marks, index.folding);
  const texts = lines.map((line) => highlight(line, marks, index.folding));
  const variety = texts.map((text) => new Set(marked(text)).size);
  const best = variety.indexOf(Math.max(...variety));
  const [words] = [...marked(pieces), ...marked(texts[best] ?? [])];
  const link = element("a", nodes(pieces), { href: address(href, words) });
  const text = lines[best] && lines[best] !== title ? nodes(excerpt(texts[best])) : null;
  return element("li", text ? [link, element("p", text)] : [link]);
}

/**
 * @param {Result} result
 * @param {Hit[]} hits
 * @param {HTMLElement} heading
 * @param {Partial<HTMLElement>} [properties]
 */
async function section(result, hits, heading, properties = {}) {
  const items = await Promise.all(hits.map((hit) => hitItem(result, hit)));
  return element("section", [heading, element("ol", items, { className: "hits" })], properties);
}

/**
 * Says how many hits each choice would leave.
 * @param {HTMLSelectElement} select
 * @param {(value: string) => number} count
 */
function countOptions(select, count) {
  for (const option of select.options) {
    const number = option.value ? count(option.value) : 0;
    const label = labels.get(option) ?? "";
    option.textContent = option.value ? `${label} (${number})` : label;
    option.disabled = Boolean(option.value) && !number && !option.selected;
  }
}

/**
 * The hits of the kind and the topic that are chosen.
 * @param {Result} result
 */
function chosenHits({ index, hits }) {
  const { kinds, topics, about } = index.start;
  /** @param {Hit} hit @param {string} value */
  const isOfKind = ({ number }, value) => !value || kinds[index.kindOf(number)][0] === value;
  /** @param {Hit} hit @param {string} value */
  const isAbout = ({ number }, value) =>
    !value || about[number].some((n) => topics[n][0] === value);
  const ofTopic = hits.filter((hit) => isAbout(hit, topic.value));
  const ofKind = hits.filter((hit) => isOfKind(hit, kind.value));
  countOptions(kind, (value) => ofTopic.filter((hit) => isOfKind(hit, value)).length);
  countOptions(topic, (value) => ofKind.filter((hit) => isAbout(hit, value)).length);
  return ofTopic.filter((hit) => isOfKind(hit, kind.value));
}

/**
 * The first hits by kind.
 * @param {Result} result
 * @param {Hit[]} hits
 */
function groups(result, hits) {
  const { index } = result;
  const first = hits.slice(0, limit);
  const order = [...new Set(first.map(({ number }) => index.kindOf(number)))];
  return Promise.all(order.map((n) => group(result, n, ofKind(hits, n), ofKind(first, n))));

  /** @param {Hit[]} list @param {number} n */
  function ofKind(list, n) {
    return list.filter(({ number }) => index.kindOf(number) === n);
  }
}

/**
 * @param {Result} result
 * @param {number} n the number of the kind
 * @param {Hit[]} all
 * @param {Hit[]} shown
 */
async function group(result, n, all, shown) {
  const [id, name] = result.index.start.kinds[n];
  const heading = element("h2", [name, " ", element("small", [String(all.length)])]);
  const list = await section(result, shown, heading);
  if (shown.length < all.length) {
    list.append(more(engine.sentence(result.index, "all", all.length), () => narrow(id)));
  }
  return list;
}

/**
 * @param {string} label
 * @param {() => void} act
 */
function more(label, act) {
  const button = element("button", [label], { type: "button" });
  button.addEventListener("click", act);
  return element("p", [button], { className: "more" });
}

/**
 * What other languages have.
 * @param {string} query
 * @param {Result} own
 */
async function elsewhere(query, own) {
  if (!engine.needsOthers(query, own)) return [];
  const others = await engine.askOthers(form, query, engine.search);
  return Promise.all(others.map(({ address, result }) => inOtherLanguage(query, address, result)));
}

/**
 * The first hits in another language, and a link to them all.
 * @param {string} query
 * @param {string} page
 * @param {Result} result
 */
function inOtherLanguage(query, page, result) {
  const { lang, dir, strings } = result.index.start;
  const href = `${page}?${new URLSearchParams({ q: query })}`;
  const link = element("a", [engine.sentence(result.index, "count", result.hits.length)], { href });
  link.hreflang = lang;
  const heading = element("h2", [strings.here, " ", element("small", [link])]);
  const properties = { lang, dir, className: "elsewhere" };
  return section(result, result.hits.slice(0, ELSEWHERE), heading, properties);
}

/**
 * The sections that show a result, and a sentence about it.
 * @param {string} query
 * @param {Result} result
 */
async function shown(query, result) {
  const hits = chosenHits(result);
  const other = await elsewhere(query, result);
  const further = () => {
    limit += STEP;
    show();
  };
  const rest = hits.length > limit ? [more(result.index.start.strings.more, further)] : [];
  const parts = [...(await groups(result, hits)), ...rest, ...other];
  return { parts, message: engine.summary({ ...result, hits }, other.length > 0) };
}

async function show() {
  const query = q.value.trim();
  const current = ++latest;
  if (!query) {
    results.hidden = true;
    names.hidden = false;
    status.textContent = "";
    return;
  }
  /** @type {Awaited<ReturnType<typeof shown>>} */
  let answer = { parts: [], message: form.dataset.failed ?? "" };
  try {
    engine ??= await import("./search.js");
    const result = await engine.search(form.getAttribute("action") ?? "", query);
    if (current !== latest) return;
    answer = await shown(query, result);
  } catch {
    // The message says so.
  }
  if (current !== latest) return;
  results.replaceChildren(...answer.parts);
  results.hidden = !answer.parts.length;
  names.hidden = answer.parts.length > 0;
  status.textContent = answer.message;
}

function keep() {
  const state = [q, kind, topic].map(({ name, value }) => [name, value.trim()]);
  const query = new URLSearchParams(state.filter(([, value]) => value)).toString();
  history.replaceState(null, "", query ? `?${query}` : location.pathname);
  limit = STEP;
  show();
}

/** @param {string} value */
function narrow(value) {
  kind.value = value;
  keep();
  kind.focus();
}

function recall() {
  const state = new URLSearchParams(location.search);
  q.value = state.get(q.name) ?? "";
  for (const field of [kind, topic]) {
    field.value = state.get(field.name) ?? "";
    if (field.selectedIndex === -1) field.value = "";
  }
  show();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  keep();
});
form.addEventListener("input", (event) => {
  if (!(event instanceof InputEvent && event.isComposing)) keep();
});
q.addEventListener("compositionend", keep);
addEventListener("popstate", recall);
recall();
