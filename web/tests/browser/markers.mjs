// The markers of the map, and what an event is told with, as the specs look for them.

import { expect } from "./site.mjs";

export const isPoint = (event) => event.extent === "spot" || event.extent === "centre";
export const pointOf = (event) => `${event.lon},${event.lat}`;
/** The key of the group that an event is drawn in; none for a region, which is named at the margin. */
export const keyOf = (event) =>
  isPoint(event) ? pointOf(event) : event.extent === "area" ? `~${pointOf(event)}` : null;
/** Every button on the map, and the one that stands for the group of a key. */
export const HANDLES = ".anchor button";
export const handleOf = (page, key) => page.locator(`.anchor button[data-groups~="${quoted(key)}"]`);

/** Waits until Leaflet has come to rest. */
export async function settled(page) {
  await page.waitForTimeout(100);
  await expect(page.locator(".leaflet-zoom-anim, .leaflet-pan-anim")).toHaveCount(0);
}

/** That the details beside the map tell `event`. */
export async function expectDetails(page, event) {
  const side = page.locator("#side");
  await expect(side.locator("h2")).toHaveText(event.title);
  await expect(side.locator("dl")).toContainText(event.dates);
  await expect(side.locator("dl")).toContainText(event.place_precision);
  const sentences = await side
    .locator("blockquote")
    .evaluateAll((quotes) => quotes.map((quote) => quote.textContent));
  expect(sentences).toEqual(event.reports.map((report) => report.sentence));
  const links = await side.locator(".report a").evaluateAll((all) => all.map((a) => [a.href, a.rel]));
  const web = event.reports.map((report) => report.url).filter((url) => /^https?:/.test(url ?? ""));
  expect(links).toEqual(web.map((url) => [new URL(url).href, "noopener noreferrer nofollow"]));
}

/** Escapes a text for use between the quotes of a CSS attribute selector. */
export function quoted(text) {
  return text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
