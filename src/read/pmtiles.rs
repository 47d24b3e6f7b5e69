//! Archives of tiles (`PMTiles`, version 3): where the square pictures or shapes of a map lie in one file. What the shapes of a
//! tile are is `vector`'s business.

mod vector;

use std::borrow::Cow;
use std::f64::consts::PI;
use std::io::Read as _;
use std::ops::Range;

use flate2::read::GzDecoder;
use serde_json::Value;

use crate::diagnostic::{Diagnostic, Position};
use crate::model::Basemap;

/// What such a file begins with.
const MAGIC: &[u8; 7] = b"PMTiles";
const HEADER: usize = 127;
/// No directory or tile is larger once it is unpacked; what says so would fill the memory.
const MOST_UNPACKED: u64 = 64 << 20;
/// A directory leads to a leaf, and that to a tile; the format allows a step more.
const DEEPEST: usize = 4;
/// A file says that it is packed as gzip does it, or not at all; brotli and zstd are rare.
const PLAIN: u8 = 1;
const GZIP: u8 = 2;
/// The deepest zoom of the grid that is asked for.
const LAST_ZOOM: u8 = 19;

/// What the tiles of an archive are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contents {
    /// Shapes, as Mapbox' vector tiles tell them.
    Shapes,
    /// Pictures, in files of this ending.
    Pictures(&'static str),
}

/// A square of the web's grid: `x` to the east, `y` to the south.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Square {
    /// The zoom, at which the globe has 2 to its power squares a side.
    pub z: u8,
    /// From the west.
    pub x: u32,
    /// From the north.
    pub y: u32,
}

/// An archive, its header read.
#[derive(Debug)]
pub struct Archive<'a> {
    file: &'a str,
    bytes: &'a [u8],
    /// What its tiles are.
    pub contents: Contents,
    /// The first and the last zoom.
    pub zooms: [u8; 2],
    /// West, south, east, north in degrees.
    pub bounds: [f64; 4],
    packing: [u8; 2],
}

/// A row of a directory: a tile, a run of the same tile, or a leaf directory where the run is empty.
struct Row {
    tile: u64,
    run: u64,
    at: Range<u64>,
}

/// Whether `bytes` are an archive of tiles.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

