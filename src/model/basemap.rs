//! What a map is drawn upon, where the user brings it: shapes by what they stand for. How they look is the page's business.

use std::collections::BTreeMap;

use geo::{LineString, Point, Polygon};

/// The names of something by the code of their language; an empty code stands for every language.
pub type WaterNames = BTreeMap<String, String>;

/// Shapes in degrees, longitude before latitude.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Basemap {
    /// Who is to be named for it.
    pub credit: Option<String>,
    /// Land; none where all is land.
    pub land: Vec<Polygon>,
    /// Land that is lifted out.
    pub focus: Vec<Polygon>,
    /// Lakes, and the sea where it is drawn.
    pub water: Vec<Polygon>,
    /// Lines between countries.
    pub borders: Vec<LineString>,
    /// Lines within them.
    pub divisions: Vec<LineString>,
    /// Roads and railways.
    pub roads: Vec<LineString>,
    /// Rivers and canals.
    pub rivers: Vec<River>,
    /// The names of waters, each at a point of it.
    pub names: Vec<(WaterNames, Point)>,
}

/// Square pictures of the web's grid, with which a map is drawn over its basemap.
#[derive(Debug, Clone, PartialEq)]
pub struct Tiles {
    /// Where each is, with `{z}`, `{x}` and `{y}`.
    pub url: String,
    /// The origin of the server, `https://tiles.example.org`; none where they are files of the site.
    pub server: Option<String>,
    /// Who is to be named for them.
    pub credit: String,
    /// The first and the last zoom that there is.
    pub zooms: [u8; 2],
    /// West, south, east and north of what there is; none where it is all of the globe.
    pub bounds: Option<[f64; 4]>,
}

/// A river, or a part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct River {
    /// What it is called, if anything.
    pub names: WaterNames,
    /// 1 is a great river, 3 a stream.
    pub weight: u8,
    /// Its course.
    pub course: LineString,
}

/// What a shape of a basemap stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layer {
    /// Ground.
    Land,
    /// Ground that is lifted out.
    Focus,
    /// Lake or sea.
    Water,
    /// A river.
    River,
    /// A line between countries.
    Border,
    /// A line within a country.
    Division,
    /// A road or railway.
    Road,
}

impl Layer {
    /// Every layer, by the word that a file uses.
    pub const ALL: [(&'static str, Self); 7] = [
        ("land", Self::Land),
        ("focus", Self::Focus),
        ("water", Self::Water),
        ("river", Self::River),
        ("border", Self::Border),
        ("division", Self::Division),
        ("road", Self::Road),
    ];
}

impl Basemap {
    /// Adds an area of a layer; whether such a layer has areas.
    pub fn add_area(&mut self, layer: Layer, names: WaterNames, area: Polygon) -> bool {
        match layer {
            Layer::Land => self.land.push(area),
            Layer::Focus => self.focus.push(area),
            Layer::Water => {
                let at = (!names.is_empty())
                    .then(|| geo::InteriorPoint::interior_point(&area))
                    .flatten();
                self.names.extend(at.map(|at| (names, at)));
                self.water.push(area);
            }
            // An outline is a line.
            Layer::Border | Layer::Division => {
                let (outline, holes) = area.into_inner();
                let lines =
                    if layer == Layer::Border { &mut self.borders } else { &mut self.divisions };
                lines.extend([outline].into_iter().chain(holes));
            }
            Layer::River | Layer::Road => return false,
        }
        true
    }

    /// Adds a line of a layer; whether such a layer has lines.
    pub fn add_line(
        &mut self,
        layer: Layer,
        names: WaterNames,
        weight: u8,
        line: LineString,
    ) -> bool {
        match layer {
            Layer::River => self.rivers.push(River { names, weight, course: line }),
            Layer::Border => self.borders.push(line),
            Layer::Division => self.divisions.push(line),
            Layer::Road => self.roads.push(line),
            Layer::Land | Layer::Focus | Layer::Water => return false,
        }
        true
    }
}
