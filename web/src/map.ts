// The map. Besides what stands on it in `controls.ts`, `canvas.ts` and `pinned.ts`, the only file that knows Leaflet; what is on it is decided elsewhere.

import * as L from "leaflet";
import { type Basemap, type Palette, type View, drawBasemap } from "./basemap.ts";
import { type Bounds, type Box, around, middle, moved, touch, union } from "./box.ts";
import { type Cluster, type Lettered, clusters } from "./clusters.ts";
import { CanvasLayer } from "./canvas.ts";
import { Buttons, Credit, Scale } from "./controls.ts";
import { element } from "./element.ts";
import type { Kind, Label } from "./events.ts";
import { EDGE, type Frame, TOP, fitsInto, frameOf, leastOf, withEdges } from "./frame.ts";
import { type Group, WIDEST_CIRCLE_M } from "./groups.ts";
import { areAlike, handle, handleName, size, textWidth } from "./handles.ts";
import { type Hand, drawLabels, placeLabels } from "./labels.ts";
import { Circle, Pinned, cornersOf, latLng } from "./pinned.ts";
import type { Window } from "./route.ts";
import type { Words } from "./words.ts";

export interface Heaps {
  /** What of the globe everything takes. */
  readonly extent: Bounds | null;
  /** The heaps of what is shown, in a part of the globe. */
  readonly at: (zoom: number, bounds: Bounds) => readonly Group[];
}

export interface MapOptions {
  /** Everything that there is: the window is chosen for it. */
  readonly groups: readonly Group[];
  /** Where there is too much to draw each place: what lies where, instead of `groups`. */
  readonly heaps?: Heaps | undefined;
  /** What of it is on the map at first. */
  readonly shown: readonly Group[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly labels: readonly Label[];
  readonly basemap: Basemap;
  /** Of the basemap. */
  readonly box: Bounds;
  /** Where it is at first; where all events are seen if that is not told. */
  readonly window: Window | undefined;
  readonly words: Words;
  /** Called when the map has come to rest. */
  readonly onMove: () => void;
  /** Called when a reader opens a marker: with the groups that it stands for. */
  readonly onOpen: (groups: readonly Group[]) => void;
}

/** From the whole region to a few streets, in half steps. */
const [FIRST_ZOOM, LAST_ZOOM, ZOOM_STEP] = [5, 14, 0.5];
/** What is seen where there is no event: north-east Syria. */
const HOME: Bounds = [37.7, 34.25, 42.3, 37.3];
/** Not deeper at the start: a single event is better seen with its surroundings. */
const START_ZOOM = 11;

/** Leaflet rests on whole pixels: no farther from where it was sent, it is there. */
const NEAR_PX = 2;

/** The marker of a cluster on the map. */
interface Handle {
  readonly cluster: Cluster;
  readonly pinned: Pinned;
  readonly button: HTMLButtonElement;
}

export class EventMap {
  readonly #map: L.Map;
  readonly #options: MapOptions;
  readonly #lettered: Lettered;
  readonly #handles = new Map<string, Handle>();
  readonly #circles = new Map<string, Circle>();
  readonly #basemap: CanvasLayer;
  /** What is on the map now. */
  #groups: readonly Group[];
  #clusters: readonly Cluster[] = [];
  #selected: readonly Group[] = [];
  #redrawing: ReturnType<typeof setTimeout> | undefined;
  /** Where the page, and no reader, has sent it. */
  #aim: Window | undefined;
  /** The size at which everything was brought into it, where nothing has sent it elsewhere since. */
  #fitted: L.Point | undefined;
  /** Where it was brought then. */
  #first: Window | undefined;

