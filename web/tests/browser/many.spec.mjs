// A page of very many events: KHARITA_SITE names what `cargo run --example many_events -- FOLDER 30000` writes into FOLDER/site.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect, open, overBoth, SITE, test } from "./site.mjs";

const packed = (file) => {
  const html = readFileSync(join(SITE, file), "utf8");
  return JSON.parse(html.match(/<script type="application\/json" id="events">(.*?)<\/script>/s)[1]).columns;
};

test.skip(packed("index.html") === undefined, "this site has all its events in the page");

const number = (text) => Number(text.replace(/\D/g, ""));

overBoth(() => {
  for (const file of ["index.html", "ar.html"]) {
    test(`${file} counts them all, filters them, and loads the text of one when it is read`, async ({
      quiet,
      root,
    }) => {
      const { count, ids } = packed(file);
      const shards = [];
      quiet.on(
        "request",
        (request) => request.url().includes("assets/events-") && shards.push(request.url()),
      );
      await open(quiet, root, file);
      const rings = await quiet.locator(".anchor .ring text").allTextContents();
      const single = await quiet.locator(".anchor .pin:not(.ring)").count();
      expect(rings.reduce((sum, text) => sum + number(text), single)).toBe(count);
      const button = quiet.locator(".legend button").first();
      const wanted = number(await button.locator("b").textContent());
      await button.click();
      await expect(quiet.locator("#side .events li").first()).toHaveAttribute("aria-setsize", String(wanted));
      expect(shards).toEqual([]);
      await quiet.locator("#side .events a").first().click();
      await expect(quiet.locator("#side blockquote")).toHaveText(/\S/);
      await expect(quiet.locator("#side h2")).toBeFocused();
      expect(shards.length).toBe(1);
      // A link to one of them opens it, wherever it stands.
      const last = ids.split("\n").at(-1);
      await quiet.goto("about:blank");
      await open(quiet, root, file, `#event=${last}`);
      await expect(quiet.locator("#side blockquote")).toHaveText(/\S/);
      await expect(quiet.locator(".permalink code")).toHaveText(last);
    });

    test(`${file} has a table of them all, a page at a time, with the sentences of the rows that are seen`, async ({
      quiet,
      root,
    }) => {
      const { count } = packed(file);
      const pages = Math.ceil(count / 100);
      const rows = quiet.locator("#table tbody tr");
      const ids = () => rows.evaluateAll((all) => all.map((row) => row.dataset.row));
      await open(quiet, root, file, "#table&sort=oldest");
      await expect(rows).toHaveCount(100);
      await expect(quiet.locator("#table table")).toHaveAttribute("aria-rowcount", String(count + 1));
      await expect(rows.first().locator("q")).toHaveText(/\S/);
      // What nobody is about to see is not loaded.
      await expect(rows.last().locator("q")).toHaveCount(0);
      await rows.last().scrollIntoViewIfNeeded();
      await expect(rows.last().locator("q")).toHaveText(/\S/);
      const first = await ids();
      const link = quiet.locator(".pages a", { hasText: /^2$/ });
      await link.focus();
      await link.press("Enter");
      await expect(quiet).toHaveURL(/#table=2&sort=oldest$/);
      await expect(rows.first()).toHaveAttribute("aria-rowindex", "102");
      await expect(quiet.locator("#table h2")).toBeFocused();
      await expect(rows.first()).toBeInViewport();
      expect((await ids()).filter((id) => first.includes(id))).toEqual([]);
      await quiet.locator(".pages a").last().click();
      await expect(rows).toHaveCount(count - 100 * (pages - 1));
      await quiet.goBack();
      await expect(rows.first()).toHaveAttribute("aria-rowindex", "102");
      expect(
        (await new AxeBuilder({ page: quiet }).options({ preload: false }).analyze()).violations.map(
          ({ id }) => id,
        ),
      ).toEqual([]);
      // What is asked for is asked of the table too.
      await quiet.goto("about:blank");
      const [day] = packed(file).tables.day[0];
      await open(quiet, root, file, `#table&from=${day}&to=${day}`);
      const found = await quiet.locator("#table caption").textContent();
      await expect(rows).toHaveCount(number(found.split(/[^\d,]+/).find(Boolean)));
    });

    test(`${file} has its events in plain tables without JavaScript, which lead to each other`, async ({
      browser,
      root,
    }) => {
      const { count } = packed(file);
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(root + file);
      await page.locator(".notice a").click();
      const rows = page.locator("#table tbody tr");
      await expect(page).toHaveURL(/table/);
      await page.waitForLoadState();
      const full = await rows.count();
      await expect(page.locator(".pages a")).toHaveCount(Math.ceil(count / full));
      await page.locator(".pages a").last().click();
      await expect(rows).toHaveCount(count % full || full);
      await context.close();
    });

    test(`${file} searches what the sources say once that is asked for, and says how far it has read`, async ({
      quiet,
      root,
    }) => {
      const { count } = packed(file);
      await open(quiet, root, file);
      const box = quiet.locator(".search");
      const offer = quiet.locator(".deep button");
      await expect(offer).toBeHidden();
      // No title tells it, every sentence does.
      await box.fill("أغلقوا الطريق");
      await expect(quiet.locator("#side .events li")).toHaveCount(0);
      const label = await box.getAttribute("aria-label");
      const said = quiet.locator('.deep [role="status"]');
      await offer.focus();
      await offer.press("Enter");
      await expect(said).toContainText(/[1-9]0%/);
      await expect(offer).toBeFocused();
      await expect(quiet.locator(".deep")).toBeHidden({ timeout: 60_000 });
      const found = number((await quiet.locator(".found").textContent()).split(/[^\d,]+/).find(Boolean));
      expect(found).toBeGreaterThan(0);
      expect(found).toBeLessThanOrEqual(count);
      await expect(box).not.toHaveAttribute("aria-label", label);
      await expect(box).toBeFocused();
      // What was read is not held as scripts.
      await expect(quiet.locator('script[src*="events-"]')).toHaveCount(0);
      await quiet.locator("#side .events a").first().click();
      await expect(quiet.locator("#side blockquote")).toHaveText(/أغلقوا|الطريق/);
    });

    test(`${file} lists what a ring stands for, by a link that holds`, async ({ quiet, root }) => {
      await open(quiet, root, file);
      const ring = quiet.locator(".anchor button:has(.ring)").first();
      const wanted = number(await ring.locator("text").textContent());
      const name = await ring.getAttribute("aria-label");
      await ring.click();
      await expect(quiet.locator("#side h2")).toHaveText(name);
      const address = quiet.url();
      await quiet.goto("about:blank");
      await quiet.goto(address);
      await expect(quiet.locator("#side h2")).toContainText(wanted.toLocaleString("en"));
    });
  }
});
