// Finds in the site's prebuilt index what Whoosh would, with the same scores: a query is planned as builder/make/query.py
// does, terms are made as builder/make/tokens.py does, and builder/make/shards.py describes the files.

const HAN = "〇々㐀-䶿一-鿿\u{20000}-\u{3ffff}";
const RUN = new RegExp(`([${HAN}]+)|((?:(?![${HAN}])[\\p{L}\\p{N}]|(?<=[0-9])\\.(?=[0-9]))+)`, "gu");
const chinese = new RegExp(`[${HAN}]`, "u");

export function fold(text, characters = new Map()) {
  const plain = text.replace(/(?=[\u3371-\u33df])/g, " ").normalize("NFKC").toLowerCase();
  return characters.size ? Array.from(plain, (c) => characters.get(c) ?? c).join("") : plain;
}

function number(word) {
  return /^[0-9]+\.[0-9]+$/.test(word) ? word.replace(/\.?0+$/, "") : word;
}

export function runs(text, characters) {
  const folded = fold(text, characters).replaceAll("’", "'").replace(/'s(?![a-z0-9])/g, "");
  const found = folded.replace(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g, "").matchAll(RUN);
  return Array.from(found, ([, run, word]) => (run ? { text: run, han: true } : { text: number(word), han: false }));
}

export function pairs(run) {
  const characters = [...run];
  return Array.from({ length: Math.max(characters.length - 1, 1) }, (_, i) => characters.slice(i, i + 2).join(""));
}

// How many letters are wrong, missing, too many or swapped with the next; most + 1 if there are more than that.
function slips(one, other, most) {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let last, before = [], row = Array.from({ length: other.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    [last, before, row] = [before, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      let cost = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, last[j - 2] + 1);
      row.push(cost);
    }
  }
  return Math.min(row.at(-1), most + 1);
}

async function json(address, options) {
  const answer = await fetch(address, options);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer.json();
}

const opened = new Map();

function open(address, options) {
  opened.set(address, json(`${address}index.json`, options).then((start) => new Index(start)));
  return opened.get(address);
}

// What the index of the search page at an address finds, and the index. After a new edition of the site, the shards of the old are gone.
export async function ask(address, query) {
  try {
    const index = await (opened.get(address) ?? open(address));
    return { index, ...(await index.find(query)) };
  } catch {
    const index = await open(address, { cache: "reload" });
    return { index, ...(await index.find(query)) };
  }
}

// Pieces as nodes, every other of them marked.
export function rendered(pieces) {
  const mark = (text) => Object.assign(document.createElement("mark"), { textContent: text });
  return pieces.flatMap((piece, i) => (!piece ? [] : i % 2 ? [mark(piece)] : [piece]));
}

// A sentence of the index about a number of things found.
export function told(strings, key, number) {
  return strings[key || (number === 1 ? "one" : "many")].replace("{number}", number);
}

// How many were found, and whether they are only the nearest or only the other language has any.
export function summary({ index, exact, hits }, elsewhere) {
  const { strings } = index.start;
  if (!hits.length) return elsewhere ? strings.elsewhere : strings.none;
  return (exact ? "" : `${strings.nearest} `) + told(strings, "", hits.length);
}

// Whether something was typed in the script of the other language.
export function foreign(query, index) {
  return index.start.lang === "en" ? chinese.test(query) : /[a-z]{2}/i.test(query);
}

const every = (parts) => ({ every: parts });
const some = (parts) => ({ some: parts });

class Index {
  constructor(start) {
    this.start = start;
    this.limits = start.limits;
    this.count = start.lengths[0].length;
    const written = [...start.fold];
    this.characters = new Map(written.flatMap((c, i) => (i % 2 ? [] : [[c, written[i + 1]]])));
    this.key = start.fields.length - 1;
    this.files = new Map();
    const phrases = Object.keys(start.phrases).sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    this.phrases = phrases.length ? new RegExp(phrases.join("|"), "gu") : null;
  }

  file(name) {
    if (!this.files.has(name)) this.files.set(name, json(this.start.at + name + ".json").catch(this.outdated));
    return this.files.get(name);
  }

  outdated(error) {
    opened.clear();
    throw error;
  }

  // The number of the shard that has a key, if any has; of terms (t), words (w) or syllables (s).
  place(key, kind) {
    let low = 0, high = this.start[kind].length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.start[kind][middle] <= key) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  async entry(term) {
    const place = this.place(term, "t");
    const shard = place < 0 ? {} : await this.file(`t${place}`);
    return Object.hasOwn(shard, term) ? shard[term] : null;
  }

  // Everything whose key begins so, as pairs in the order of the keys.
  async starting(prefix, kind) {
    const firsts = this.start[kind], first = Math.max(this.place(prefix, kind), 0);
    let last = first;
    while (firsts[last + 1]?.startsWith(prefix)) last++;
    const numbers = firsts.map((_, n) => n).slice(first, last + 1);
    const shards = await Promise.all(numbers.map((n) => this.file(kind + n)));
    const found = shards.flatMap(Object.entries).filter(([key]) => key.startsWith(prefix));
    return found.sort(([one], [other]) => (one < other ? -1 : 1));
  }

  async terms(prefix) {
    return (await this.starting(prefix, "t")).map(([term]) => term);
  }

  async kin(term) {
    return (await this.entry(term))?.[this.key + 1] ?? [];
  }

  async plan(query) {
    const typed = runs([...query].slice(0, this.limits.query).join(""), this.characters).slice(0, this.limits.runs);
    if (!typed.length) return null;
    const telling = typed.filter((run) => !this.start.passed_over.includes(run.text));
    const asked = telling.length ? telling : typed;
    const whole = typed.map((run) => run.text).join(" ");
    for (const run of asked) (run.han ? pairs(run.text) : [run.text]).map((term) => this.entry(term));
    const marks = new Set();
    const clauses = await Promise.all(asked.map((run) => (run.han ? this.run(run.text, marks) : this.word(run.text, marks))));
    const exact = some([{ field: this.key, term: whole, weight: this.start.fields[this.key][1] }, every(clauses)]);
    return { asked, exact, marks };
  }

  anywhere(terms) {
    const fields = this.start.fields.slice(0, this.key);
    return some(terms.flatMap((term) => fields.map(([, weight], field) => ({ field, term, weight }))));
  }

  within(run) {
    const fields = this.start.fields.slice(0, this.key);
    return fields.map(([, weight], field) => every(pairs(run).map((term) => ({ field, term, weight }))));
  }

  async beginning(character) {
    return this.anywhere((await this.terms(character)).filter((term) => [...term].length <= 2));
  }

  async run(run, marks) {
    marks.add(run);
    if ([...run].length === 1) return this.beginning(run);
    const other = this.phrases ? run.replace(this.phrases, (phrase) => this.start.phrases[phrase]) : run;
    marks.add(other);
    return some((other === run ? [run] : [run, other]).flatMap((written) => this.within(written)));
  }

  async word(word, marks) {
    const spelt = await this.spelt(word, marks);
    if (!(await this.entry(word))) return some([...(await this.begun(word, marks)), ...spelt]);
    const words = [word, ...(await this.kin(word))];
    for (const one of words) marks.add(one);
    const name = { field: this.key, term: word, weight: this.start.fields[this.key][1] };
    return some([...this.anywhere(words).some, name, ...spelt]);
  }

  async begun(word, marks) {
    if (word.length < 2) return [];
    const begun = (await this.terms(word)).slice(0, this.limits.begun);
    for (const one of begun) marks.add(one);
    return [...this.anywhere(begun).some, ...begun.map((term) => ({ field: this.key, term, weight: this.start.fields[0][1] }))];
  }

  async spelt(word, marks) {
    const heard = await this.heard(word);
    for (const run of heard) marks.add(run);
    return heard.flatMap((run) => this.within(run));
  }

  // The Chinese strings that letters spell, the last syllable perhaps begun only.
  async heard(letters) {
    if (!/^[a-z]+$/.test(letters) || letters.length > this.limits.pinyin) return [];
    const sounds = new Map(await Promise.all([...new Set(letters)].map(async (c) => [c, await this.starting(c, "s")])));
    const found = [], dead = new Set();
    const follow = (rest, soFar, last, after) => {
      if (!rest) {
        if (last !== soFar) found.push(soFar);
        return;
      }
      const here = `${rest.length} ${last}`, before = found.length;
      if (dead.has(here)) return;
      for (const [syllable, characters] of sounds.get(rest[0])) {
        if (!rest.startsWith(syllable) && !(soFar && syllable.startsWith(rest))) continue;
        for (const [character, following] of Object.entries(characters)) {
          if (found.length < this.limits.heard && (after === null || after.includes(character))) {
            follow(rest.slice(syllable.length), soFar + character, character, following);
          }
        }
      }
      if (found.length === before) dead.add(here);
    };
    follow(letters, "", "", null);
    return found;
  }

  async alike(word) {
    if (!/^[a-z]{3,}$/.test(word)) return [];
    const most = word.length <= this.limits.short ? 1 : 2;
    const letters = [...new Set(word.slice(0, 2))];
    const others = (await Promise.all(letters.map((letter) => this.starting(letter, "w")))).flat();
    const near = others.map(([other]) => [other, slips(word, other, most)]);
    const least = Math.min(most, ...near.map(([, n]) => n));
    return near.filter(([, n]) => n === least).map(([other]) => other).sort();
  }

  async near({ text, han }, marks) {
    if (han && [...text].length > 2) {
      for (const pair of pairs(text)) marks.add(pair);
      return pairs(text).map((pair) => this.anywhere([pair]));
    }
    if (han) {
      for (const character of text) marks.add(character);
      return Promise.all(Array.from(text, (character) => this.beginning(character)));
    }
    const near = (await this.entry(text)) ? [text, ...(await this.kin(text))] : await this.alike(text);
    for (const one of near) marks.add(one);
    const others = [...(await this.begun(text, marks)), ...(await this.spelt(text, marks))];
    return [some([...this.anywhere(near).some, ...others])];
  }

  async load(node) {
    if (node.term) node.told = await this.entry(node.term);
    else await Promise.all((node.every ?? node.some).map((part) => this.load(part)));
  }

  // Calls back with each entry that has a term in a field, and its score by BM25F.
  ranked({ field, told, weight }, use) {
    const { b, k1, fields, lengths } = this.start;
    const average = fields[field][2] || 1;
    const postings = told?.[field] || [];
    const idf = Math.log(this.count / (postings.reduce((n, gap) => n + (gap < 0 ? 0 : 1), 0) + 1)) + 1;
    for (let i = 0, n = -1; i < postings.length; i++) {
      n += Math.abs(postings[i]);
      const times = postings[i] < 0 ? postings[++i] : 1;
      use(n, weight * idf * (times * (k1 + 1)) / (times + k1 * (1 - b + b * lengths[field][n] / average)));
    }
  }

  // Adds the scores of a loaded node, and notes which entries it finds.
  add(node, scores, hits) {
    if (node.every) {
      if (node.every.some((part) => part.term && !part.told?.[part.field])) return;
      const sums = new Float64Array(this.count), times = new Uint8Array(this.count);
      for (const part of node.every) {
        if (part.term) {
          this.ranked(part, (n, score) => { sums[n] += score; times[n]++; });
          continue;
        }
        const found = new Uint8Array(this.count);
        this.add(part, sums, found);
        for (let n = 0; n < this.count; n++) times[n] += found[n];
      }
      for (let n = 0; n < this.count; n++) {
        if (times[n] !== node.every.length) continue;
        scores[n] += sums[n];
        hits[n] = 1;
      }
    } else if (node.some) {
      for (const part of node.some) this.add(part, scores, hits);
    } else {
      this.ranked(node, (n, score) => { scores[n] += score; hits[n] = 1; });
    }
  }

  async sum(nodes) {
    await Promise.all(nodes.map((node) => this.load(node)));
    const scores = new Float64Array(this.count), times = new Uint8Array(this.count);
    for (const node of nodes) {
      const hits = new Uint8Array(this.count);
      this.add(node, scores, hits);
      for (let n = 0; n < this.count; n++) times[n] += hits[n];
    }
    const least = Math.floor(nodes.length / 2);
    const found = [];
    for (let n = 0; n < this.count; n++) if (times[n] && times[n] >= least) found.push({ number: n, score: scores[n] });
    const rounded = ({ score }) => Math.round(score * 1e9);
    return found.sort((one, other) => rounded(other) - rounded(one) || one.number - other.number);
  }

  // The entries that have everything asked for, else the nearest, best first; what to mark in their texts.
  async find(query) {
    const plan = await this.plan(query);
    if (!plan) return { exact: true, hits: [], marks: [] };
    const hits = await this.sum([plan.exact]);
    if (hits.length) return { exact: true, hits, marks: [...plan.marks] };
    const parts = (await Promise.all(plan.asked.map((run) => this.near(run, plan.marks)))).flat();
    return { exact: false, hits: await this.sum(parts), marks: [...plan.marks] };
  }

  kind(number) {
    let first = 0;
    return this.start.kinds.findIndex(([, , count]) => number < (first += count));
  }

  async entryOf(number) {
    const chunk = await this.file(`x${Math.floor(number / this.start.chunk)}`);
    const [path, title, names, text] = chunk[number % this.start.chunk];
    return { href: this.start.base + path, title, lines: [...text.split("\n"), ...names.split("\n")].filter(Boolean) };
  }

  // A text as nodes, with what was asked for marked.
  highlighted(text, marks) {
    return rendered(this.marked(text, marks));
  }

  // A text in pieces, every other of which holds something asked for.
  marked(text, marks) {
    const characters = [...text];
    let folded = "";
    const places = [];
    characters.forEach((character, i) => {
      const plain = fold(character, this.characters);
      folded += plain;
      for (let n = 0; n < plain.length; n++) places.push(i);
    });
    const lit = new Uint8Array(characters.length);
    for (const mark of marks.filter(Boolean)) {
      for (let at = folded.indexOf(mark); at >= 0; at = folded.indexOf(mark, at + 1)) {
        const around = folded.slice(Math.max(at - 1, 0), at) + " " + folded.slice(at + mark.length, at + mark.length + 1);
        if (!chinese.test(mark) && /[a-z0-9]/.test(around)) continue;
        lit.fill(1, places[at], places[at + mark.length - 1] + 1);
      }
    }
    const pieces = [""];
    characters.forEach((character, i) => {
      if (Boolean(lit[i]) === pieces.length % 2 > 0) pieces.push("");
      pieces[pieces.length - 1] += character;
    });
    return pieces;
  }
}
