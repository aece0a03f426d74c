import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  fold,
  hasWordPart,
  isSpelt,
  pairs,
  runs,
} from "../../themes/default/static/search/tokens.js";

/** @type {[text: string, terms: string[]][]} */
const VECTORS = JSON.parse(readFileSync(new URL("../tokens.json", import.meta.url), "utf-8"));
const SIMPLIFIED = new Map(
  Object.entries({ 養: "养", 牀: "床", 著: "着", 瞭: "了", 軟: "软", 體: "体" }),
);

/** @param {string} text */
function terms(text) {
  return runs(text, SIMPLIFIED).flatMap((run) => {
    const characters = [...run.text];
    if (!run.unspaced) return [run.text];
    return characters.length > 1 ? [...pairs(run.text), ...characters.slice(-1)] : characters;
  });
}

for (const [text, expected] of VECTORS) {
  test(`the terms of ${JSON.stringify(text)} are those of the builder`, () => {
    assert.deepEqual(terms(text), expected);
  });
}

test("a point joins digits only, and a comma goes only before thousands", () => {
  assert.deepEqual(terms("1.2.3 a.5 5.a .5 5. 1..2"), "1.2.3 a 5 5 a 5 5 1 2".split(" "));
  assert.deepEqual(terms("1,234,567 1,2345 12,345,6"), "1234567 1 2345 12345 6".split(" "));
  assert.deepEqual(terms("，1,000"), ["1000"]);
});

test("folding normalises, lowers and replaces characters", () => {
  assert.equal(fold("ＰＭ２．５ 養老㎡", SIMPLIFIED), "pm2.5 养老 m2");
  assert.equal(fold("養老"), "養老");
});

test("folding asks no language, but for Chinese characters", () => {
  assert.equal(fold("Québec ΆΣ Ё й Straße"), "quebec ασ е й strasse");
  assert.equal(fold("الـمُدُن ٣٫٥"), "المدن 3.5");
});

test("a word is spelt in letters, of a script that has words", () => {
  for (const word of ["water", "вода", "ماء", "हिन्दी"]) assert.ok(isSpelt(word), word);
  for (const term of ["pm2.5", "养老", "ガス", "two words", ""]) assert.ok(!isSpelt(term), term);
  assert.ok(hasWordPart("养a"));
  assert.ok(hasWordPart("5 "));
  assert.ok(!hasWordPart("养老 ไทย"));
});

test("no script has a look-behind, which Safari before 16.4 cannot read", async () => {
  const { globSync } = await import("node:fs");
  const folder = new URL("../../themes/default/static/", import.meta.url).pathname;
  for (const script of globSync("**/*.js", { cwd: folder })) {
    assert.doesNotMatch(readFileSync(folder + script, "utf-8"), /\(\?<[=!]/, script);
  }
});
