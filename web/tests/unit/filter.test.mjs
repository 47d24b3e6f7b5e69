import assert from "node:assert/strict";
import { test } from "node:test";
import { EVERYTHING, Finder, toggled } from "../../src/filter.ts";

const KINDS = [
  { id: "prison_escape", label: "Prison escape" },
  { id: "clash", label: "اشتباك" },
];
const event = (id, kind, place, ...sentences) => ({
  ...{ start: null, end: null, date_class: null },
  id,
  kind,
  title: id,
  place,
  dates: "20 January 2022",
  reports: sentences.map((sentence) => ({ sentence, headline: null, publisher: "Desk" })),
});
const EVENTS = [
  event("a", "prison_escape", "Sina'a prison", "Twenty inmates got out of the prison."),
  event("b", "clash", "الحسكة", "اندلعت اشتباكات في حي غويران بالحسكة."),
  event("c", "clash", "Kasra", "Fighting went on until dawn."),
];
const found = (filter) =>
  new Finder(EVENTS, KINDS)
    .find({ ...EVERYTHING, ...filter })
    .events.map(({ id }) => id)
    .join("");

test("a filter leaves the events of its kinds that say all of its words", () => {
  const cases = [
    [{}, "abc"],
    [{ kinds: ["clash"] }, "bc"],
    [{ kinds: ["clash", "prison_escape"] }, "abc"],
    [{ words: "prison" }, "a"],
    [{ words: "PRISON twenty" }, "a"],
    [{ words: "twenty fighting" }, ""],
    [{ words: "الحسكه" }, "b"],
    [{ words: "حسكة" }, "b"],
    [{ words: "غويران اشتباك" }, "b"],
    [{ words: "riso" }, ""],
    [{ words: "2022" }, "abc"],
    [{ words: " … " }, "abc"],
    [{ kinds: ["clash"], words: "dawn" }, "c"],
    [{ kinds: ["raid"] }, ""],
  ];
  for (const [filter, ids] of cases) assert.equal(found(filter), ids, JSON.stringify(filter));
});

test("kinds are counted by the words alone, so that each button tells what it would add", () => {
  const counts = (filter) =>
    Object.fromEntries(new Finder(EVENTS, KINDS).find({ ...EVERYTHING, ...filter }).counts);
  assert.deepEqual(counts({ kinds: ["clash"] }), { prison_escape: 1, clash: 2 });
  assert.deepEqual(counts({ words: "dawn" }), { clash: 1 });
  assert.deepEqual(counts({ words: "nothing says this" }), {});
});

test("a kind is asked for, and asked for no more", () => {
  const one = toggled(EVERYTHING, "clash");
  assert.deepEqual(one.kinds, ["clash"]);
  assert.deepEqual(toggled(one, "arrest").kinds, ["arrest", "clash"]);
  assert.deepEqual(toggled(one, "clash"), EVERYTHING);
});

test("days are a filter like the others, and leave alone what was whenever", () => {
  const day = (start, end = start) => ({ start, end, date_class: "day" });
  const dated = [
    { ...EVENTS[0], ...day("1970-01-02") },
    { ...EVENTS[1], ...day("1970-01-01", "1970-01-31") },
    EVENTS[2],
  ];
  const finder = new Finder(dated, KINDS);
  const days = (from, to, undated = false) => ({ from, to, undated });
  const cases = [
    [{ days: days(1, 1) }, "ab", "111", 1, { prison_escape: 1, clash: 1 }],
    [{ days: days(5, 9), kinds: ["clash"] }, "b", "011", 1, { clash: 1 }],
    [{ days: days(5, 9), kinds: ["prison_escape"] }, "", "100", 0, { clash: 1 }],
    [{ days: days(null, null, true) }, "c", "111", 0, { clash: 1 }],
    [{ days: days(0, 30, true), words: "dawn" }, "c", "001", 0, { clash: 1 }],
  ];
  for (const [filter, ids, whenever, others, counts] of cases) {
    const found = finder.find({ ...EVERYTHING, ...filter });
    assert.equal(found.events.map(({ id }) => id).join(""), ids, JSON.stringify(filter));
    assert.equal(found.whenever.join(""), whenever, JSON.stringify(filter));
    assert.equal(found.straddling, others, JSON.stringify(filter));
    assert.deepEqual(Object.fromEntries(found.counts), counts, JSON.stringify(filter));
  }
  // The same columns while only the days change: the histogram need not be drawn anew.
  const asked = { ...EVERYTHING, kinds: ["clash"] };
  const { whenever } = finder.find({ ...asked, days: days(1, 1) });
  assert.equal(finder.find({ ...asked, days: days(2, 3) }).whenever, whenever);
});
