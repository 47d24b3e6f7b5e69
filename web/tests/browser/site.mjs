// The site under test, opened as readers open it: by double click, and from a server under a sub-path.

import { createServer } from "node:http";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { test as base, expect } from "@playwright/test";
import { unpackEvents } from "../../src/packed.ts";
import { schemesOf } from "./plan.mjs";

if (!process.env.KHARITA_SITE) throw new Error("set KHARITA_SITE to the folder of a built site");
export const SITE = resolve(process.env.KHARITA_SITE);

/** Where the server puts the site: not at its root, because readers do not either. */
const SUB_PATH = "/maps/north-east/";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".geojson": "application/geo+json",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".woff2": "font/woff2",
};

export { expect };
export const test = base.extend({
  /** "file" or "http"; a test file runs each of its tests over both, see `overBoth` and `onEachPage`. */
  scheme: ["file", { option: true }],

  /** The address that the site's files are relative to. */
  root: async ({ scheme }, use) => {
    if (scheme === "file") return use(`${pathToFileURL(SITE).href}/`);
    const server = createServer(serve);
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    await use(`http://127.0.0.1:${server.address().port}${SUB_PATH}`);
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  },

  /** A page that fails its test when it asks for anything outside the site, or says anything on the console. */
  quiet: async ({ page, root }, use) => {
    const faults = faultsOf(page, root);
    await use(page);
    expect(faults).toEqual([]);
  },
});

/** What `page`, which a browser of Playwright or of Puppeteer shows, does from now on that no page of a site at `root` may do. */
export function faultsOf(page, root) {
  const faults = [];
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(root) && !url.startsWith("data:")) faults.push(`request outside the site: ${url}`);
  });
  page.on("requestfailed", (request) => faults.push(`request failed: ${request.url()}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`${response.status()}: ${response.url()}`);
  });
  page.on("console", (message) => faults.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => faults.push(`uncaught: ${error}`));
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  return faults;
}

/** Runs the tests that `body` declares from file:// and over http: they look at what is loaded or refused, which the scheme may change. */
export function overBoth(body) {
  for (const scheme of ["file", "http"]) {
    test.describe(`over ${scheme}`, () => {
      test.use({ scheme });
      body();
    });
  }
}

/** Declares the tests of `body` for the page of each language, over the schemes that the plan has for it. */
export function onEachPage(body) {
  for (const file of ["index.html", "ar.html"]) {
    for (const scheme of schemesOf(file)) {
      test.describe(`${file} over ${scheme}`, () => {
        test.use({ scheme });
        body(file);
      });
    }
  }
}

/** Opens a page of the site and waits until its program has taken over. */
export async function open(page, root, file, hash = "") {
  await page.goto(root + file + hash);
  await expect(page.locator("html")).toHaveClass("js");
}

/** The block of events of a page of the site. */
export async function block(file) {
  const html = await readFile(join(SITE, file), "utf8");
  const [, json] = html.match(/<script type="application\/json" id="events">(.*?)<\/script>/s);
  const read = JSON.parse(json);
  return { ...read, events: unpackEvents(read) };
}

/** What the browser refused of a page whose markup `change` has changed, by directive. */
export async function refused(page, file, change) {
  const folder = await mkdtemp(join(tmpdir(), "kharita-"));
  const before = await readFile(file, "utf8");
  const after = change(before);
  expect(after === before, "the page is as it was").toBe(false);
  const copy = join(folder, "page.html");
  await writeFile(copy, after);
  const said = [];
  page.on("console", (message) => said.push(message.text()));
  await page.goto(pathToFileURL(copy).href);
  return said.flatMap(
    (text) => /violates the following Content Security Policy directive '?"?([a-z-]+)/.exec(text)?.[1] ?? [],
  );
}

async function serve(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
  const file = normalize(join(SITE, path.slice(SUB_PATH.length) || "index.html"));
  try {
    if (!path.startsWith(SUB_PATH) || !file.startsWith(SITE + sep)) throw new Error("outside the site");
    const body = await readFile(file);
    response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}
