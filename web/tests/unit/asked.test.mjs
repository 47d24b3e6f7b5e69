import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { askedInWords } from "../../src/asked.ts";
import { EVERYTHING } from "../../src/filter.ts";
import { parseAddress } from "../../src/route.ts";
import { Words } from "../../src/words.ts";

const words = (lang) => {
  const { program } = JSON.parse(readFileSync(new URL(`../../../templates/${lang}.json`, import.meta.url)));
  return new Words(lang, program);
};
const facets = [
  {
    id: "kind",
    values: [
      { id: "raid", label: "Raid" },
      { id: "clash", label: "Clash" },
    ],
  },
  { id: "status", values: [{ id: "denied", label: "denied" }] },
];
const plain = (rows) => rows.map(([label, told]) => `${label}: ${told.replaceAll(/[\u2068\u2069]/g, "")}`);

test("what was asked for is told in words, part by part", () => {
  const cases = [
    ["#map", "en", ["Filter: none: all events", "Order: newest first"]],
    ["#map&kind=raid+clash", "en", ["Kind: Clash or Raid", "Order: newest first"]],
    ["#map&kind=raid+clash", "ar", ["النوع: Clash أو Raid", "الترتيب: الأحدث أولاً"]],
    ["#map&kind=unknown&sort=place", "en", ["Kind: unknown", "Order: by place"]],
    ["#map&status=denied&find=%20jail", "en", ["Told as: denied", "Words: jail", "Order: newest first"]],
    ["#map&from=2022-01-20&to=2022-01-30", "en", ["Date: 20 January 2022 – 30 January 2022"]],
    ["#map&from=2022-01-20&undated", "en", ["Date: from 20 January 2022 or without a date"]],
    ["#map&to=2022-01-30", "ar", ["التاريخ: حتى 30 كانون الثاني 2022"]],
    ["#map&in=39,36,41,37", "en", ["Place: Only what the map shows"]],
  ];
  for (const [hash, lang, told] of cases) {
    const { filter, order = "newest" } = parseAddress(hash);
    const rows = plain(askedInWords(filter, order, facets, words(lang)));
    assert.deepEqual(rows.slice(0, told.length), told, hash);
  }
  assert.equal(askedInWords(EVERYTHING, "newest", facets, words("en")).length, 2);
});
