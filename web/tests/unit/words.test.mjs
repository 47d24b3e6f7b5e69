import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { Words } from "../../src/words.ts";

const table = (lang) =>
  JSON.parse(readFileSync(new URL(`../../../templates/${lang}.json`, import.meta.url), "utf8"));

test("numbers take the plural that the language wants", () => {
  const cases = {
    en: { 0: "0 events", 1: "1 event", 2: "2 events", 1260: "1,260 events" },
    ar: { 0: "لا أحداث", 1: "حدث واحد", 2: "حدثان", 3: "3 أحداث", 11: "11 حدثًا", 100: "100 حدث" },
  };
  for (const [lang, numbers] of Object.entries(cases)) {
    const words = new Words(lang, table(lang).program);
    for (const [n, text] of Object.entries(numbers)) assert.equal(words.count("events", Number(n)), text);
  }
});

test("each text of the program is asked for somewhere", () => {
  const folder = new URL("../../src/", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts"));
  const source = files.map((name) => readFileSync(new URL(name, folder), "utf8")).join("");
  const asked = (key) => source.includes(`"${key}"`) || source.includes(`\`${key.replace(/[^_]+$/, "")}\${`);
  const plural = /_(zero|one|two|few|many|other)$/;
  for (const lang of ["en", "ar"]) {
    const keys = Object.keys(table(lang).program);
    const unused = keys.filter((key) => !asked(key) && !asked(key.replace(plural, "")));
    assert.deepEqual(unused, [], lang);
  }
});

test("a missing text shows its name", () => {
  assert.equal(new Words("en", {}).text("zoom_in"), "zoom_in");
});

test("each table has the plural forms of its language, and otherwise the same texts", () => {
  const plain = (texts) =>
    Object.keys(texts)
      .filter((key) => !/_(zero|one|two|few|many|other)$/.test(key))
      .sort();
  const [en, ar] = [table("en"), table("ar")];
  assert.deepEqual(plain(en.markup), plain(ar.markup));
  assert.deepEqual(plain(en.program), plain(ar.program));
  for (const [lang, { program }] of Object.entries({ en, ar })) {
    for (const form of new Intl.PluralRules(lang).resolvedOptions().pluralCategories) {
      for (const key of ["events", "reports", "perhaps", "straddling"])
        assert.ok(program[`${key}_${form}`], `${lang}: ${key}_${form}`);
    }
  }
});
