import assert from "node:assert/strict";
import { test } from "node:test";
import { nearest, placed, reached } from "../../themes/default/static/chart/marks.js";
import {
  known,
  matching,
  queryOf,
  rowsOf,
  stateIn,
  written,
} from "../../themes/default/static/chart/series.js";
import {
  broken,
  lookOf,
  specificationFor,
  withSeries,
} from "../../themes/default/static/chart/specification.js";

/** @type {import("../../themes/default/static/chart/series.js").Family} */
const FAMILY = {
  periods: ["2021", "2022", "2023"].map((text) => ({ text, date: `${text}-12-31` })),
  dimensions: [
    { id: "sex", name: "Sex", values: [{ id: "f", name: "Women" }] },
    { id: "ward", name: "Ward", values: [{ id: "n", name: "North" }] },
  ],
  series: [
    { id: "", name: "Overall", dimensions: {}, values: ["9", "8", "7"] },
    {
      id: "b",
      name: "Women, North",
      dimensions: { sex: "f", ward: "n" },
      values: ["2", null, "1"],
    },
    { id: "a", name: "Women", dimensions: { sex: "f" }, values: ["4", "4.5", "5"] },
  ],
};
const EN = { decimal: ".", thousands: ",", grouping: [3] };
/** @type {import("../../themes/default/static/chart/specification.js").Page} */
const PAGE = {
  width: 300,
  font: "serif",
  across: (text) => text.length * 6,
  colour: (name) => `<${name}>`,
};
/** @param {number} year */
const DAY = (year) => ({ year, month: 12, date: 31, utc: true });

/**
 * A course of thousands.
 * @returns {any}
 */
function course() {
  const x = {
    field: "date",
    type: "temporal",
    axis: { values: [DAY(2021), DAY(2022), DAY(2030)] },
    scale: { domain: [DAY(2021), DAY(2030)] },
  };
  const y = {
    field: "value",
    type: "quantitative",
    axis: { labelExpr: "format(datum.value * 1000, ',')", values: [0, 5], title: "people" },
    scale: { domain: [0, 5] },
  };
  return {
    title: "A title",
    usermeta: { palette: { ink: "#111111" }, lines: [["#111111", [1, 0]]] },
    config: { axis: { gridColor: "#111111" }, locale: { number: EN } },
    datasets: { rows: [] },
    layer: [
      { mark: { type: "line", color: "#111111" }, encoding: { x, y } },
      { mark: { type: "text" }, encoding: { x, y } },
    ],
    width: 620,
    height: 188,
  };
}

/**
 * A chart of rows with names.
 * @param {string[]} domain
 * @param {number} height
 */
function rowsSpec(domain, height) {
  const y = { field: "row", type: "nominal", axis: { labelLimit: 240 }, scale: { domain } };
  const x = { field: "value", type: "quantitative", axis: { values: [0, 1] }, scale: {} };
  return { ...course(), height, layer: [{ mark: { type: "point" }, encoding: { x, y } }] };
}

test("a choice stands in the address, and only for its chart", () => {
  const state = { off: new Set(["line-2"]), choice: new Map([["sex", "f"]]) };
  const query = queryOf("enrolment", state);
  assert.equal(query, "?chart=enrolment&sex=f&off=line-2");
  assert.deepEqual(stateIn(query, "enrolment"), state);
  const nothing = { off: new Set(), choice: new Map() };
  assert.deepEqual(stateIn(query, "other"), nothing);
  assert.deepEqual(stateIn("", "enrolment"), nothing);
});

test("a choice finds the series with all its values, those of the fewest dimensions first", () => {
  /** @param {[string, string][]} choice */
  const found = (choice) => matching(FAMILY, new Map(choice)).map(({ name }) => name);
  assert.deepEqual(found([["sex", "f"]]), ["Women", "Women, North"]);
  assert.deepEqual(
    found([
      ["sex", "f"],
      ["ward", "n"],
    ]),
    ["Women, North"],
  );
  assert.deepEqual(found([["ward", "s"]]), []);
});

test("what an address asks for and no series has is passed over", () => {
  /** @type {[string, string][]} */
  const wanted = [
    ["sex", "f"],
    ["ward", "s"],
    ["utm", "x"],
  ];
  assert.deepEqual(known(FAMILY, wanted), new Map([["sex", "f"]]));
});

test("a missing period breaks the line of a series, and a lonely value is a point", () => {
  const rows = rowsOf(FAMILY, [FAMILY.series[1]], (value) => `${value}!`);
  assert.deepEqual(
    rows.map(({ value, point, text }) => [value, point, text]),
    [
      [2, true, "2!"],
      [null, undefined, undefined],
      [1, true, "1!"],
    ],
  );
  assert.equal(rows[2].name, "Women, North, 2023");
  assert.equal(lookOf(rows[0]), "line-1");
});

