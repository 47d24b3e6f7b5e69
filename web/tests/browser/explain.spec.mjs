// The page that `kharita explain --html` writes: one file without a script, to be opened by double click and sent by mail.

import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "@playwright/test";

const FOLDER = resolve(import.meta.dirname, "../../../tests/golden/explain");
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith(".html"));

for (const file of FILES) {
  const url = pathToFileURL(`${FOLDER}/${file}`).href;
  for (const [device, viewport] of [
    ["a desktop", { width: 1280, height: 800 }],
    ["a phone", { width: 360, height: 640 }],
  ]) {
    test(`${file} asks for nothing, says nothing and fits on ${device}`, async ({ page }) => {
      const faults = [];
      page.on("request", (request) => request.url() !== url && faults.push(request.url()));
      page.on("console", (message) => faults.push(message.text()));
      page.on("pageerror", (error) => faults.push(`${error}`));
      await page.setViewportSize(viewport);
      await page.goto(url);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      expect(await page.locator("mark").count()).toBeGreaterThan(3);
      expect(faults).toEqual([]);
    });
  }

  test(`${file} runs each line of a text its own way`, async ({ page }) => {
    await page.goto(url);
    const lines = await page
      .locator("[dir=auto]")
      .evaluateAll((all) => all.map((line) => [line.textContent, getComputedStyle(line).direction]));
    const arabic = lines.filter(([text]) => /^[\s\p{Script=Arabic}]/u.test(text.trim()));
    const english = lines.filter(([text]) => /^[A-Za-z]/.test(text.trim()));
    expect(arabic.length + english.length).toBeGreaterThan(0);
    for (const [text, direction] of arabic) expect(direction, text).toBe("rtl");
    for (const [text, direction] of english) expect(direction, text).toBe("ltr");
  });
}

test("a script that gets into such a page is refused by its policy", async ({ page }) => {
  await page.goto(pathToFileURL(`${FOLDER}/${FILES[0]}`).href);
  const refused = await page.evaluate(async () => {
    const directives = [];
    document.addEventListener("securitypolicyviolation", (event) =>
      directives.push(event.effectiveDirective),
    );
    document.body.append(
      Object.assign(document.createElement("script"), { textContent: "window.owned = 1" }),
    );
    document.body.append(
      Object.assign(document.createElement("img"), { src: "https://example.invalid/x.png" }),
    );
    await new Promise((told) => setTimeout(told, 200));
    return [directives.sort(), window.owned];
  });
  expect(refused).toEqual([["img-src", "script-src-elem"], undefined]);
});
