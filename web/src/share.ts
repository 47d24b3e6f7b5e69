// The links to what is shown: one to send, and a frame to put into another page.

import { element } from "./element.ts";
import type { Words } from "./words.ts";

/** How large a frame is at first, in pixels. */
const [WIDTH, HEIGHT] = [800, 600];

export class Share {
  readonly element: HTMLElement;
  readonly #link: HTMLInputElement;
  readonly #frame: HTMLTextAreaElement;

  /** `title` names the frame to those who cannot see it. */
  constructor(title: string, words: Words, address: () => string) {
    this.#link = element("input", { type: "text", readonly: true, dir: "ltr" });
    this.#frame = element("textarea", { readonly: true, rows: 3, dir: "ltr" });
    for (const field of [this.#link, this.#frame]) field.addEventListener("focus", () => field.select());
    const box = element(
      "details",
      { class: "share" },
      element("summary", {}, words.text("share")),
      element("label", {}, words.text("share_link"), this.#link),
      element("label", {}, words.text("share_embed"), this.#frame),
    );
    // Of what is shown at the time: a reader opens this last.
    box.addEventListener("toggle", () => {
      this.#link.value = address();
      this.#frame.value = frame(address(), title);
    });
    this.element = box;
  }
}

/** The markup of a frame that shows the map of `address` alone. */
export function frame(address: string, title: string): string {
  const [page = "", view = "map"] = address.split("#");
  const source = `${page}#${view}&embed`;
  const frame = `width="${WIDTH}" height="${HEIGHT}" style="border:0" loading="lazy" allowfullscreen`;
  return `<iframe src="${escaped(source)}" title="${escaped(title)}" ${frame}></iframe>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