test("numbers are written as the page writes them", () => {
  assert.equal(written("1234567.50", 1, EN), "1,234,567.50");
  assert.equal(written("-0.07", 100, EN), "−7");
  assert.equal(written("286", 1000, EN), "286,000");
  const fr = { decimal: ",", thousands: "\u202f", grouping: [3] };
  assert.equal(written("12345.6", 1, fr), "12\u202f345,6");
  const hi = { decimal: ".", thousands: ",", grouping: [3, 2, 2, 2] };
  assert.equal(written("12345678", 1, hi), "1,23,45,678");
});

test("a chart takes the width and the colours of the page, and no words of the print", () => {
  const print = course();
  /** @type {any} */
  const spec = specificationFor(print, [], PAGE);
  assert.equal(spec.width, 300);
  assert.equal(spec.title, undefined);
  assert.equal(spec.config.aria, false);
  assert.equal(spec.layer.length, 1);
  assert.equal(spec.layer[0].mark.color, "<ink>");
  assert.equal(spec.config.axis.gridColor, "<ink>");
  assert.deepEqual(print, course());
});

test("scales of numbers get ticks for the room, days keep those on which their periods end", () => {
  /** @type {any} */
  const spec = specificationFor(course(), [], PAGE);
  const { x, y } = spec.layer[0].encoding;
  assert.equal(y.axis.values, undefined);
  assert.equal(y.axis.labelExpr, "format(datum.value * 1000, ',')");
  assert.equal(x.axis.values.length, 3);
});

test("names of rows take two fifths of the width, in as many lines as their rows have room for", () => {
  const long = "Town Planning and Housing Department";
  const axis = (/** @type {number} */ height) => {
    /** @type {any} */
    const spec = specificationFor(rowsSpec([long, "Short"], height), [], PAGE);
    return spec.layer[0].encoding.y.axis;
  };
  assert.equal(axis(80).labelLimit, 120);
  assert.match(axis(80).labelExpr, /\["Town Planning and","Housing Department"\]/);
  assert.deepEqual(broken(long, 120, PAGE.across, 1), [long]);
  assert.deepEqual(
    broken("城市规划和住房管理局", 30, PAGE.across, 9).join(""),
    "城市规划和住房管理局",
  );
});

test("chosen series have scales of their own, which name the ends of their periods", () => {
  const rows = rowsOf(FAMILY, [FAMILY.series[2]], String);
  /** @type {any} */
  const [{ encoding }] = withSeries(course(), rows).layer;
  assert.deepEqual(encoding.y.scale, { zero: true, nice: true });
  assert.equal(encoding.x.scale.domain, undefined);
  assert.deepEqual(encoding.x.axis.values, [2021, 2022, 2023].map(DAY));
  assert.deepEqual(encoding.stroke.scale, { domain: ["Women"], range: ["#111111"] });
});

const band = (/** @type {any} */ name) => (name === "a" ? 0 : 20);
const BAND = Object.assign(band, { bandwidth: () => 20 });
const TENFOLD = (/** @type {any} */ value) => value * 10;
const scales = (/** @type {string} */ name) => (name === "x" ? TENFOLD : BAND);
const BARS = [
  { row: "a", part: 0, value: 3, text: "3", name: "one" },
  { row: "a", part: 1, value: 1, text: "1", name: "two" },
  { row: "b", part: 0, value: 2, text: "2", name: "three" },
];

test("the mark under a point is read, or else the nearest one", () => {
  const marks = placed(BARS, scales);
  const name = (/** @type {number} */ x, /** @type {number} */ y) => nearest(marks, x, y)?.row.name;
  assert.deepEqual(
    marks.map(({ x, y }) => [x, y]),
    [
      [15, 10],
      [35, 10],
      [10, 30],
    ],
  );
  assert.equal(name(29, 11), "one");
  assert.equal(name(31, 11), "two");
  assert.equal(name(90, 90), "three");
  assert.equal(nearest([], 0, 0), undefined);
});

test("keys go along a row and from row to row, and stay at the ends", () => {
  const marks = placed(BARS, scales);
  const walk = (/** @type {string[]} */ ...keys) => {
    /** @type {any} */
    let mark;
    for (const key of keys) mark = reached(marks, mark, key);
    return mark?.row.name;
  };
  assert.equal(walk("ArrowRight"), "one");
  assert.equal(walk("ArrowRight", "ArrowRight"), "two");
  assert.equal(walk("ArrowRight", "ArrowLeft"), "one");
  assert.equal(walk("ArrowRight", "End", "ArrowDown"), "three");
  assert.equal(walk("ArrowRight", "ArrowDown", "ArrowDown", "ArrowUp"), "one");
  assert.equal(walk("ArrowRight", "End", "Home"), "one");
  assert.equal(walk("Tab"), undefined);
  assert.equal(reached([], undefined, "ArrowRight"), undefined);
});