impl<'a> Archive<'a> {
    /// Reads the header of `bytes`.
    ///
    /// # Errors
    /// If it is of another version, or holds what no browser of ours can draw.
    pub fn open(file: &'a str, bytes: &'a [u8]) -> Result<Self, Diagnostic> {
        let fault = |what: &str| Diagnostic::fatal(Position::file(file), what);
        if bytes.len() < HEADER {
            return Err(fault("ends within its header"));
        }
        if bytes[7] != 3 {
            return Err(fault(&format!(
                "is PMTiles of version {}; convert it to version 3 with `pmtiles convert`",
                bytes[7]
            )));
        }
        let contents = match bytes[99] {
            1 => Contents::Shapes,
            2 => Contents::Pictures("png"),
            3 => Contents::Pictures("jpg"),
            4 => Contents::Pictures("webp"),
            5 => Contents::Pictures("avif"),
            other => {
                return Err(fault(&format!(
                    "holds tiles of a kind that is not known ({other}); vector tiles, PNG, JPEG, WebP and AVIF are"
                )));
            }
        };
        let packing = [bytes[97], bytes[98]];
        // Pictures are packed already, and few writers say how.
        let unknown = |packing: u8| !matches!(packing, PLAIN | GZIP);
        if unknown(packing[0]) || contents == Contents::Shapes && unknown(packing[1]) {
            return Err(fault("is packed with brotli or zstd; only gzip is read"));
        }
        let degrees = |at: usize| {
            f64::from(i32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]]))
                / 1e7
        };
        let bounds = [degrees(102), degrees(106), degrees(110), degrees(114)];
        let zooms = [bytes[100], bytes[101].min(LAST_ZOOM)];
        let [west, south, east, north] = bounds;
        if zooms[0] > zooms[1] || west >= east || south >= north || west < -180.0 || east > 180.0 {
            return Err(fault("tells no zooms or no bounds; `pmtiles show` tells what it says"));
        }
        Ok(Self { file, bytes, contents, zooms, bounds, packing })
    }

    /// Whom it names, as plain text.
    pub fn credit(&self) -> Option<String> {
        let metadata = unpacked(self.part(24, 32)?, self.packing[0]).ok()?;
        let metadata: Value = serde_json::from_slice(&metadata).ok()?;
        let text = metadata.get("attribution")?.as_str()?;
        // It is written for pages: links and characters by their names.
        let parts = text.split('<').enumerate();
        let plain: String = parts
            .map(
                |(i, part)| {
                    if i == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) }
                },
            )
            .collect();
        let plain = plain.replace("&copy;", "©").replace("&amp;", "&").trim().to_owned();
        (!plain.is_empty()).then_some(plain)
    }

    /// The tile of a square, unpacked; none where there is none.
    ///
    /// # Errors
    /// If the file is damaged.
    pub fn tile(&self, square: Square) -> Result<Option<Cow<'a, [u8]>>, Diagnostic> {
        let damaged = || {
            self.fault("is damaged: a directory or tile lies outside of it or cannot be unpacked")
        };
        let id = number(square);
        let mut directory = self.part(8, 16).ok_or_else(damaged)?;
        for _ in 0..DEEPEST {
            let rows = unpacked(directory, self.packing[0]).map_err(|()| damaged())?;
            let rows = rows_of(&rows).ok_or_else(damaged)?;
            let after = rows.partition_point(|row| row.tile <= id);
            let Some(row) = after.checked_sub(1).map(|at| &rows[at]) else { return Ok(None) };
            if row.run > 0 {
                if id - row.tile >= row.run {
                    return Ok(None);
                }
                let bytes = self.within(56, &row.at).ok_or_else(damaged)?;
                let packing =
                    if self.contents == Contents::Shapes { self.packing[1] } else { PLAIN };
                return unpacked(bytes, packing).map(Some).map_err(|()| damaged());
            }
            directory = self.within(40, &row.at).ok_or_else(damaged)?;
        }
        Err(damaged())
    }

    /// The shapes of all squares of a zoom inside `bounds`, by what they stand for.
    ///
    /// # Errors
    /// If the file is damaged, or has no layer that is known.
    pub fn map(&self, z: u8, bounds: [f64; 4]) -> Result<Basemap, Diagnostic> {
        let mut map = Basemap { credit: self.credit(), ..Basemap::default() };
        let mut met = vector::Layers::default();
        for square in squares(z, bounds) {
            let Some(tile) = self.tile(square)? else { continue };
            vector::add(&tile, square, &mut map, &mut met).ok_or_else(|| {
                self.fault(&format!(
                    "is damaged: its tile {z}/{}/{} is no vector tile",
                    square.x, square.y
                ))
            })?;
        }
        if let Some(told) = met.unknown() {
            return Err(self.fault(&told));
        }
        Ok(map)
    }

    fn fault(&self, what: &str) -> Diagnostic {
        Diagnostic::fatal(Position::file(self.file), what)
    }

    /// The number of eight bytes at `at` of the header.
    fn long(&self, at: usize) -> u64 {
        self.bytes[at..at + 8].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
    }

    /// The part whose beginning and length stand at these places of the header.
    fn part(&self, from: usize, length: usize) -> Option<&'a [u8]> {
        self.slice(self.long(from), self.long(length))
    }

    /// A part of the section that begins where the header says at `section`.
    fn within(&self, section: usize, at: &Range<u64>) -> Option<&'a [u8]> {
        self.slice(self.long(section).checked_add(at.start)?, at.end.checked_sub(at.start)?)
    }

    fn slice(&self, from: u64, length: u64) -> Option<&'a [u8]> {
        let from = usize::try_from(from).ok()?;
        self.bytes.get(from..from.checked_add(usize::try_from(length).ok()?)?)
    }
}

/// `bytes` as they were before they were packed.
fn unpacked(bytes: &[u8], packing: u8) -> Result<Cow<'_, [u8]>, ()> {
    if packing != GZIP {
        return Ok(bytes.into());
    }
    let mut out = Vec::new();
    let read = GzDecoder::new(bytes).take(MOST_UNPACKED).read_to_end(&mut out);
    read.map_or(Err(()), |_| Ok(out.into()))
}

/// The squares of a zoom that reach into `bounds`, row by row.
pub fn squares(z: u8, bounds: [f64; 4]) -> impl Iterator<Item = Square> {
    let [west, south, east, north] = bounds;
    let ((left, top), (right, bottom)) = (project(west, north), project(east, south));
    let count = f64::from(1_u32 << z);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "from 0 to the squares of a side"
    )]
    let span = move |from: f64, to: f64| {
        (from * count).floor().clamp(0.0, count) as u32
            ..(to * count).ceil().clamp(0.0, count) as u32
    };
    span(top, bottom).flat_map(move |y| span(left, right).map(move |x| Square { z, x, y }))
}

/// The projection of the web's maps, onto the unit square: x east, y south.
fn project(lon: f64, lat: f64) -> (f64, f64) {
    let sine = lat.clamp(-85.0, 85.0).to_radians().sin();
    (lon / 360.0 + 0.5, 0.5 - ((1.0 + sine) / (1.0 - sine)).ln() / (4.0 * PI))
}

