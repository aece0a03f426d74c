import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, highlight, marked } from "../../themes/default/static/search/highlight.js";

const FOLDING = new Map([["養", "养"]]);

/** @param {string} text @param {string[]} marks */
function shown(text, ...marks) {
  const pieces = highlight(text, marks, FOLDING);
  return pieces.map((piece, i) => (i % 2 ? `[${piece}]` : piece)).join("");
}

test("what was asked for is marked as it is written in the text", () => {
  assert.equal(shown("養老床位", "养老"), "[養老]床位");
  assert.equal(shown("ＰＭ２．５浓度", "pm2.5"), "[ＰＭ２．５]浓度");
  assert.equal(shown("Beds for care", "beds", "care"), "[Beds] for [care]");
});

test("marks that touch or overlap are one", () => {
  assert.equal(shown("养老床位数", "养老", "老床", "床位"), "[养老床位]数");
});

test("a word is marked as a whole only", () => {
  assert.equal(shown("carefree care", "care"), "carefree [care]");
  assert.equal(shown("2025年", "2025"), "[2025]年");
  assert.equal(shown("12025", "2025"), "12025");
  assert.equal(shown("неделя деля", "деля"), "неделя [деля]");
});

test("a word is marked without what is joined to its beginning, and with its accents", () => {
  assert.equal(shown("De l’eau à Québec", "eau", "quebec"), "De l’[eau] à [Québec]");
  assert.equal(shown("في المدارس", "مدارس"), "في ال[مدارس]");
  assert.equal(shown("Straße, ÆRØ", "strasse", "aero"), "[Straße], [ÆRØ]");
});

test("characters of several letters, or outside the plane, are marked whole", () => {
  assert.equal(shown("100㎡ 𠮷野家", "m2", "𠮷野"), "100[㎡] [𠮷野]家");
});

test("nothing to mark leaves one piece", () => {
  assert.deepEqual(highlight("养老", [""], FOLDING), ["养老"]);
  assert.deepEqual(highlight("", ["养老"], FOLDING), [""]);
});

test("an excerpt begins shortly before the first mark and has an end", () => {
  const pieces = ["a".repeat(60), "mark", "b".repeat(300)];
  const [before, mark, after, gap, end] = excerpt(pieces);
  assert.equal(before, `…${"a".repeat(25)}`);
  assert.equal(mark, "mark");
  assert.equal(before.length + mark.length + after.length, 150);
  assert.deepEqual([gap, end], ["", "…"]);
  assert.deepEqual(excerpt(["short ", "mark"]), ["short ", "mark"]);
});

test("the marked pieces are every second", () => {
  assert.deepEqual(marked(["a", "b", "c", "d"]), ["b", "d"]);
});
