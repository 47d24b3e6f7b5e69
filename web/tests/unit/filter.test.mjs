import assert from "node:assert/strict";
import { test } from "node:test";
import { EVERYTHING, Finder, isEverything, toggled, withValues } from "../../src/filter.ts";

const KINDS = [
  { id: "prison_escape", label: "Prison escape" },
  { id: "clash", label: "اشتباك" },
];
const event = (id, kind, place, ...sentences) => ({
  ...{ start: null, end: null },
  id,
  kind,
  title: id,
  place,
  dates: "20 January 2022",
  codes: { status: "reported", place: "site", date: "day", number: [] },
  extent: "spot",
  lon: 40,
  lat: 36,
  reports: sentences.map((sentence) => ({ sentence, headline: null, publisher: "Desk", source: "s" })),
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
    [{ chosen: { kind: ["clash"] } }, "bc"],
    [{ chosen: { kind: ["clash", "prison_escape"] } }, "abc"],
    [{ words: "prison" }, "a"],
    [{ words: "PRISON twenty" }, "a"],
    [{ words: "twenty fighting" }, ""],
    [{ words: "الحسكه" }, "b"],
    [{ words: "حسكة" }, "b"],
    [{ words: "غويران اشتباك" }, "b"],
    [{ words: "riso" }, ""],
    [{ words: "2022" }, "abc"],
    [{ words: " … " }, "abc"],
    [{ chosen: { kind: ["clash"] }, words: "dawn" }, "c"],
    [{ chosen: { kind: ["raid"] } }, ""],
  ];
  for (const [filter, ids] of cases) assert.equal(found(filter), ids, JSON.stringify(filter));
});

test("places are found by each of their names, however it is spelt, and a letter in a tag is a word of its own", () => {
  const places = {
    names: { "sinaa-prison": "gweran sinaa سجن غويران", kasra: "الكسره", "deir-ez-zor": "der zur" },
    within: { kasra: "deir-ez-zor" },
  };
  const events = [
    { ...EVENTS[0], place_id: "sinaa-prison" },
    { ...EVENTS[1], place_id: null },
    { ...EVENTS[2], place_id: "kasra", title: "Bridge B" },
  ];
  const finder = new Finder(events, KINDS, places);
  const cases = [
    ["Ghwayran prison", "a"],
    ["Gweiran", "a"],
    ["سجن غويران", "a"],
    ["الكسرة", "c"],
    ["Qasrah", "c"],
    ["brid", "c"],
    ["wwww", ""],
    ["deir al-zour", ""],
    ["deir zour", "c"],
    ["b", "bc"],
    ["<b>", "bc"],
    ["f", "c"],
    ["<f>", ""],
  ];
  for (const [words, ids] of cases) {
    const { events } = finder.find({ ...EVERYTHING, words });
    assert.equal(events.map(({ id }) => id).join(""), ids, words);
  }
});

test("each value is counted by everything but the choices of its own facet, so that each button tells what it would show", () => {
  const counts = (filter, facet = "kind") =>
    Object.fromEntries(new Finder(EVENTS, KINDS).find({ ...EVERYTHING, ...filter }).counts.get(facet));
  assert.deepEqual(counts({ chosen: { kind: ["clash"] } }), { prison_escape: 1, clash: 2 });
  assert.deepEqual(counts({ words: "dawn" }), { clash: 1 });
  assert.deepEqual(counts({ words: "nothing says this" }), {});
  assert.deepEqual(counts({ chosen: { kind: ["clash"] } }, "place"), { site: 2 });
  assert.deepEqual(counts({ chosen: { kind: ["clash"], place: ["town"] } }, "place"), { site: 2 });
  assert.deepEqual(counts({ chosen: { kind: ["clash"], place: ["town"] } }), {});
  assert.deepEqual(counts({ chosen: { publisher: ["Desk"] } }, "source"), { s: 3 });
});

test("bounds leave what is drawn in them, and what is known to a wide region is drawn nowhere", () => {
  const wide = { ...event("d", "clash", "Hasakah governorate"), extent: "region" };
  const far = { ...event("e", "clash", "Raqqa"), lon: 39 };
  const within = (...bounds) =>
    new Finder([...EVENTS, wide, far], KINDS)
      .find({ ...EVERYTHING, within: bounds })
      .events.map(({ id }) => id)
      .join("");
  assert.equal(within(38, 35, 41, 37), "abce");
  assert.equal(within(39.5, 35, 41, 37), "abc");
  assert.equal(within(40, 36, 40, 36), "abc");
  assert.equal(within(0, 0, 1, 1), "");
});

