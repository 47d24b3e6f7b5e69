// The map. The only file that knows Leaflet; what is on the map is decided elsewhere.

import * as L from "leaflet";
import { type Basemap, type Palette, type View, drawBasemap } from "./basemap.ts";
import { element } from "./element.ts";
import type { Kind, Label } from "./events.ts";
import { marker, ring } from "./glyph.ts";
import { type Group, areaName, countByKind, isPoint } from "./groups.ts";
import { type Box, drawLabels, placeLabels } from "./labels.ts";
import { northOf } from "./mercator.ts";
import type { Words } from "./words.ts";

export interface MapOptions {
  readonly groups: readonly Group[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly labels: readonly Label[];
  readonly basemap: Basemap;
  /** West, south, east, north of the basemap. */
  readonly box: readonly [number, number, number, number];
  readonly words: Words;
  /** Called when a reader opens a group on the map. */
  readonly onOpen: (group: Group) => void;
}

/** What is seen where there is no event: north-east Syria. */
const HOME = L.latLngBounds([34.25, 37.7], [37.3, 42.3]);
/** The basemap is drawn so much further than the window on each side that a short pan shows no edge. */
const MARGIN = 0.3;
/** A circle wider than this is no help: it would cover neighbours and sea. A country is told in words alone. */
const WIDEST_CIRCLE_M = 200_000;
/** Half the room in pixels that a marker keeps free of names. */
const MARKER_ROOM = 15;

export class EventMap {
  readonly #map: L.Map;
  readonly #options: MapOptions;
  readonly #markers = new Map<string, HTMLElement>();
  readonly #circles = new Map<string, L.Circle>();
  #selected: Group | null = null;

  constructor(container: HTMLElement, options: MapOptions) {
    this.#options = options;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#map = L.map(container, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 5,
      maxZoom: 14,
      zoomSnap: 0.5,
      zoomAnimation: !calm,
      fadeAnimation: !calm,
      inertia: !calm,
    });
    this.#controls();
    this.#bound();
    this.fit();
    for (const group of options.groups) this.#draw(group);
    new CanvasLayer((pen, view) => this.#drawBasemap(pen, view)).addTo(this.#map);
  }

  /** Shows every point and area. */
  fit(): void {
    const near = this.#options.groups.filter((group) => group.extent !== "region");
    const bounds = near.length > 0 ? L.latLngBounds(near.map(latLng)) : HOME;
    this.#map.fitBounds(bounds, { padding: [48, 48], maxZoom: 11, animate: false });
  }

