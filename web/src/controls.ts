// What stands in the corners of the map: buttons, the scale, and whose map it is. Knows Leaflet, as `map.ts` does.

import * as L from "leaflet";
import { element } from "./element.ts";
import { scaleOf } from "./scale.ts";

/** A button of the map: its name for the style sheet, and what it is called. */
export interface Button {
  readonly name: string;
  readonly title: string;
  readonly press: () => void;
  /** Whether there is anything that it could do; it always can if this is not told. */
  readonly works?: () => boolean;
}

/** Buttons, one below the other. */
export class Buttons extends L.Control {
  readonly #buttons: readonly Button[];
  #show: (() => void) | undefined;

  constructor(options: L.ControlOptions, buttons: readonly Button[]) {
    super(options);
    this.#buttons = buttons;
  }

  override onAdd(map: L.Map): HTMLElement {
    const bar = element("div", { class: "leaflet-bar buttons" });
    const made = this.#buttons.map(({ name, title, press, works }) => {
      const button = element("button", { type: "button", class: name, title, "aria-label": title });
      button.addEventListener("click", () => (works?.() ?? true) && press());
      bar.append(button);
      return { button, works };
    });
    // A button that was disabled would lose the keyboard that pressed it.
    this.#show = () => {
      for (const { button, works } of made)
        button.setAttribute("aria-disabled", String(!(works?.() ?? true)));
    };
    this.#show();
    map.on("zoomend", this.#show);
    L.DomEvent.disableClickPropagation(bar);
    return bar;
  }

  override onRemove(map: L.Map): void {
    if (this.#show) map.off("zoomend", this.#show);
  }
}

/** The widest that the scale may be, in pixels. */
const SCALE = 100;

/** How long a kilometre is on the screen. */
export class Scale extends L.Control {
  readonly #bar = element("div", { class: "scale", dir: "ltr" });
  readonly #show = () => this.#fit();
  #map: L.Map | undefined;

  override onAdd(map: L.Map): HTMLElement {
    this.#map = map;
    map.on("move", this.#show);
    map.whenReady(this.#show);
    return this.#bar;
  }

  override onRemove(map: L.Map): void {
    map.off("move", this.#show);
  }

  #fit(): void {
    const map = this.#map;
    if (!map) return;
    const middle = map.getSize().y / 2;
    const [from, to] = [map.containerPointToLatLng([0, middle]), map.containerPointToLatLng([SCALE, middle])];
    const { pixels, text } = scaleOf(map.distance(from, to) / SCALE, SCALE);
    this.#bar.style.inlineSize = `${pixels}px`;
    this.#bar.textContent = text;
  }
}

/** Whose program and whose map it is. */
export class Credit extends L.Control {
  readonly #line: HTMLElement;

  constructor(options: L.ControlOptions, text: string) {
    super(options);
    const leaflet = element("a", { href: "https://leafletjs.com", rel: "noopener noreferrer" }, "Leaflet");
    this.#line = element("div", { class: "credit", dir: "ltr" }, leaflet, text && ` | ${text}`);
  }

  override onAdd(): HTMLElement {
    return this.#line;
  }
}
