// What axe cannot decide and leaves to people. docs/accessibility.md lists it; the contrast of letters is measured as it is seen: their
// colour against every pixel of the picture that lay behind them.

import { readFileSync } from "node:fs";
import { join } from "node:path";

const LIST = join(import.meta.dirname, "../../../docs/accessibility.md");

/** The rows of the list: a rule, and a selector of where axe leaves it open. */
const SETTLED = readFileSync(LIST, "utf8")
  .split("\n")
  .flatMap((line) => {
    const [, rule, where] = /^\| `([a-z-]+)` \| `([^`]+)` \|/.exec(line) ?? [];
    return rule ? [{ rule, where }] : [];
  });

/** What of axe's `incomplete` results the list does not name, and letters that it names but that are too pale. */
export async function unsettled(page, incomplete) {
  const faults = [];
  for (const { id, nodes } of incomplete) {
    const places = SETTLED.filter(({ rule }) => rule === id).map(({ where }) => where);
    for (const { target, html } of nodes) {
      const node = page.locator(target.join(" ")).first();
      const isListed = await node.evaluate((it, places) => places.some((place) => it.matches(place)), places);
      if (!isListed)
        faults.push(`${id}: docs/accessibility.md does not name ${target}: ${html.slice(0, 120)}`);
      else if (id === "color-contrast") faults.push(...(await pale(page, node)));
    }
  }
  return faults;
}

/** The letters of `node` where they are too pale for what lies behind them. */
async function pale(page, node) {
  // What the map shows is where it shows it: to scroll there would tear it apart.
  if (!(await node.evaluate((it) => it.closest("#map")))) await node.scrollIntoViewIfNeeded();
  const clip = await node.boundingBox();
  const picture = async () => (await page.screenshot({ clip, animations: "disabled" })).toString("base64");
  const hide = (hidden) =>
    node.evaluate((it, hidden) => {
      for (const name of ["-webkit-text-fill-color", ...(it.matches("text") ? ["fill"] : [])])
        if (hidden) it.style.setProperty(name, "transparent", "important");
        else it.style.removeProperty(name);
    }, hidden);
  let [before, ground, written] = [];
  // Until nothing but the letters has changed between.
  for (let tries = 0; tries < 5 && (written === undefined || before !== written); tries++) {
    before = written ?? (await picture());
    await hide(true);
    ground = await picture();
    await hide(false);
    written = await picture();
  }
  const { ratio, least, text } = await node.evaluate(contrast, [written, ground]);
  return ratio >= least ? [] : [`«${text}»: ${ratio.toFixed(2)} to 1, where ${least} to 1 is asked for`];
}

/** In the page: the least contrast between the letters of `node` and a pixel behind them. */
async function contrast(node, [written, ground]) {
  const pixelsOf = async (png) => {
    const picture = new Image();
    picture.src = `data:image/png;base64,${png}`;
    await picture.decode();
    const copy = new OffscreenCanvas(picture.width, picture.height).getContext("2d");
    copy.drawImage(picture, 0, 0);
    return copy.getImageData(0, 0, picture.width, picture.height).data;
  };
  const colourOf = (css) => {
    const dot = new OffscreenCanvas(1, 1).getContext("2d");
    dot.fillStyle = css;
    dot.fillRect(0, 0, 1, 1);
    return dot.getImageData(0, 0, 1, 1).data;
  };
  const light = (rgb) => {
    const [red, green, blue] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const style = getComputedStyle(node);
  let opacity = 1;
  for (let at = node; at; at = at.parentElement) opacity *= Number(getComputedStyle(at).opacity);
  const ink = colourOf(node.matches("text") ? style.fill : style.color);
  const [over, under] = [await pixelsOf(written), await pixelsOf(ground)];
  // What lies beyond the edge of the map has no letter to be seen.
  let ratio = Infinity;
  for (let at = 0; at < under.length; at += 4) {
    const behind = [...under.slice(at, at + 3)];
    // Where the two pictures are alike there is no letter.
    if (behind.every((part, of) => Math.abs(part - over[at + of]) < 12)) continue;
    const seen = behind.map((part, of) => part + (ink[of] - part) * opacity * (ink[3] / 255));
    const [dark, bright] = [light(behind), light(seen)].sort((a, b) => a - b);
    ratio = Math.min(ratio, (bright + 0.05) / (dark + 0.05));
  }
  const size = parseFloat(style.fontSize);
  const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
  return { ratio, least: isLarge ? 3 : 4.5, text: node.textContent };
}
