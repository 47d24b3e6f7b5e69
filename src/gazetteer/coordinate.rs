//! Coordinates in a text: decimal degrees and degrees, minutes and seconds, in the digits of any script.
//!
//! Two numbers are a coordinate only where something says so: degree signs, the letters or words of the compass, or
//! decimals so many that nothing else has them.

use super::Gazetteer;
use crate::model::{LonLat, Mention, Named, Span};
use crate::text::{Script, Word, Words};

/// A coordinate belongs to the nearest known place within this distance, which is about a walk of two hours.
const REACH_M: f64 = 10_000.0;

/// Decimals that make two bare numbers a coordinate: a thousandth of a degree is a hundred metres, and prices and rates
/// seldom have three.
const TELLING_DECIMALS: usize = 3;

/// The coordinates in `words`, each with the nearest known place.
pub(super) fn mentions(gazetteer: &Gazetteer, words: &Words<'_>) -> Vec<Mention> {
    let mut found = Vec::new();
    let mut index = 0;
    let digits = |word: &Word| word.script == Script::Digits;
    while let Some(next) = words.all()[index..].iter().position(digits) {
        index += next;
        match coordinate(words, index) {
            Some((lonlat, end)) => {
                let span =
                    Span::new(words.all()[index].span().start, words.all()[end - 1].span().end);
                let nearest = gazetteer.nearest(lonlat, REACH_M).cloned();
                found.push(Mention {
                    span,
                    toponym: span.of(words.text()).to_owned(),
                    words: index..end,
                    named: nearest.map(|place| Named { place, full: true }).into_iter().collect(),
                    lonlat: Some(lonlat),
                    vouch: None,
                    glued: String::new(),
                    passing: None,
                    corrected: None,
                });
                index = end;
            }
            None => index += 1,
        }
    }
    found
}

/// The coordinate that `text` gives, if it is one and nothing else.
pub(super) fn parse(text: &str) -> Option<LonLat> {
    let words = Words::of(text);
    let first = usize::from(words.all().first()?.script != Script::Digits);
    let (lonlat, end) = coordinate(&words, first)?;
    (end == words.len()).then_some(lonlat)
}

/// An angle as written.
#[derive(Debug, Clone, Copy)]
struct Angle {
    degrees: f64,
    /// Which way it runs, where that is told.
    compass: Option<Compass>,
    /// Whether anything but its number says that it is an angle.
    signed: bool,
    decimals: usize,
    end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compass {
    North,
    South,
    East,
    West,
}

impl Compass {
    fn along_latitude(self) -> bool {
        matches!(self, Self::North | Self::South)
    }
}

/// The coordinate that begins at word `first`, and the word after it. Latitude comes first, as maps and phones write it,
/// unless the compass says otherwise.
fn coordinate(words: &Words<'_>, first: usize) -> Option<(LonLat, usize)> {
    if words.all().get(first)?.script != Script::Digits {
        return None;
    }
    let one = angle(words, first)?;
    let next = skip_and(words, one.end);
    if next >= words.len() || !close(words, next) {
        return None;
    }
    let other = angle(words, next)?;
    let told = |angle: &Angle| angle.signed || angle.compass.is_some();
    let telling = one.decimals >= TELLING_DECIMALS && other.decimals >= TELLING_DECIMALS;
    if !(telling || told(&one) && told(&other)) {
        return None;
    }
    let (lat, lon) = match (one.compass, other.compass) {
        (Some(first), Some(second)) if first.along_latitude() == second.along_latitude() => {
            return None;
        }
        (Some(compass), _) if !compass.along_latitude() => (other, one),
        (_, Some(compass)) if compass.along_latitude() => (other, one),
        _ => (one, other),
    };
    let lonlat = LonLat::new(signed(lon), signed(lat)).ok()?;
    Some((lonlat, other.end))
}

fn signed(angle: Angle) -> f64 {
    match angle.compass {
        Some(Compass::South | Compass::West) => -angle.degrees,
        _ => angle.degrees,
    }
}

/// 36.7559; 35°44'46"N; 36.3756 N; «٣٦٫٧٥٥٩ شمالاً».
fn angle(words: &Words<'_>, first: usize) -> Option<Angle> {
    let (mut degrees, decimals, mut end) = decimal(words, first)?;
    let negative = is_negative(words, first);
    let mut signed = mark_after(words, end).starts_with(['°', 'º']);
    if signed {
        for (sign, part) in [(['\'', '′', '’'], 60.0), (['"', '″', '”'], 3600.0)] {
            let Some((value, _, after)) = decimal(words, end) else { break };
            if !mark_after(words, after).starts_with(sign) || value >= 60.0 {
                break;
            }
            degrees += value / part;
            end = after;
        }
    }
    let compass = compass(words, end);
    if compass.is_some() {
        end += 1;
    }
    if negative {
        degrees = -degrees;
        // A minus alone says little: "-5, -10" may be temperatures.
        signed |= decimals > 0;
    }
    Some(Angle { degrees, compass, signed, decimals, end })
}

/// Whether a minus stands before word `first`: not the hyphen of 2022-11-20 or MQ-9.
fn is_negative(words: &Words<'_>, first: usize) -> bool {
    let before = &words.text()[..words.all()[first].span().start];
    let minus = before.strip_suffix(['-', '−']);
    minus.is_some_and(|rest| !rest.ends_with(|last: char| last.is_alphanumeric() || last == '-'))
}

/// A number with its decimals, how many those are, and the word after it.
fn decimal(words: &Words<'_>, first: usize) -> Option<(f64, usize, usize)> {
    let digits = |at: usize| {
        let word = words.all().get(at)?;
        (word.script == Script::Digits).then(|| std::str::from_utf8(words.folded(at)).ok())?
    };
    let whole = digits(first).filter(|whole| whole.len() <= 3)?;
    let point = matches!(mark_after(words, first + 1), "." | "٫");
    match digits(first + 1).filter(|_| point) {
        Some(part) => {
            let value = format!("{whole}.{part}").parse().ok()?;
            Some((value, part.len(), first + 2))
        }
        None => Some((whole.parse().ok()?, 0, first + 1)),
    }
}

/// The marks between the word before `at` and the word at it.
fn mark_after<'t>(words: &Words<'t>, at: usize) -> &'t str {
    let from = at.checked_sub(1).map_or(0, |before| words.all()[before].span().end);
    let to = words.all().get(at).map_or(words.text().len(), |word| word.span().start);
    words.text()[from..to].trim_start()
}

