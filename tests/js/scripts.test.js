import assert from "node:assert/strict";
import { test } from "node:test";
import { inOtherScript, inScriptOf } from "../../themes/default/static/search/scripts.js";

test("letters of another script show that another language is meant", () => {
  for (const [text, tag] of [
    ["养老", "en"],
    ["养", "fr"],
    ["water", "zh-Hans"],
    ["beds 床", "zh-Hant"],
    ["вода", "en"],
    ["ماء", "fr"],
    ["water", "ar"],
    ["ガス", "zh-Hans"],
    ["한국", "ja"],
  ]) {
    assert.ok(inOtherScript(text, tag), `${text} ${tag}`);
  }
});

test("a language's own letters do not, nor do figures, or one letter that may be a sign", () => {
  for (const [text, tag] of [
    ["Québec", "en"],
    ["养老", "zh-Hans"],
    ["養老", "zh-Hant"],
    ["都の人口", "ja"],
    ["한국", "ko"],
    ["ماء ٣", "ar"],
    ["вода", "uk"],
    ["2.5 m", "zh-Hans"],
    ["", "en"],
    ["€ 12 %", "ar"],
  ]) {
    assert.ok(!inOtherScript(text, tag), `${text} ${tag}`);
  }
});

test("only a language that has letters of a query may know it", () => {
  assert.ok(inScriptOf("GDP 养老", "en"));
  assert.ok(inScriptOf("GDP 养老", "zh"));
  assert.ok(inScriptOf("eau", "en"));
  assert.ok(!inScriptOf("eau", "ar"));
  assert.ok(!inScriptOf("养老", "fr-CA"));
  assert.ok(!inScriptOf("2025 %", "en"));
});
