// What sources say stays text, whatever they say. Needs the site of `cargo run --example invented_site`, in which
// one event and one unplaced report try everything.

import { block, expect, overBoth, test } from "./site.mjs";

const HOSTILE = "<img src=x onerror=";

overBoth(() => {
  test("the page's policy refuses scripts, styles and addresses that the site does not carry", async ({
    page,
    root,
  }) => {
    await page.goto(`${root}index.html`);
    const refused = await page.evaluate(async () => {
      const directives = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        directives.push(event.effectiveDirective),
      );
      const add = (tag, attributes) =>
        document.body.append(Object.assign(document.createElement(tag), attributes));
      add("script", { textContent: "window.owned = true" });
      add("script", { src: "https://example.invalid/x.js" });
      add("img", { src: "https://example.invalid/x.png" });
      add("style", { textContent: "body { display: none }" });
      document.body.setAttribute("onclick", "window.owned = true");
      document.body.click();
      await fetch("https://example.invalid/").catch(() => {});
      await new Promise((told) => setTimeout(told, 200));
      return { directives: directives.sort(), owned: window.owned };
    });
    expect(refused).toEqual({
      directives: [
        "connect-src",
        "img-src",
        "script-src-attr",
        "script-src-elem",
        "script-src-elem",
        "style-src-elem",
      ],
      owned: undefined,
    });
  });

  for (const file of ["index.html", "ar.html"]) {
    test(`${file} makes no element of a source's text`, async ({ quiet, root }) => {
      const { events } = await block(file);
      const hostile = events.find((event) =>
        event.reports.some((report) => report.sentence.includes(HOSTILE)),
      );
      test.skip(!hostile, "this site has no hostile event");

      await quiet.goto(`${root}${file}#event=${hostile.id}`);
      await expect(quiet.locator("#side blockquote")).toContainText(HOSTILE);
      // The page has three scripts of its own, no picture, no frame, and no handler in its markup.
      await expect(quiet.locator("script")).toHaveCount(3);
      await expect(quiet.locator("img, iframe, object, embed, base, form")).toHaveCount(0);
      const handlers = await quiet.evaluate(
        () =>
          [...document.querySelectorAll("*")]
            .flatMap((e) => e.getAttributeNames())
            .filter((n) => n.startsWith("on")).length,
      );
      expect(handlers).toBe(0);
      expect(await quiet.evaluate(() => [...document.links].map((a) => a.protocol))).not.toContain(
        "javascript:",
      );
      expect(await quiet.title()).not.toContain("owned");

      // A quotation is one run of text: it holds no element but its own paragraph.
      await expect(quiet.locator("#side blockquote *:not(p)")).toHaveCount(0);
      for (const table of [`${file}#table`, file === "ar.html" ? "table.ar.html" : "table.html"]) {
        await quiet.goto(root + table);
        await expect(quiet.locator("#table q *")).toHaveCount(0);
        await expect(quiet.locator("#table q", { hasText: HOSTILE })).toHaveCount(1);
        await expect(quiet.locator("img, iframe, object, embed, base, form")).toHaveCount(0);
      }
    });

    test(`${file} keeps direction overrides inside the text that has them`, async ({ quiet, root }) => {
      const { events } = await block(file);
      const hostile = events.find((event) =>
        event.reports.some((report) => report.sentence.includes("\u202e")),
      );
      test.skip(!hostile, "this site has no hostile event");
      const parts = [
        [`#event=${hostile.id}`, ["#side blockquote", "#side cite"]],
        ["#table", ["#table q", "#table cite"]],
      ];
      for (const [hash, selectors] of parts) {
        await quiet.goto("about:blank");
        await quiet.goto(root + file + hash);
        for (const selector of selectors) {
          const bidi = await quiet
            .locator(selector)
            .evaluateAll((all) => all.map((e) => getComputedStyle(e).unicodeBidi));
          expect(bidi.length).toBeGreaterThan(0);
          for (const value of bidi) expect(value).toMatch(/isolate|plaintext/);
        }
      }
    });
  }
});
