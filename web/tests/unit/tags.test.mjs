import assert from "node:assert/strict";
import { test } from "node:test";
import { around, middle, touch } from "../../src/box.ts";
import { placeTags, ranges, tagsOf } from "../../src/tags.ts";

test("numbers in a row are written as first and last, two of them as they are", () => {
  const cases = [
    [[], ""],
    [[7], "7"],
    [[2, 1], "1, 2"],
    [[3, 1, 2], "1–3"],
    [[9, 1, 4, 5, 6, 5], "1, 4–6, 9"],
    [[1, 2, 4, 5], "1, 2, 4, 5"],
  ];
  for (const [numbers, text] of cases) assert.equal(ranges(numbers), text);
});

test("a symbol whose numbers are many gets a letter that stands for them", () => {
  const many = [1, 3, 5, 7, 9, 11];
  assert.deepEqual(tagsOf([[2], many, [4, 6], many]), [
    { text: "2", spelled: null },
    { text: "A", spelled: "1, 3, 5, 7, 9, 11" },
    { text: "4, 6", spelled: null },
    { text: "B", spelled: "1, 3, 5, 7, 9, 11" },
  ]);
  const letters = tagsOf(Array.from({ length: 28 }, () => many)).map(({ text }) => text);
  assert.deepEqual(letters.slice(24), ["Y", "Z", "AA", "AB"]);
});

test("a tag stands beside its symbol, on none of the others, and on the paper", () => {
  const window = { left: 0, top: 0, right: 200, bottom: 100 };
  const symbols = [
    [20, 50],
    [44, 50],
    [190, 50],
    [100, 8],
  ].map((at) => around(at, 9, 9));
  const tags = placeTags(symbols, [9, 9, 9, 9], window).map(({ x, y }) => around([x, y], 9, 8));
  for (const [at, tag] of tags.entries()) {
    for (const [other, symbol] of symbols.entries())
      assert.ok(!touch(tag, symbol), `${at} on symbol ${other}`);
    for (const other of tags.slice(at + 1)) assert.ok(!touch(tag, other));
    assert.ok(tag.left >= 0 && tag.right <= 200 && tag.top >= 0 && tag.bottom <= 100, `${at}`);
    // Beside it: the gap is none.
    assert.ok(touch(tag, around(middle(symbols[at]), 10, 10)));
  }
});
