import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { PLAN } from "../browser/plan.mjs";

const FOLDER = new URL("../browser/", import.meta.url);
const specs = readdirSync(FOLDER).flatMap((file) => /^(.*)\.spec\.mjs$/.exec(file)?.[1] ?? []);

test("each spec runs on a site, and the plan names no other", () => {
  const planned = Object.values(PLAN).flatMap((site) => site.specs);
  assert.deepEqual([...new Set(planned)].sort(), specs.sort());
});

test("a spec runs on the sample if tests of it say so, and all of it on the invented site", () => {
  const tagged = specs.filter((spec) =>
    readFileSync(new URL(`${spec}.spec.mjs`, FOLDER), "utf8").includes("ON_SAMPLE"),
  );
  assert.deepEqual([...PLAN.sample.specs].sort(), tagged.sort());
  for (const spec of tagged) assert.ok(PLAN.invented.specs.includes(spec), spec);
});

test("the two sites open each page over file:// and over http between them", () => {
  for (const file of ["index.html", "ar.html"])
    assert.deepEqual(
      [...PLAN.invented.schemes[file], ...PLAN.sample.schemes[file]].sort(),
      ["file", "http"],
      file,
    );
});