  /** Marks `group` as the one that is read, and brings it into the window. */
  select(group: Group | null): void {
    if (this.#selected) this.#mark(this.#selected, false);
    this.#selected = group;
    if (!group) return;
    this.#mark(group, true);
    const circle = this.#circles.get(group.key);
    if (!isPoint(group)) {
      if (circle) this.#map.fitBounds(circle.getBounds().pad(0.1), { maxZoom: 11 });
    } else if (!this.#map.getBounds().pad(-0.1).contains(latLng(group))) this.#map.panTo(latLng(group));
  }

  /** Puts the keyboard on the marker of a group; whether it has one. */
  focus(key: string): boolean {
    const button = this.#markers.get(key);
    button?.focus({ preventScroll: true });
    return button !== undefined;
  }

  /** To be called when the room of the map has changed. */
  resize(): void {
    this.#map.invalidateSize({ animate: false });
  }

  #controls(): void {
    const { words } = this.#options;
    // What the page puts on the map stands where a line begins, the controls at the other end.
    const rightToLeft = this.#map.getContainer().closest("[dir=rtl]") !== null;
    const [begin, end] = rightToLeft ? (["right", "left"] as const) : (["left", "right"] as const);
    L.control
      .zoom({
        position: `top${end}`,
        zoomInTitle: words.text("zoom_in"),
        zoomOutTitle: words.text("zoom_out"),
      })
      .addTo(this.#map);
    L.control.scale({ imperial: false, position: `bottom${begin}` }).addTo(this.#map);
    L.control
      .attribution({
        position: `bottom${end}`,
        prefix: '<a href="https://leafletjs.com" rel="noopener noreferrer">Leaflet</a>',
      })
      .addAttribution("Natural Earth")
      .addTo(this.#map);
  }

  /** Keeps the window on the basemap, unless an event lies beyond it. */
  #bound(): void {
    const [west, south, east, north] = this.#options.box;
    const bounds = L.latLngBounds([south, west], [north, east]);
    if (!this.#options.groups.every((group) => bounds.contains(latLng(group)))) return;
    this.#map.setMaxBounds(bounds);
    this.#map.options.maxBoundsViscosity = 0.8;
  }

  #draw(group: Group): void {
    if (group.extent !== "spot" && group.radiusM <= WIDEST_CIRCLE_M) this.#addCircle(group);
    if (isPoint(group)) this.#addButton(group, latLng(group), "marker", this.#pin(group));
    if (group.extent === "area") {
      this.#addButton(
        group,
        rim(group),
        "area-name",
        element("span", { dir: "auto" }, areaName(group, this.#options.words)),
      );
    }
  }

  #addCircle(group: Group): void {
    const circle = L.circle(latLng(group), {
      radius: group.radiusM,
      interactive: false,
      className: `extent ${group.extent}`,
    });
    // A region is as large as the map: its circle shows only while it is read.
    if (group.extent !== "region") circle.addTo(this.#map);
    this.#circles.set(group.key, circle);
  }

  #addButton(group: Group, at: L.LatLng, className: string, face: Element): void {
    const name = this.#name(group);
    const attributes = { type: "button", class: className, "aria-label": name, "data-group": group.key };
    const button = element("button", attributes, face);
    // Leaflet positions the wrapper; the button inside is what fingers and keyboards meet.
    L.marker(at, {
      icon: L.divIcon({ html: button, className: "anchor", iconSize: [0, 0] }),
      keyboard: false,
      riseOnHover: true,
      // Markers above the names of areas.
      zIndexOffset: className === "marker" ? 1000 : 0,
    })
      .on("click", () => this.#options.onOpen(group))
      .addTo(this.#map);
    this.#markers.set(group.key, button);
  }

  #pin(group: Group): SVGElement {
    const { kinds, words } = this.#options;
    const shares = countByKind(group.events).flatMap(([id, count]): [Kind, number][] => {
      const kind = kinds.get(id);
      return kind ? [[kind, count]] : [];
    });
    const [only] = shares;
    if (group.events.length === 1 && only) return marker(only[0], group.extent === "spot");
    return ring(shares, words.number(group.events.length));
  }

  /** What a screen reader says of a marker. */
  #name(group: Group): string {
    const [first] = group.events;
    if (group.events.length === 1 && first) return `${first.title} · ${first.dates}`;
    return areaName(group, this.#options.words);
  }

  #mark(group: Group, on: boolean): void {
    this.#markers.get(group.key)?.classList.toggle("selected", on);
    const circle = this.#circles.get(group.key);
    if (circle && group.extent === "region") {
      if (on) circle.addTo(this.#map);
      else circle.remove();
    }
    circle?.getElement()?.classList.toggle("selected", on);
  }

  #drawBasemap(pen: CanvasRenderingContext2D, view: View): void {
    const style = getComputedStyle(document.documentElement);
    const palette: Palette = (name) => style.getPropertyValue(`--${name}`);
    drawBasemap(pen, this.#options.basemap, view, palette);
    const family = getComputedStyle(this.#map.getContainer()).fontFamily;
    const measure = (text: string, font: string) => {
      pen.font = font;
      return pen.measureText(text).width;
    };
    // 12.5 pixels as in the style of `.area-name`.
    const taken = this.#taken(view, (name) => measure(name, `12.5px ${family}`));
    drawLabels(pen, placeLabels(this.#options.labels, view, taken, measure, family), palette);
  }

  /** The room in `view` that markers and the names of areas take. */
  #taken(view: View, width: (text: string) => number): Box[] {
    const { groups, words } = this.#options;
    const around = (at: L.LatLng, halfWidth: number, halfHeight: number): Box => {
      const { x, y } = this.#map.project(at).subtract([view.left, view.top]);
      return { left: x - halfWidth, top: y - halfHeight, right: x + halfWidth, bottom: y + halfHeight };
    };
    return groups.flatMap((group) => {
      if (isPoint(group)) return [around(latLng(group), MARKER_ROOM, MARKER_ROOM)];
      if (group.extent === "area")
        return [around(rim(group), width(areaName(group, words)) / 2 + 11, MARKER_ROOM)];
      return [];
    });
  }
}

/** A canvas under everything else that is drawn anew when the map comes to rest. */
class CanvasLayer extends L.Layer {
  readonly #canvas = L.DomUtil.create("canvas", "leaflet-zoom-animated basemap");
  readonly #draw: (pen: CanvasRenderingContext2D, view: View) => void;
  readonly #scheme = matchMedia("(prefers-color-scheme: dark)");
  readonly #redraw = () => this.#reset();
  #corner = L.latLng(0, 0);
  #zoom = 0;

  constructor(draw: (pen: CanvasRenderingContext2D, view: View) => void) {
    super();
    this.#draw = draw;
  }

  override onAdd(map: L.Map): this {
    this.#canvas.setAttribute("aria-hidden", "true");
    map.getPane("tilePane")?.append(this.#canvas);
    this.#scheme.addEventListener("change", this.#redraw);
    this.#reset();
    return this;
  }

  override onRemove(): this {
    this.#canvas.remove();
    this.#scheme.removeEventListener("change", this.#redraw);
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      moveend: this.#redraw,
      resize: this.#redraw,
      zoomanim: (event) => this.#animate(event as L.ZoomAnimEvent),
    };
  }

  #reset(): void {
    const map = this._map;
    const window = map.getSize();
    const size = window.multiplyBy(1 + 2 * MARGIN).round();
    const corner = map.containerPointToLayerPoint(window.multiplyBy(-MARGIN)).round();
    const density = Math.min(2, devicePixelRatio || 1);
    this.#canvas.width = size.x * density;
    this.#canvas.height = size.y * density;
    this.#canvas.style.width = `${size.x}px`;
    this.#canvas.style.height = `${size.y}px`;
    L.DomUtil.setPosition(this.#canvas, corner);
    this.#corner = map.layerPointToLatLng(corner);
    this.#zoom = map.getZoom();
    const pen = this.#canvas.getContext("2d");
    if (!pen) return;
    pen.scale(density, density);
    const { x: left, y: top } = map.getPixelOrigin().add(corner);
    const world = map.options.crs?.scale(this.#zoom) ?? 256 * 2 ** this.#zoom;
    this.#draw(pen, { size: world, left, top, width: size.x, height: size.y, zoom: this.#zoom });
  }

  /** Scales the picture along with the markers while Leaflet animates a zoom. */
  #animate({ center, zoom }: L.ZoomAnimEvent): void {
    const map = this._map;
    const pane = map.getPane("mapPane");
    if (!pane) return;
    const half = map.getSize().divideBy(2);
    const origin = map.project(center, zoom).subtract(half).add(L.DomUtil.getPosition(pane)).round();
    const corner = map.project(this.#corner, zoom).subtract(origin);
    L.DomUtil.setTransform(this.#canvas, corner, map.getZoomScale(zoom, this.#zoom));
  }
}

/** Where the name of an area stands: in the middle it would read as a point. */
function rim({ lon, lat, radiusM }: Group): L.LatLng {
  return latLng({ lon, lat: northOf(lat, radiusM) });
}

// Leaflet wants the latitude first; this is the one place that turns the pair around.
function latLng({ lon, lat }: { readonly lon: number; readonly lat: number }): L.LatLng {
  return L.latLng(lat, lon);
}
