// A canvas as a layer of the map. Knows Leaflet, as `map.ts` does.

import * as L from "leaflet";
import type { View } from "./basemap.ts";
import { layerPointThen } from "./pinned.ts";

/** It reaches so much further than the window on each side that a short pan shows no edge. */
const MARGIN = 0.3;

/** A canvas under everything else that is drawn anew when the map comes to rest. */
export class CanvasLayer extends L.Layer {
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
    // A typeface may come after the map; names already drawn do not change by themselves.
    document.fonts.addEventListener("loadingdone", this.#redraw);
    this.#reset();
    return this;
  }

  /** Draws it anew: what lies above it has changed. */
  redraw(): void {
    this.#reset();
  }

  override onRemove(): this {
    this.#canvas.remove();
    this.#scheme.removeEventListener("change", this.#redraw);
    document.fonts.removeEventListener("loadingdone", this.#redraw);
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
    const corner = layerPointThen(map, this.#corner, center, zoom);
    L.DomUtil.setTransform(this.#canvas, corner, map.getZoomScale(zoom, this.#zoom));
  }
}
