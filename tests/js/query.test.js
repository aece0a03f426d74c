import assert from "node:assert/strict";
import { test } from "node:test";
import {
  editDistance,
  fuzzyMatches,
  parseQuery,
  pinyinMatches,
  prefixMatches,
} from "../../themes/default/static/search/query.js";
import { vocabulary } from "./vocabulary.js";

/** @import { Query } from "../../themes/default/static/search/query.js" */

/**
 * A query in words: `title:养老`, `(a & b)`, `(a | b)`.
 * @param {Query} query
 * @returns {string}
 */
function written(query) {
  if (query.kind === "term") return `${["title", "body", "key"][query.field]}:${query.term}`;
  return `(${query.parts.map(written).join(query.kind === "and" ? " & " : " | ")})`;
}

/** @param {string} text @param {Parameters<typeof vocabulary>[0]} content */
async function parsed(text, content) {
  const query = await parseQuery(text, vocabulary(content));
  assert.ok(query);
  return query;
}

test("what holds no letter, digit or Chinese character is no query", async () => {
  assert.equal(await parseQuery("，。 —", vocabulary({})), null);
});

test("the pairs of a Chinese run stand together in one field, or it is a whole name", async () => {
  const { exact, marks } = await parsed("養老床", {});
  assert.equal(
    written(exact),
    "(key:养老床 | (((title:养老 & title:老床) | (body:养老 & body:老床))))",
  );
  assert.deepEqual([...marks], ["养老床"]);
});

test("a single character is the beginning of pairs", async () => {
  const { exact } = await parsed("老", { terms: ["老床", "老", "老年人口"] });
  assert.equal(written(exact), "(key:老 | ((title:老 | body:老 | title:老床 | body:老床)))");
});

test("a regional phrase stands for the site's own as well", async () => {
  const { exact, marks } = await parsed("軟體", { phrases: { 軟體: "软件" } });
  assert.match(written(exact), /title:軟體.*title:软件/);
  assert.deepEqual([...marks], ["軟體", "软件"]);
});

test("a word is found anywhere with those of its stem, and as a name", async () => {
  const content = { terms: ["hospital", "hospitals"], stems: { hospital: ["hospitals"] } };
  const { exact, marks } = await parsed("hospital", content);
  assert.equal(
    written(exact),
    "(key:hospital | ((title:hospital | body:hospital | title:hospitals | body:hospitals" +
      " | key:hospital)))",
  );
  assert.deepEqual([...marks], ["hospital", "hospitals"]);
});

test("a name weighs what its field does, the beginning of one what titles do", async () => {
  const whole = await parsed("water", { terms: ["water"] });
  const prefix = await parsed("wat", { terms: ["water"] });
  /** @param {Query} query @returns {number[]} */
  const weights = (query) =>
    query.kind === "term"
      ? query.field === 2
        ? [query.weight]
        : []
      : query.parts.flatMap(weights);
  assert.deepEqual(weights(whole.exact), [1000, 1000]);
  assert.deepEqual(weights(prefix.exact), [1000, 6]);
});

test("stop words count only where there are no others", async () => {
  const content = { terms: ["beds", "how", "many"] };
  assert.deepEqual([...(await parsed("How many beds", content)).marks], ["beds"]);
  assert.deepEqual([...(await parsed("how many", content)).marks], ["how", "many"]);
});

test("of a long query the beginning counts", async () => {
  const { exact } = await parsed("a ".repeat(5000), {});
  assert.equal(written(exact).match(/\ba\b/g)?.length, 16);
  assert.equal((await parsed("养".repeat(10_000), {})).marks.values().next().value?.length, 200);
});

test("what is nearest: pairs, characters of a short run, words one edit away", async () => {
  const content = { terms: ["养老", "water"] };
  const nearest = async (/** @type {string} */ text) =>
    (await (await parsed(text, content)).nearest()).map(written);
  assert.deepEqual(await nearest("养老院"), [
    "(title:养老 | body:养老)",
    "(title:老院 | body:老院)",
  ]);
  assert.deepEqual(await nearest("养院"), ["(title:养老 | body:养老)", "()"]);
  assert.deepEqual(await nearest("watre"), ["(title:water | body:water)"]);
});

test("a word of two letters or more is a prefix, of so many words at most", async () => {
  const index = vocabulary({ terms: ["car", "care", "cared", "cares", "cat"] });
  assert.deepEqual(await prefixMatches("car", index), ["car", "care", "cared"]);
  assert.deepEqual(await prefixMatches("c", index), []);
});

const SYLLABLES = {
  yang: { 养: "老", 样: "" },
  lao: { 老: "年人" },
  nian: { 年: "" },
  xi: { 西: "安" },
  an: { 安: "" },
  xian: { 县: "" },
};

test("letters spell Chinese strings of the index, the last syllable perhaps unfinished", async () => {
  const index = vocabulary({ syllables: SYLLABLES });
  assert.deepEqual(await pinyinMatches("yanglao", index), ["养老"]);
  assert.deepEqual(await pinyinMatches("yangl", index), ["养老"]);
  assert.deepEqual(await pinyinMatches("xian", index), ["西安"]);
  assert.deepEqual(await pinyinMatches("yang", index), []);
  assert.deepEqual(await pinyinMatches("laoyang", index), []);
  assert.deepEqual(await pinyinMatches("yang2", index), []);
});

test("pinyin that could go on in very many ways comes to an end", async () => {
  const index = vocabulary({ syllables: { a: { 啊: "啊" }, aa: { 啊: "啊" } } });
  assert.equal((await pinyinMatches("a".repeat(40), index)).length, 4);
  assert.deepEqual(await pinyinMatches(`${"a".repeat(39)}b`, index), []);
});

test("edits are letters wrong, missing, too many or swapped with the next", () => {
  assert.equal(editDistance("water", "water", 2), 0);
  assert.equal(editDistance("water", "wader", 2), 1);
  assert.equal(editDistance("water", "wter", 2), 1);
  assert.equal(editDistance("water", "waater", 2), 1);
  assert.equal(editDistance("water", "watre", 2), 1);
  assert.equal(editDistance("water", "wine", 2), 3);
  assert.equal(editDistance("ca", "abc", 2), 3);
  assert.equal(editDistance("a", "abcdef", 2), 3);
});

test("the nearest words are those with the fewest edits, of short words with one", async () => {
  const index = vocabulary({ terms: ["water", "waiter", "later", "hospital", "at"] });
  assert.deepEqual(await fuzzyMatches("wateer", index), ["water"]);
  assert.deepEqual(await fuzzyMatches("wtaer", index), ["water"]);
  assert.deepEqual(await fuzzyMatches("ohspitla", index), ["hospital"]);
  assert.deepEqual(await fuzzyMatches("wbcde", index), []);
  assert.deepEqual(await fuzzyMatches("wa", index), []);
});
