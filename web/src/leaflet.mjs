// The parts of Leaflet that the map is made of: the whole is half as large again. `build.mjs` gives this to who imports "leaflet".

import { Control } from "leaflet/src/control/Control.js";
import * as DomEvent from "leaflet/src/dom/DomEvent.js";
import * as DomUtil from "leaflet/src/dom/DomUtil.js";
import { Layer } from "leaflet/src/layer/Layer.js";
import { SVG } from "leaflet/src/layer/vector/SVG.js";
import { Map } from "leaflet/src/map/Map.js";
// How fingers, wheel and keys move the map: each adds itself to it.
import "leaflet/src/map/handler/Map.BoxZoom.js";
import "leaflet/src/map/handler/Map.DoubleClickZoom.js";
import "leaflet/src/map/handler/Map.Drag.js";
import "leaflet/src/map/handler/Map.Keyboard.js";
import "leaflet/src/map/handler/Map.ScrollWheelZoom.js";
import "leaflet/src/map/handler/Map.TouchZoom.js";

// Circles are drawn as SVG; Leaflet's own choice between that and a canvas would bring the canvas along.
Map.include({
  getRenderer() {
    this._renderer ??= new SVG();
    if (!this.hasLayer(this._renderer)) this.addLayer(this._renderer);
    return this._renderer;
  },
});

export { toLatLng as latLng } from "leaflet/src/geo/LatLng.js";
export { toLatLngBounds as latLngBounds } from "leaflet/src/geo/LatLngBounds.js";
export { toBounds as bounds } from "leaflet/src/geometry/Bounds.js";
export { divIcon } from "leaflet/src/layer/marker/DivIcon.js";
export { marker } from "leaflet/src/layer/marker/Marker.js";
export { circle } from "leaflet/src/layer/vector/Circle.js";
export { createMap as map } from "leaflet/src/map/Map.js";
export { Control, DomEvent, DomUtil, Layer };
