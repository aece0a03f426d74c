import assert from "node:assert/strict";
import { test } from "node:test";
import { askOthers, needsOthers } from "../../themes/default/static/search.js";

/** @import { Result } from "../../themes/default/static/search.js" */

/** @param {string} lang @param {boolean} exact @param {number} count */
function result(lang, exact, count) {
  const hits = Array.from({ length: count }, (_, number) => ({ number, score: 1 }));
  const answer = { index: { start: { lang } }, exact, hits, marks: new Set() };
  return /** @type {Result} */ (/** @type {unknown} */ (answer));
}

/** @param {string | undefined} other @param {string} query @param {Record<string, Result>} known */
async function asked(other, query, known) {
  const form = /** @type {HTMLFormElement} */ (/** @type {unknown} */ ({ dataset: { other } }));
  /** @type {string[]} */
  const addresses = [];
  const answers = await askOthers(form, query, async (address) => {
    addresses.push(address);
    return known[address];
  });
  return { addresses, answers: answers.map(({ address }) => address) };
}

test("other languages are needed where nothing has everything, or in another script", () => {
  assert.ok(needsOthers("eau", result("en", false, 3)));
  assert.ok(needsOthers("eau", result("en", true, 0)));
  assert.ok(needsOthers("GDP", result("zh-Hans", true, 2)));
  assert.ok(!needsOthers("water", result("en", true, 2)));
});

test("a site of one language asks nobody", async () => {
  assert.deepEqual(await asked("", "eau", {}), { addresses: [], answers: [] });
  assert.deepEqual(await asked(undefined, "eau", {}), { addresses: [], answers: [] });
});

test("every other language that has letters of the query is asked, and told if it has all", async () => {
  const other = "/base/fr/search/ /base/ar/search/ /base/en/search/ /base/de/search/";
  const known = {
    "/base/fr/search/": result("fr", true, 2),
    "/base/en/search/": result("en", false, 2),
    "/base/de/search/": result("de", true, 0),
  };
  assert.deepEqual(await asked(other, "eau", known), {
    addresses: ["/base/fr/search/", "/base/en/search/", "/base/de/search/"],
    answers: ["/base/fr/search/"],
  });
});
