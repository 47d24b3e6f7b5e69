// Each page works under its own policy without a word on the console, and what stands in it is refused once it is changed.

import { resolve } from "node:path";
import { ON_SAMPLE } from "./plan.mjs";
import { block, expect, open, overBoth, refused, test } from "./site.mjs";

const EXPLAINED = resolve(import.meta.dirname, "../../../tests/golden/explain/2022-sinaa-attack.ar.md.html");

overBoth(() => {
  for (const file of ["index.html", "ar.html"]) {
    test(
      `${file} holds no script, style or handler of its own, and every part of it works without a word`,
      ON_SAMPLE,
      async ({ quiet, root }) => {
        const { events } = await block(file);
        const html = await (await quiet.goto(root + file)).text();
        const elements = [...html.matchAll(/<(?:script|style)\b([^>]*)>/g)].map(
          ([, attributes]) => attributes,
        );
        for (const attributes of elements)
          expect(attributes).toMatch(/src="assets\/|type="application\/json"/);
        expect(html).not.toMatch(/<[^>]*\s(?:style|on[a-z]+)="/);
        const shown = [
          "#map",
          "#table",
          "#unplaced",
          "#sources",
          "#method",
          "#map&embed",
          `#event=${events[0].id}`,
        ];
        for (const hash of shown) {
          await quiet.goto("about:blank");
          await quiet.goto(root + file + hash);
          await expect(quiet.locator("html")).toHaveClass(/js/);
        }
        await open(quiet, root, file);
        await quiet.locator(".search").fill("<img src=x onerror=alert(1)>");
        await quiet.locator(".facets summary").click();
        await quiet.locator(".share summary").click();
      },
    );
  }
});

test("a style that was changed in a page of explain is refused, and so is a script put into it", async ({
  page,
}) => {
  const restyled = (html) => html.replace("<style>", "<style>body{display:none}");
  expect(await refused(page, EXPLAINED, restyled)).toEqual(["style-src"]);
  await expect(page.locator("body")).toBeVisible();
  const scripted = (html) => html.replace("</body>", "<script>window.owned = 1</script></body>");
  expect(await refused(page, EXPLAINED, scripted)).toContain("default-src");
  expect(await page.evaluate(() => window.owned)).toBe(undefined);
});
