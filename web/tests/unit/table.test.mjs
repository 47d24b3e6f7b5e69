import assert from "node:assert/strict";
import { test } from "node:test";
import { pagesNear } from "../../src/table.ts";

test("from a page of the table the first, the last and its neighbours are a step away", () => {
  const cases = [
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [1, 9, [1, 2, 3, 9]],
    [5, 9, [1, 3, 4, 5, 6, 7, 9]],
    [9, 9, [1, 7, 8, 9]],
  ];
  for (const [page, pages, near] of cases) assert.deepEqual(pagesNear(page, pages), near);
});