/// Whether only spaces and one comma or the like stand before word `at`.
fn close(words: &Words<'_>, at: usize) -> bool {
    let between =
        mark_after(words, at).trim_start_matches(['°', 'º', '\'', '"', '′', '″', '”', '’']);
    // The minus of the second number is its own.
    let between = between.trim_end_matches(['-', '−']).trim();
    matches!(between, "" | "," | "،" | ";" | "؛" | "/")
}

/// Past an "and" between the two angles.
fn skip_and(words: &Words<'_>, at: usize) -> usize {
    let and = at < words.len() && matches!(words.written(at), "و" | "and");
    at + usize::from(and)
}

fn compass(words: &Words<'_>, at: usize) -> Option<Compass> {
    if at >= words.len() || mark_after(words, at).contains([',', '،', '.']) {
        return None;
    }
    Some(match words.written(at) {
        "N" | "n" | "North" | "north" | "شمالا" | "شمالاً" | "شمال" | "شمالًا" => {
            Compass::North
        }
        "S" | "s" | "South" | "south" | "جنوبا" | "جنوباً" | "جنوب" | "جنوبًا" => {
            Compass::South
        }
        "E" | "e" | "East" | "east" | "شرقا" | "شرقاً" | "شرق" | "شرقًا" => {
            Compass::East
        }
        "W" | "w" | "West" | "west" | "غربا" | "غرباً" | "غرب" | "غربًا" => {
            Compass::West
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_read_in_the_ways_that_people_write_them() {
        let cases = [
            ("36.5070, 40.7450", Some((40.745, 36.507))),
            ("٣٦٫٥٠٧٠ شمالاً و٤٠٫٧٤٥٠ شرقاً", Some((40.745, 36.507))),
            ("40.745 E, 36.507 N", Some((40.745, 36.507))),
            ("35°44'46\"N 40°45'11\"E", Some((40.753_055, 35.746_111))),
            ("35° 30' N, 40° 15' E", Some((40.25, 35.5))),
            ("-33.8688, 151.2093", Some((151.2093, -33.8688))),
            ("-33.86, -51.20", Some((-51.2, -33.86))),
            ("36.5, 40.7", None),
            ("2022-11-20", None),
            ("-11-20", None),
            ("-5, -10", None),
            ("91.1234, 40.7450", None),
            ("1,200.555", None),
            ("٣٦", None),
            ("Hasakah", None),
        ];
        for (text, expected) in cases {
            let found = parse(text).map(|point| (point.lon(), point.lat()));
            match (found, expected) {
                (Some(found), Some(expected)) => {
                    assert!((found.0 - expected.0).abs() < 1e-5, "{text}: {found:?}");
                    assert!((found.1 - expected.1).abs() < 1e-5, "{text}: {found:?}");
                }
                _ => assert_eq!(found, expected, "{text}"),
            }
        }
    }
}
