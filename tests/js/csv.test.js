import assert from "node:assert/strict";
import { test } from "node:test";
import { selectLines } from "../../themes/default/static/table/csv.js";

const CSV = '\uFEFFtopic,id,text\r\nwater,a,"one, ""two""\r\nthree"\r\nwater,b,plain\r\nair,c,\r\n';

test("lines are kept byte by byte, those with line breaks too", () => {
  assert.deepEqual(selectLines(CSV, "id", new Set(["a", "c"])), {
    csv: '\uFEFFtopic,id,text\r\nwater,a,"one, ""two""\r\nthree"\r\nair,c,\r\n',
    count: 2,
  });
});

test("where nothing is chosen the head stays", () => {
  assert.deepEqual(selectLines(CSV, "id", new Set()), {
    csv: "\uFEFFtopic,id,text\r\n",
    count: 0,
  });
});
