// No rule of WCAG 2.2 AA that a program can check is broken, in any state of the page.

import { AxeBuilder } from "@axe-core/playwright";
import { ON_SAMPLE } from "./plan.mjs";
import { unsettled } from "./settled.mjs";
import { expect, test } from "./site.mjs";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PHONE = { viewport: { width: 390, height: 844 } };

/** What a reader sees, and how it comes about; the plain ones are looked at on the sample too. */
const STATES = [
  { name: "the map", isPlain: true },
  { name: "the map in the dark", colorScheme: "dark", isPlain: true },
  { name: "the map on a phone", ...PHONE, isPlain: true },
  { name: "an event", open: (page) => page.locator(".events a").first().click() },
  {
    name: "an event in the dark",
    colorScheme: "dark",
    open: (page) => page.locator(".events a").first().click(),
  },
  { name: "the list on a phone", hash: "#list", ...PHONE },
  {
    name: "an event on a phone",
    hash: "#list",
    ...PHONE,
    open: (page) => page.locator(".events a").first().click(),
  },
  { name: "the events of a ring", open: (page) => page.locator(".marker:has(.ring)").first().click() },
  { name: "all facets", open: (page) => page.locator(".facets summary").click() },
  {
    name: "all facets in the dark",
    colorScheme: "dark",
    open: (page) => page.locator(".facets summary").click(),
  },
  { name: "a chosen kind", open: (page) => page.locator(".legend button").first().click() },
  { name: "nothing found", hash: "#map&find=zzzz" },
  { name: "undated events alone", hash: "#map&undated" },
  { name: "the table", hash: "#table", isPlain: true },
  { name: "the table in the dark", hash: "#table", colorScheme: "dark" },
  { name: "the table on a phone", hash: "#table", ...PHONE },
  { name: "what has no place", hash: "#unplaced", isPlain: true },
  { name: "the sources", hash: "#sources" },
  { name: "the method", hash: "#method" },
];

for (const file of ["table.html", "table.ar.html"]) {
  for (const [name, settings] of Object.entries({
    screen: {},
    dark: { colorScheme: "dark" },
    phone: PHONE,
  })) {
    test.describe(`${file}, ${name}`, () => {
      test.use(settings);
      test("breaks no rule of accessibility", name === "screen" ? ON_SAMPLE : {}, async ({ page, root }) => {
        await page.goto(root + file);
        expect(await broken(page)).toEqual([]);
      });
    });
  }
}

for (const file of ["index.html", "ar.html"]) {
  for (const { name, hash = "", open, isPlain, ...settings } of STATES) {
    test.describe(`${file}, ${name}`, () => {
      test.use(settings);
      test("breaks no rule of accessibility", isPlain ? ON_SAMPLE : {}, async ({ page, root }) => {
        await page.goto(root + file + hash);
        await expect(page.locator("html")).toHaveClass("js");
        await open?.(page);
        expect(await broken(page)).toEqual([]);
      });
    });
  }
}

for (const file of ["index.html", "ar.html"]) {
  test(`${file}: the first key leads to the table, which is there then`, async ({ page, root }) => {
    await page.goto(root + file);
    await expect(page.locator("html")).toHaveClass("js");
    await expect(page.locator("#table")).toBeHidden();
    await page.keyboard.press("Tab");
    await expect(page.locator('.skip[href="#table"]')).toBeFocused();
    await expect(page.locator('.skip[href="#table"]')).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.locator("#table h2")).toBeInViewport();
    // The next key goes on from there.
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement.closest("#table") !== null)).toBe(true);
  });
}

/** The rules that a page breaks, and where; and what axe leaves open and nobody has settled. */
async function broken(page) {
  const { violations, incomplete } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  const rules = violations.map(({ id, nodes }) => [
    id,
    nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`),
  ]);
  return [...rules, ...(await unsettled(page, incomplete))];
}
