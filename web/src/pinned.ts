// What stands at a point of the map: markers, and circles in metres. Knows Leaflet, as `map.ts` does.

import * as L from "leaflet";
import type { Bounds } from "./box.ts";
import { svg } from "./element.ts";
import { WORLD, metresPerPixel } from "./mercator.ts";

/** An element that stays at its point while the map moves and zooms. */
export class Pinned extends L.Layer {
  readonly element: HTMLElement | SVGElement;
  readonly #pane: string;
  #at: L.LatLng;

  /** `pane` is the name of one of Leaflet's panes. */
  constructor(element: HTMLElement | SVGElement, pane: string, at: L.LatLng) {
    super();
    this.element = element;
    this.#pane = pane;
    this.#at = at;
    element.classList.add("leaflet-zoom-animated");
  }

  move(at: L.LatLng): void {
    this.#at = at;
    this.place();
  }

  override onAdd(map: L.Map): this {
    map.getPane(this.#pane)?.append(this.element);
    this.place();
    return this;
  }

  override onRemove(): this {
    this.element.remove();
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    const place = () => this.place();
    return { zoom: place, viewreset: place, zoomanim: (event) => this.#animate(event as L.ZoomAnimEvent) };
  }

  protected place(): void {
    const at = this._map.latLngToLayerPoint(this.#at);
    L.DomUtil.setPosition(this.element as HTMLElement, at.round());
    // What is further south is nearer to who looks.
    this.element.style.zIndex = String(at.y);
  }

  #animate({ center, zoom }: L.ZoomAnimEvent): void {
    const at = layerPointThen(this._map, this.#at, center, zoom);
    L.DomUtil.setTransform(this.element as HTMLElement, at, this.scaleThen(this._map, zoom));
  }

  /** How much larger it will be; a marker stays as it is. */
  protected scaleThen(_map: L.Map, _zoom: number): number {
    return 1;
  }
}

/** A circle of so many metres. */
export class Circle extends Pinned {
  readonly #circle: SVGCircleElement;
  readonly #metresPerPixel: number;
  readonly #metres: number;

  constructor(at: L.LatLng, metres: number, names: string) {
    const circle = svg("circle", { class: names });
    super(svg("svg", { class: "circle" }, circle), "overlayPane", at);
    this.#circle = circle;
    this.#metres = metres;
    this.#metresPerPixel = metresPerPixel(at.lat, WORLD);
  }

  /** Shows whether it is what is read. */
  select(on: boolean): void {
    this.#circle.classList.toggle("selected", on);
  }

  protected override place(): void {
    super.place();
    const radius = (this.#metres / this.#metresPerPixel) * 2 ** this._map.getZoom();
    this.#circle.setAttribute("r", String(radius));
  }

  protected override scaleThen(map: L.Map, zoom: number): number {
    return map.getZoomScale(zoom, map.getZoom());
  }
}

/** Where a point will be on the map once a zoom that is animated has come to its end. */
export function layerPointThen(map: L.Map, at: L.LatLng, center: L.LatLng, zoom: number): L.Point {
  const half = map.getSize().divideBy(2);
  const pane = L.DomUtil.getPosition(map.getPane("mapPane") as HTMLElement);
  const origin = map.project(center, zoom).subtract(half).add(pane).round();
  return map.project(at, zoom).subtract(origin);
}

// Leaflet wants the latitude first; this is the one place that turns the pair around.
export function latLng({ lon, lat }: { readonly lon: number; readonly lat: number }): L.LatLng {
  return L.latLng(lat, lon);
}

export function cornersOf([west, south, east, north]: Bounds): L.LatLng[] {
  return [L.latLng(south, west), L.latLng(north, east)];
}