test("a value is asked for, and asked for no more", () => {
  const one = toggled(EVERYTHING, "kind", "clash");
  assert.deepEqual(one.chosen, { kind: ["clash"] });
  assert.deepEqual(toggled(one, "kind", "arrest").chosen, { kind: ["arrest", "clash"] });
  assert.deepEqual(toggled(one, "place", "site").chosen, { kind: ["clash"], place: ["site"] });
  assert.deepEqual(toggled(one, "kind", "clash"), EVERYTHING);
  assert.ok(isEverything(withValues(one, "kind", [])) && !isEverything(one));
  assert.ok(
    !isEverything({ ...EVERYTHING, within: [0, 0, 1, 1] }) && isEverything({ ...EVERYTHING, words: " " }),
  );
});

test("days are a filter like the others, and leave alone what was whenever", () => {
  const day = (start, end = start) => ({ start, end });
  const dated = [
    { ...EVENTS[0], ...day("1970-01-02") },
    { ...EVENTS[1], ...day("1970-01-01", "1970-01-31") },
    EVENTS[2],
  ];
  const finder = new Finder(dated, KINDS);
  const days = (from, to, undated = false) => ({ from, to, undated });
  const cases = [
    [{ days: days(1, 1) }, "ab", "111", 1, { prison_escape: 1, clash: 1 }],
    [{ days: days(5, 9), chosen: { kind: ["clash"] } }, "b", "011", 1, { clash: 1 }],
    [{ days: days(5, 9), chosen: { kind: ["prison_escape"] } }, "", "100", 0, { clash: 1 }],
    [{ days: days(null, null, true) }, "c", "111", 0, { clash: 1 }],
    [{ days: days(0, 30, true), words: "dawn" }, "c", "001", 0, { clash: 1 }],
  ];
  for (const [filter, ids, whenever, others, counts] of cases) {
    const found = finder.find({ ...EVERYTHING, ...filter });
    assert.equal(found.events.map(({ id }) => id).join(""), ids, JSON.stringify(filter));
    assert.equal(found.whenever.join(""), whenever, JSON.stringify(filter));
    assert.equal(found.straddling, others, JSON.stringify(filter));
    assert.deepEqual(Object.fromEntries(found.counts.get("kind")), counts, JSON.stringify(filter));
  }
  // The same columns while only the days change: the histogram need not be drawn anew.
  const asked = { ...EVERYTHING, chosen: { kind: ["clash"] } };
  const { whenever } = finder.find({ ...asked, days: days(1, 1) });
  assert.equal(finder.find({ ...asked, days: days(2, 3) }).whenever, whenever);
});

test("what sources say is searched once it is told, of that event alone", () => {
  const outline = (id) => ({ ...event(id, "clash", "Kasra"), told: { reports: 1, publishers: ["Desk"] } });
  const finder = new Finder([outline("d"), outline("e")], KINDS);
  const saying = (words) => finder.find({ ...EVERYTHING, words }).events.map(({ id }) => id);
  assert.deepEqual(saying("dawn"), []);
  assert.deepEqual(saying("kasra"), ["d", "e"]);
  finder.tell([event("e", "clash", "Kasra", "Fighting went on until dawn."), EVENTS[0]]);
  assert.deepEqual(saying("dawn"), ["e"]);
  assert.deepEqual(saying("kasra"), ["d", "e"]);
});

test("an event is counted for each of its values, and for those of the one facet that it lacks, as if each were looked at alone", () => {
  const publishers = ["one", "two", "three"];
  const all = Array.from({ length: 60 }, (_, n) => ({
    ...event(`e${n}`, n % 3 ? "clash" : "prison_escape", "Kasra"),
    told: { reports: 1, publishers: publishers.filter((_, at) => (n >> at) % 2 === 0) },
  }));
  const finder = new Finder(all, KINDS);
  const chosen = { kind: ["clash"], publisher: ["two"] };
  const { counts, count } = finder.find({ ...EVERYTHING, chosen });
  const has = ({ kind, told }, kinds, wanted) =>
    kinds.includes(kind) && (!wanted || told.publishers.includes(wanted));
  assert.equal(count, all.filter((each) => has(each, ["clash"], "two")).length);
  for (const publisher of publishers)
    assert.equal(
      counts.get("publisher").get(publisher),
      all.filter((each) => has(each, ["clash"], publisher)).length,
    );
  for (const kind of ["clash", "prison_escape"])
    assert.equal(counts.get("kind").get(kind), all.filter((each) => has(each, [kind], "two")).length);
});