  constructor(container: HTMLElement, options: MapOptions) {
    this.#options = options;
    this.#groups = options.shown;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#map = L.map(container, {
      zoomControl: false,
      attributionControl: false,
      // `#fill` does, and sees more than the browser's window.
      trackResize: false,
      minZoom: FIRST_ZOOM,
      maxZoom: LAST_ZOOM,
      zoomSnap: ZOOM_STEP,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      inertia: !calm,
    });
    this.#lettered = {
      words: options.words,
      width: textWidth(container),
      get most() {
        return container.clientWidth / 4;
      },
    };
    this.#controls();
    this.#bound();
    if (options.window) this.move(options.window);
    else this.fit();
    this.#put(options.shown);
    new ResizeObserver(() => this.#fill()).observe(container);
    this.#map.on("zoomend", () => this.#layOut());
    // Names are as wide as their typeface, which may come after the map.
    document.fonts.addEventListener("loadingdone", () => this.#refit());
    this.#basemap = new CanvasLayer((pen, view) => this.#drawBasemap(pen, view)).addTo(this.#map);
    this.#map.on("moveend", () => {
      // Heaps are of the window alone.
      if (options.heaps) this.#put([]);
      options.onMove();
    });
  }

  /** Where a reader has moved it. */
  moved(): Window | undefined {
    const { zoom, lat, lon } = this.#window();
    const aim = this.#aim;
    const off =
      aim && this.#map.project([lat, lon], zoom).distanceTo(this.#map.project([aim.lat, aim.lon], zoom));
    return aim?.zoom === zoom && off !== undefined && off < NEAR_PX ? undefined : { zoom, lat, lon };
  }

  /** What of the globe it shows. */
  bounds(): Bounds {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Shows what `window` tells, as far as the map goes. */
  move({ zoom, lat, lon }: Window): void {
    this.#fitted = undefined;
    const [west, south, east, north] = this.#options.box;
    // Beyond the box is nothing to be seen, but events may lie there.
    const inside = (degrees: number, least: number, most: number) => Math.min(Math.max(degrees, least), most);
    const at: L.LatLngTuple = this.#map.options.maxBounds
      ? [inside(lat, south, north), inside(lon, west, east)]
      : [inside(lat, -85, 85), inside(lon, -180, 180)];
    this.#map.setView(at, inside(zoom, FIRST_ZOOM, LAST_ZOOM), { animate: false });
  }

  /** Shows every point and area, each marker whole. */
  fit(): void {
    this.#showAll();
    // Not farther from the basemap than it lets itself be sent.
    this.#aim = this.#window();
    this.#first = this.#aim;
    this.#fitted = this.#map.getSize();
  }

  /** Shows again what is seen at first, where it shows anything else. */
  restart(): void {
    if (!this.#fitted || this.moved()) this.fit();
  }

  #showAll(): void {
    const { heaps } = this.#options;
    const near = this.#options.groups.filter((group) => group.extent !== "region");
    const foot = this.#foot();
    if (near.length === 0) {
      const [west, south, east, north] = heaps?.extent ?? HOME;
      this.#map.fitBounds(L.latLngBounds([south, west], [north, east]), {
        animate: false,
        maxZoom: START_ZOOM,
        ...(heaps?.extent && { paddingTopLeft: [EDGE, TOP], paddingBottomRight: [EDGE, foot] }),
      });
      return;
    }
    const least = leastOf(near);
    for (const zoom of zooms(FIRST_ZOOM, START_ZOOM).reverse()) {
      // That is soon told, and to lay out thousands takes a while.
      if (!fitsInto(withEdges(least(zoom), foot), this.#size()) && zoom > FIRST_ZOOM) continue;
      const markers = clusters(near, zoom, this.#lettered).map(({ box }) => box);
      const box = withEdges(union(markers) ?? around([0, 0], 0, 0), foot);
      const aside = fitsInto(box, this.#size()) ? this.#aside(box, markers) : undefined;
      if (aside === undefined && zoom > FIRST_ZOOM) continue;
      this.#show({ zoom, box: moved(box, ...(aside ?? [0, 0])) }, { animate: false });
      return;
    }
  }

  /** Leaves only `groups` on the map; the window stays. */
  put(groups: readonly Group[]): void {
    this.#mark(false);
    const selected = new Set(this.#selected.map(({ key }) => key));
    if (!this.#options.heaps) this.#selected = groups.filter(({ key }) => selected.has(key));
    this.#put(groups);
    // Many times a second while a brush is drawn: then the names on the map wait until it rests.
    clearTimeout(this.#redrawing);
    this.#redrawing = setTimeout(() => this.#basemap.redraw(), this.#options.heaps ? 150 : 0);
  }

  #put(groups: readonly Group[]): void {
    const { heaps } = this.#options;
    for (const circle of this.#circles.values()) circle.remove();
    this.#circles.clear();
    this.#groups = heaps ? heaps.at(this.#map.getZoom(), this.#surroundings()) : groups;
    for (const group of this.#groups) this.#addCircle(group);
    this.#layOut();
  }

  /** The window and as much again: a short pan shows no edge. */
  #surroundings(): Bounds {
    const bounds = this.#map.getBounds().pad(0.3);
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Marks `groups` as those that are read, and brings them into the window, each on its own where that can be. */
  select(groups: readonly Group[]): void {
    this.#mark(false);
    this.#selected = groups;
    this.#mark(true);
    const [only] = groups;
    if (this.#options.heaps) {
      if (!only || only.extent === "region" || this.#map.getBounds().contains(latLng(only))) return;
      this.#map.setView(latLng(only), Math.max(START_ZOOM, this.#map.getZoom()));
      return;
    }
    const shown = groups.filter((group) => group.extent !== "region" || this.#circles.has(group.key));
    // From where a reader has sent it; else from where it was at first, wherever the page has sent it since: a link shows the same.
    const moved = this.moved();
    const from = moved ?? this.#first ?? this.#window();
    const window = {
      size: this.#size(),
      foot: this.#foot(),
      zoom: from.zoom,
      zooms: zooms(FIRST_ZOOM, LAST_ZOOM),
    };
    const frame = frameOf(shown, this.#groups, window, this.#lettered);
    if (!frame) return;
    const aim = this.#aim;
    if (frame.zoom !== from.zoom || !this.#shows(frame.box, from)) this.#show(frame);
    else if (!moved && !this.#fitted) this.#go(from);
    if (moved) this.#aim = aim;
  }

  /** Puts the keyboard on the marker that stands for a group, be it that of others too; whether there is one. */
  focus(group: Group): boolean {
    const button = this.#handleOf(group)?.button;
    button?.focus({ preventScroll: true });
    return button !== undefined;
  }

  /** To be called when the room of the map has changed. */
  resize(): void {
    const moved = this.moved();
    // Told at once, Leaflet would begin to lead the window back to its bounds, from where it is no longer once it is fitted again.
    this.#map.invalidateSize({ animate: false, debounceMoveend: true });
    if (!moved) this.#aim = this.#window();
  }

  /** Lays out what is written in other letters than before: where everything was in sight it is again. */
  #refit(): void {
    const selected = this.#selected;
    if (this.#first && !this.#options.heaps && !this.moved()) {
      this.fit();
      this.select(selected);
    }
    this.#layOut();
  }

  /** The page around it is laid out while it opens, and phones are turned: until anybody goes elsewhere everything stays in sight. */
  #fill(): void {
    const { clientWidth, clientHeight } = this.#map.getContainer();
    // While the table is looked at it has no room at all.
    if (clientWidth === 0 || clientHeight === 0) return;
    const isMoved = this.#fitted === undefined || this.moved() !== undefined || this.#selected.length > 0;
    this.resize();
    if (!isMoved && !this.#fitted?.equals(this.#map.getSize())) this.fit();
  }

  #controls(): void {
    const { words } = this.#options;
    // What the page puts on the map stands where a line begins, the controls at the other end.
    const rightToLeft = this.#map.getContainer().closest("[dir=rtl]") !== null;
    const [begin, end] = rightToLeft ? (["right", "left"] as const) : (["left", "right"] as const);
    const map = this.#map;
    new Buttons({ position: `top${end}` }, [
      {
        name: "zoom-in",
        title: words.text("zoom_in"),
        press: () => map.zoomIn(),
        works: () => map.getZoom() < LAST_ZOOM,
      },
      {
        name: "zoom-out",
        title: words.text("zoom_out"),
        press: () => map.zoomOut(),
        works: () => map.getZoom() > FIRST_ZOOM,
      },
    ]).addTo(map);
    new Buttons({ position: `top${end}` }, [
      { name: "fit", title: words.text("fit"), press: () => this.fit() },
      ...(document.fullscreenEnabled
        ? [{ name: "full", title: words.text("full_screen"), press: () => void this.#fullScreen() }]
        : []),
    ]).addTo(map);
    new Scale({ position: `bottom${begin}` }).addTo(map);
    new Credit({ position: `bottom${end}` }, this.#options.basemap.credit).addTo(map);
  }

  /** The map alone on the screen, or back on the page. */
  async #fullScreen(): Promise<void> {
    const box = this.#map.getContainer().parentElement;
    if (document.fullscreenElement) await document.exitFullscreen();
    else await box?.requestFullscreen();
  }

  /** Keeps the window on the basemap, unless an event lies beyond it. */
  #bound(): void {
    const [west, south, east, north] = this.#options.box;
    const bounds = L.latLngBounds([south, west], [north, east]);
    const { groups, heaps } = this.#options;
    const corners = heaps?.extent ? cornersOf(heaps.extent) : groups.map(latLng);
    if (!corners.every((corner) => bounds.contains(corner))) return;
    this.#map.setMaxBounds(bounds);
    this.#map.options.maxBoundsViscosity = 0.8;
  }

  #addCircle(group: Group): void {
    if (group.extent === "spot" || group.radiusM === 0 || group.radiusM > WIDEST_CIRCLE_M) return;
    const circle = new Circle(latLng(group), group.radiusM, `extent ${group.extent}`);
    // A region is as large as the map: its circle shows only while it is read.
    if (group.extent !== "region") circle.addTo(this.#map);
    this.#circles.set(group.key, circle);
  }

  /** Puts up the markers of this zoom. One that stands for the same as before stays, and the keyboard on it. */
  #layOut(): void {
    const zoom = this.#map.getZoom();
    const focused = [...this.#handles.values()].find(({ button }) => button === document.activeElement);
    this.#clusters = clusters(this.#groups, zoom, this.#lettered);
    const names = new Map(this.#clusters.map((cluster) => [handleName(cluster), cluster]));
    const { kinds, words } = this.#options;
    for (const [name, { pinned }] of this.#handles) {
      if (names.has(name)) continue;
      pinned.remove();
      this.#handles.delete(name);
    }
    for (const [name, cluster] of names) {
      const at = this.#map.unproject(middle(cluster.box), zoom);
      const stays = this.#handles.get(name);
      if (!stays) {
        this.#handles.set(name, this.#addHandle(name, cluster, at));
        continue;
      }
      stays.pinned.move(at);
      let { button } = stays;
      // A marker of the same places may stand for other events now.
      if (!areAlike(stays.cluster, cluster)) {
        button = handle(cluster, kinds, words);
        stays.button.replaceWith(button);
      }
      size(cluster, button);
      this.#handles.set(name, { ...stays, cluster, button });
    }
    this.#mark(true);
    if (focused && !focused.button.isConnected) this.focus(focused.cluster.groups[0]);
  }

  #addHandle(name: string, cluster: Cluster, at: L.LatLng): Handle {
    const { kinds, words, onOpen } = this.#options;
    const button = handle(cluster, kinds, words);
    // The wrapper is moved; the button inside is what fingers and keyboards meet.
    const anchor = element("div", { class: "anchor" }, button);
    anchor.addEventListener("click", ({ detail }) => {
      // A drag of the map that began and ended here is none of a mouse that presses it; a key always is.
      if (detail > 0 && dragged(this.#map)) return;
      onOpen(this.#handles.get(name)?.cluster.groups ?? []);
    });
    return { cluster, pinned: new Pinned(anchor, "markerPane", at).addTo(this.#map), button };
  }

  #handleOf({ key, events: [event] }: Group): Handle | undefined {
    const cluster =
      this.#clusters.find(({ groups }) => groups.some((group) => group.key === key)) ??
      (this.#options.heaps && event
        ? this.#clusters.find(({ groups }) => groups.some(({ events }) => events.includes(event)))
        : undefined);
    return cluster && this.#handles.get(handleName(cluster));
  }

  #size(): [width: number, height: number] {
    const { x, y } = this.#map.getSize();
    return [x, y];
  }

  /** How far aside of the middle of `box` the window goes so that nothing stands on one of `markers`; nothing where something always does. */
  #aside(box: Box, markers: readonly Box[]): [right: number, down: number] | undefined {
    const [width, height] = this.#size();
    const [x, y] = middle(box);
    const free = (width - (box.right - box.left)) / 2;
    const high = (height - (box.bottom - box.top)) / 2;
    const controls = this.#over();
    const asides = [0, high, -high].flatMap((down) =>
      [0, free, -free].map((right) => [right, down] as const),
    );
    const found = asides.find(([right, down]) => {
      const onScreen = markers.map((each) => moved(each, width / 2 - x - right, height / 2 - y - down));
      return !onScreen.some((marker) => controls.some((control) => touch(marker, control)));
    });
    return found && [...found];
  }

  /** Where the controls stand, and what the page puts on the map, in pixels of the window. */
  #over(): Box[] {
    const container = this.#map.getContainer();
    const { left, top } = container.getBoundingClientRect();
    const controls = [...(container.parentElement?.querySelectorAll(".leaflet-control, .margin > *") ?? [])];
    return controls.map((control) => moved(control.getBoundingClientRect(), -left, -top));
  }

  /** How much of it the credit takes at its foot: on narrow screens that has two rows, or three. */
  #foot(): number {
    const container = this.#map.getContainer();
    const credit = container.querySelector(".credit")?.getBoundingClientRect().top;
    const { bottom } = container.getBoundingClientRect();
    return bottom - (credit ?? bottom);
  }

  /** Whether `window` shows all of `box`, in pixels of the world at its zoom: none of it under a control. */
  #shows(box: Box, { zoom, lat, lon }: Window): boolean {
    const [width, height] = this.#size();
    const { x, y } = this.#map.project([lat, lon], zoom);
    const [left, top] = [x - width / 2, y - height / 2];
    const isInside =
      left <= box.left && top <= box.top && box.right <= left + width && box.bottom <= top + height;
    return isInside && !this.#over().some((control) => touch(moved(control, left, top), box));
  }

  #show({ zoom, box }: Frame, options?: L.ZoomPanOptions): void {
    const { lat, lng } = this.#map.unproject(middle(box), zoom);
    this.#go({ zoom, lat, lon: lng }, options);
  }

  #go(window: Window, options?: L.ZoomPanOptions): void {
    this.#aim = window;
    this.#fitted = undefined;
    this.#map.setView([window.lat, window.lon], window.zoom, options);
  }

  #window(): Window {
    const { lat, lng } = this.#map.getCenter();
    return { zoom: this.#map.getZoom(), lat, lon: lng };
  }

  /** Shows or no longer shows which groups are read. */
  #mark(on: boolean): void {
    for (const group of this.#selected) {
      this.#handleOf(group)?.button.classList.toggle("selected", on);
      const circle = this.#circles.get(group.key);
      if (circle && group.extent === "region") {
        if (on) circle.addTo(this.#map);
        else circle.remove();
      }
      circle?.select(on);
    }
  }

  #drawBasemap(pen: CanvasRenderingContext2D, view: View): void {
    const style = getComputedStyle(document.documentElement);
    const palette: Palette = (name) => style.getPropertyValue(`--${name}`);
    drawBasemap(pen, this.#options.basemap, view, palette);
    // Such pictures have their names in them.
    if (window.kharitaTiles?.(pen, view, () => this.#basemap.redraw())) return;
    const family = getComputedStyle(this.#map.getContainer()).fontFamily;
    const measure = (text: string, { font, spacing }: Hand) => {
      pen.font = font;
      pen.letterSpacing = `${spacing}px`;
      return pen.measureText(text).width;
    };
    const taken = this.#clusters.map(({ box }) => ({
      left: box.left - view.left,
      top: box.top - view.top,
      right: box.right - view.left,
      bottom: box.bottom - view.top,
    }));
    const { labels: places, basemap } = this.#options;
    drawLabels(pen, placeLabels({ places, ...basemap }, view, taken, measure, family), palette);
  }
}

function zooms(first: number, last: number): number[] {
  return Array.from({ length: Math.floor((last - first) / ZOOM_STEP) + 1 }, (_, i) => first + i * ZOOM_STEP);
}

/** Whether the map was dragged when it was last pressed. */
function dragged({ dragging }: L.Map): boolean {
  // Its types do not know it.
  return (dragging as L.Handler & { moved: () => boolean }).moved();
}
