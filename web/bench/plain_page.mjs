// A page with plain Leaflet.markercluster and the events of a table, as somebody would write it by hand: the events as JSON in a script,
// their text in popups, and a filter by kind.

import { readFile, writeFile } from "node:fs/promises";

const PROGRAM = `
const map = L.map("map", { maxZoom: 18 }).setView([35.9, 40.0], 7);
const all = events.map(([lat, lon, kind, text]) => Object.assign(L.marker([lat, lon]).bindPopup(text, { maxWidth: 320 }), { kind }));
const clusters = L.markerClusterGroup();
clusters.addLayers(all);
map.addLayer(clusters);
window.filterStep = (kind) => {
  clusters.clearLayers();
  clusters.addLayers(all.filter((marker) => marker.kind === kind));
};
`;

export async function plainPage(table, page, library) {
  const [, ...lines] = (await readFile(table, "utf8")).trim().split("\n");
  const events = lines.map((line) => {
    // The benchmark's own table has no cell with a comma or a quote.
    const [, date, place, kind, title, description, url, lat, lon] = line.split(",");
    const text = `<b dir="rtl">${title}</b><br>${date} · ${place}<br><span dir="rtl">${description}</span><br><a href="${url}">source</a>`;
    return [Number(lat), Number(lon), kind, text];
  });
  const style = ["leaflet/dist/leaflet.css", "leaflet.markercluster/dist/MarkerCluster.Default.css"];
  const scripts = ["leaflet/dist/leaflet.js", "leaflet.markercluster/dist/leaflet.markercluster.js"];
  await writeFile(
    page,
    [
      '<!doctype html><meta charset="utf-8"><title>Leaflet.markercluster</title>',
      ...style.map((path) => `<link rel="stylesheet" href="${library}/${path}">`),
      '<style>html, body, #map { height: 100%; margin: 0 }</style><div id="map"></div>',
      ...scripts.map((path) => `<script src="${library}/${path}"></script>`),
      `<script>const events = ${JSON.stringify(events)};</script><script>${PROGRAM}</script>`,
    ].join("\n"),
  );
}
