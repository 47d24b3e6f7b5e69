// Hands what is shown to the reader as a file. The features come from `assets/events.js`, loaded as a script when they are first
// asked for: that works without a server too.

import { type Collection, toCsv, toGeoJson } from "./download.ts";
import { element } from "./element.ts";

declare global {
  interface Window {
    /** Set by assets/events.js. */
    kharitaEvents?: Collection;
  }
}

export type Format = "geojson" | "csv";

/** Saves the events with these ids. `asked` is the address that asks for them again. */
export async function save(format: Format, ids: ReadonlySet<string>, asked: string): Promise<void> {
  const all = await collection();
  const [text, type] =
    format === "csv"
      ? [toCsv(all, ids), "text/csv;charset=utf-8"]
      : [toGeoJson(all, ids, asked), "application/geo+json"];
  const url = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: url, download: `events.${format}` }).click();
  // The browser has taken the bytes once it asks where to put them.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

function collection(): Promise<Collection> {
  if (window.kharitaEvents) return Promise.resolve(window.kharitaEvents);
  return new Promise((resolve, reject) => {
    const script = element("script", { src: "assets/events.js" });
    script.addEventListener("load", () => {
      if (window.kharitaEvents) resolve(window.kharitaEvents);
      else reject(new Error("assets/events.js holds no events"));
    });
    script.addEventListener("error", () => reject(new Error("assets/events.js is missing")));
    document.head.append(script);
  });
}
