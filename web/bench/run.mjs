// The page beside folium's and a plain Leaflet.markercluster page, on the same invented events, in one run:
//
//   node bench/run.mjs FOLDER [COUNT…]        1000, 10000 and 100000 unless given; 1000000 takes many minutes
//
// What is compared with is fetched into FOLDER when it is missing there: Leaflet.markercluster from npm, folium from PyPI. FOLDER/COUNT keeps the
// pages of each count. A page that shows no marker within two minutes is said not to.

import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { measure } from "./measure.mjs";
import { plainPage } from "./plain_page.mjs";

const LIMIT_MS = 120_000;
const RUNS = 3;
/** Above these, folium's pages are larger than a browser opens. */
const MOST = { MarkerCluster: 10_000, FastMarkerCluster: 100_000, plain: 100_000 };
const LIBRARY = ["leaflet@1.9.4", "leaflet.markercluster@1.5.3", "jquery@3.7.1"];
const FOLIUM = ["folium==0.20.0"];

const [folder, ...asked] = process.argv.slice(2);
if (!folder) {
  console.error("usage: node bench/run.mjs FOLDER [COUNT…]");
  process.exit(2);
}
const here = import.meta.dirname;
const work = resolve(folder);
const counts = asked.length > 0 ? asked.map(Number) : [1000, 10_000, 100_000];
const run = (program, ...words) =>
  execFileSync(program, words, { stdio: ["ignore", "ignore", "inherit"], cwd: join(here, "..", "..") });

async function fetched() {
  await mkdir(work, { recursive: true });
  if (!existsSync(join(work, "node_modules", "jquery")))
    run("npm", "install", "--prefix", work, "--no-save", "--ignore-scripts", "--silent", ...LIBRARY);
  if (existsSync(join(work, "venv", "bin", "pip"))) return;
  run("python3", "-m", "venv", join(work, "venv"));
  run(join(work, "venv", "bin", "pip"), "install", "--quiet", ...FOLIUM);
}

/** What pages ask of other hosts: the libraries from npm; pictures of tiles and what only decorates are empty. */
async function library(url) {
  const file = basename(new URL(url).pathname);
  const known = {
    "leaflet.js": "leaflet/dist/leaflet.js",
    "leaflet.css": "leaflet/dist/leaflet.css",
    "leaflet.markercluster.js": "leaflet.markercluster/dist/leaflet.markercluster.js",
    "MarkerCluster.css": "leaflet.markercluster/dist/MarkerCluster.css",
    "MarkerCluster.Default.css": "leaflet.markercluster/dist/MarkerCluster.Default.css",
  };
  const path = known[file] ?? (/^jquery.*\.js$/.test(file) ? "jquery/dist/jquery.min.js" : null);
  return path ? readFile(join(work, "node_modules", path)) : Buffer.alloc(0);
}

async function made(count) {
  const at = join(work, String(count));
  const table = join(at, "events.csv");
  if (!existsSync(table))
    run("cargo", "run", "--quiet", "--locked", "--example", "many_events", "--", at, String(count));
  const pages = { Kharita: join(at, "site", "index.html") };
  if (count <= MOST.plain) {
    pages["Leaflet.markercluster"] = join(at, "plain.html");
    if (!existsSync(pages["Leaflet.markercluster"]))
      await plainPage(table, pages["Leaflet.markercluster"], join("..", "node_modules"));
  }
  for (const kind of ["MarkerCluster", "FastMarkerCluster"]) {
    if (count > MOST[kind]) continue;
    const page = join(at, `${kind}.html`);
    if (!existsSync(page))
      run(join(work, "venv", "bin", "python"), join(here, "folium_pages.py"), table, kind, page);
    pages[`folium ${kind}`] = page;
  }
  return pages;
}

const middle = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const rounded = (n, unit) =>
  n === null || n === undefined ? "–" : `${n < 10 ? n.toFixed(1) : Math.round(n)} ${unit}`;

await fetched();
console.log(
  "| events | page | markers shown | worst frame | filter step | heap | bytes |\n|---|---|---|---|---|---|---|",
);
for (const count of counts) {
  const pages = await made(count);
  const runs = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  // In turn, so that what else the machine does meets all of them.
  for (let n = 0; n < RUNS; n++) {
    for (const [name, path] of Object.entries(pages)) {
      if (runs[name].includes(null)) continue;
      runs[name].push(await measure(path, library, LIMIT_MS).catch(() => null));
    }
  }
  for (const [name, all] of Object.entries(runs)) {
    const found = all.filter((one) => one !== null);
    const told = (field) =>
      found.length === 0 || found[0][field] === null ? null : middle(found.map((one) => one[field]));
    const cells =
      found.length === 0
        ? ["not within two minutes", "–", "–", "–", "–"]
        : [
            rounded(told("shownMs"), "ms"),
            rounded(told("frameMs"), "ms"),
            rounded(told("filterMs"), "ms"),
            rounded(told("heap") / 1e6, "MB"),
            rounded(told("bytes") / 1e6, "MB"),
          ];
    console.log(`| ${count.toLocaleString("en")} | ${name} | ${cells.join(" | ")} |`);
  }
}