/// The degrees of a point of the unit square.
fn degrees(x: f64, y: f64) -> (f64, f64) {
    ((x - 0.5) * 360.0, (PI * (1.0 - 2.0 * y)).sinh().atan().to_degrees())
}

/// The number of a square: those of the zooms before it, and its place along Hilbert's curve.
fn number(Square { z, mut x, mut y }: Square) -> u64 {
    let mut number = ((1_u64 << (2 * z)) - 1) / 3;
    let mut side = (1_u32 << z) / 2;
    while side > 0 {
        let (right, low) = (u32::from(x & side > 0), u32::from(y & side > 0));
        number += u64::from(side) * u64::from(side) * u64::from((3 * right) ^ low);
        if low == 0 {
            if right == 1 {
                (x, y) =
                    (side.wrapping_sub(1).wrapping_sub(x), side.wrapping_sub(1).wrapping_sub(y));
            }
            (x, y) = (y, x);
        }
        side /= 2;
    }
    number
}

/// The rows of an unpacked directory.
fn rows_of(mut bytes: &[u8]) -> Option<Vec<Row>> {
    let count = usize::try_from(varint(&mut bytes)?).ok()?;
    // Each row takes four bytes at the least.
    if count > bytes.len() {
        return None;
    }
    let mut column = || (0..count).map(|_| varint(&mut bytes)).collect::<Option<Vec<_>>>();
    let (steps, runs, lengths, offsets) = (column()?, column()?, column()?, column()?);
    let (mut tile, mut end) = (0_u64, 0_u64);
    let mut rows = Vec::with_capacity(count);
    for row in 0..count {
        tile = tile.checked_add(steps[row])?;
        // Nothing means: behind the one before.
        let from = if offsets[row] == 0 { end } else { offsets[row] - 1 };
        end = from.checked_add(lengths[row])?;
        rows.push(Row { tile, run: runs[row], at: from..end });
    }
    Some(rows)
}

/// A number in bytes of seven bits, the least first, taken from the front of `bytes`.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 127) << shift;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn squares_are_numbered_as_the_specification_numbers_them() {
        // PMTiles, version 3, section 4.1: its own examples.
        let cases = [
            (0, 0, 0, 0),
            (1, 0, 0, 1),
            (1, 0, 1, 2),
            (1, 1, 1, 3),
            (1, 1, 0, 4),
            (2, 0, 0, 5),
            (12, 3423, 1763, 19_078_479),
        ];
        for (z, x, y, wanted) in cases {
            assert_eq!(number(Square { z, x, y }), wanted, "{z}/{x}/{y}");
        }
    }

    #[test]
    fn degrees_and_the_unit_square_are_each_others_inverse() {
        for (lon, lat) in [(40.7, 36.5), (-120.0, -33.0), (0.0, 0.0)] {
            let (x, y) = project(lon, lat);
            let (back_lon, back_lat) = degrees(x, y);
            assert!((lon - back_lon).abs() < 1e-9 && (lat - back_lat).abs() < 1e-9);
        }
        let around: Vec<_> = squares(1, [-10.0, 10.0, 10.0, 20.0]).collect();
        assert_eq!(around, [Square { z: 1, x: 0, y: 0 }, Square { z: 1, x: 1, y: 0 }]);
    }

    #[test]
    fn no_bytes_make_it_panic() {
        let mut header = vec![0; HEADER];
        header[..8].copy_from_slice(b"PMTiles\x03");
        (header[97], header[98], header[99], header[101]) = (1, 1, 1, 14);
        for (at, degrees) in [(102, -1), (106, -1), (110, 1), (114, 1)] {
            header[at..at + 4].copy_from_slice(&(degrees * 10_000_000_i32).to_le_bytes());
        }
        let bounds = [-1.0, -1.0, 1.0, 1.0];
        assert!(
            Archive::open("a", &header).unwrap().map(0, bounds).is_err(),
            "there is no directory"
        );
        for seed in 0..2000_u32 {
            let mut bytes = header.clone();
            let noise = (0..60_u32).map(|i| {
                (seed.wrapping_mul(2_654_435_761).wrapping_add(i * seed) >> 13).to_le_bytes()[0]
            });
            bytes.extend(noise);
            (bytes[8], bytes[16], bytes[56]) = (127, 60, 127);
            let _ = Archive::open("a", &bytes).unwrap().map(0, bounds);
            bytes[..HEADER].rotate_left(1);
            let _ = Archive::open("a", &bytes).map(|_| ());
        }
    }
}
