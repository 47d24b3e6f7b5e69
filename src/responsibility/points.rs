//! Points that must not be told, and whether a text gives one, however it writes it.
//!
//! Whatever two numbers of a text, fine enough and near each other, may be the latitude and the longitude of such a point are
//! taken for it: in degrees, or in degrees, minutes and seconds, in any script, in either order, with any mark between. No
//! compass is asked for: an address has none.

use rustc_hash::FxHashMap;

use crate::model::LonLat;

/// Decimals from which a number of degrees tells more than the coarsest grid.
const FINE: usize = 2;
/// Digits from which a number without a point may be degrees whose point was left out: 37048, 370480200.
const UNPOINTED: usize = 5;
/// How many numbers after one its pair is looked for: between the two may stand the zoom of a map.
const AHEAD: usize = 6;
/// The cells by which points are found, to the degree.
const CELLS: f64 = 10.0;
/// Metres of a degree from south to north, at least.
const DEGREE_M: f64 = 110_000.0;

/// Points, each with the distance within which a coordinate gives it away.
#[derive(Debug, Default)]
pub(super) struct Points {
    /// The boxes around them, by the cells that they touch: west, south, east, north.
    boxes: FxHashMap<(i32, i32), Vec<[f64; 4]>>,
}

impl Points {
    /// Keeps that no text may tell `lonlat` nearer than `reach_m` metres.
    pub(super) fn add(&mut self, lonlat: LonLat, reach_m: f64) {
        // Without their signs, which a dash between two numbers may be.
        let (lon, lat) = (lonlat.lon().abs(), lonlat.lat().abs());
        let high = reach_m / DEGREE_M;
        let wide = high / lat.to_radians().cos().max(0.05);
        let sides = [lon - wide, lat - high, lon + wide, lat + high];
        for x in cell(sides[0])..=cell(sides[2]) {
            for y in cell(sides[1])..=cell(sides[3]) {
                let boxes = self.boxes.entry((x, y)).or_default();
                if !boxes.contains(&sides) {
                    boxes.push(sides);
                }
            }
        }
    }

    /// Whether `text`, whose escapes are read, gives one of them.
    pub(super) fn are_in(&self, text: &str) -> bool {
        if self.boxes.is_empty() {
            return false;
        }
        let angles = angles(text);
        angles.iter().enumerate().any(|(i, one)| {
            let ahead = angles[i + 1..].iter().take_while(|next| next.number <= one.number + AHEAD);
            ahead.filter(|next| next.number > one.number).any(|next| {
                self.holds(one.degrees, next.degrees) || self.holds(next.degrees, one.degrees)
            })
        })
    }

    fn holds(&self, lon: f64, lat: f64) -> bool {
        let boxes = self.boxes.get(&(cell(lon), cell(lat)));
        boxes.into_iter().flatten().any(|[west, south, east, north]| {
            (*west..=*east).contains(&lon) && (*south..=*north).contains(&lat)
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "degrees, of which there are few; more saturate"
)]
fn cell(degrees: f64) -> i32 {
    (degrees * CELLS).floor() as i32
}

/// What may be an angle: degrees, and the how-manieth number of the text begins it.
struct Angle {
    number: usize,
    degrees: f64,
}

/// A run of digits, and what stands behind it up to the next.
struct Run {
    digits: String,
    behind: String,
}

/// Every way in which the numbers of `text` may be angles that are told finely.
fn angles(text: &str) -> Vec<Angle> {
    let runs = runs(text);
    let mut angles = Vec::new();
    for (number, run) in runs.iter().enumerate() {
        let mut add = |degrees: f64| {
            if degrees <= 180.0 {
                angles.push(Angle { number, degrees });
            }
        };
        if run.digits.len() >= UNPOINTED {
            for whole in 1..=3 {
                add(number_of(&run.digits[..whole], &run.digits[whole..]));
            }
        }
        let Some(next) = runs.get(number + 1).filter(|_| run.digits.len() <= 3) else { continue };
        if is_point(&run.behind) && next.digits.len() >= FINE {
            add(number_of(&run.digits, &next.digits));
        }
        if is_degree(&run.behind) && next.digits.len() <= 2 {
            let degrees = number_of(&run.digits, "");
            let (part, third) = match runs.get(number + 2) {
                Some(part) if is_point(&next.behind) => (part.digits.as_str(), number + 3),
                _ => ("", number + 2),
            };
            let minutes = degrees + number_of(&next.digits, part) / 60.0;
            add(minutes);
            let Some(seconds) = runs.get(third).filter(|run| run.digits.len() <= 2) else {
                continue;
            };
            let part = runs.get(third + 1).filter(|_| is_point(&seconds.behind));
            let part = part.map_or("", |part| part.digits.as_str());
            add(minutes + number_of(&seconds.digits, part) / 3600.0);
        }
    }
    angles
}

/// `whole` and `part` as a decimal; of many digits the first are enough.
fn number_of(whole: &str, part: &str) -> f64 {
    let part = &part[..part.len().min(9)];
    format!("{whole}.{part}0").parse().unwrap_or(f64::INFINITY)
}

/// Whether `mark` alone stands between the degrees and their part.
fn is_point(mark: &str) -> bool {
    matches!(mark, "." | "," | "٫" | "،" | "·" | "-" | "_")
}

/// Whether `mark` says that degrees stand before it and minutes behind.
fn is_degree(mark: &str) -> bool {
    let mark = mark.trim().to_lowercase();
    mark.starts_with(['°', 'º', '˚', 'd', ':']) || mark.starts_with("درج")
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut inside = false;
    for c in text.chars() {
        match digit(c) {
            Some(digit) if inside => {
                let run = runs.last_mut().expect("inside one");
                run.digits.push(digit);
            }
            Some(digit) => {
                runs.push(Run { digits: digit.to_string(), behind: String::new() });
                inside = true;
            }
            // Direction marks and joiners stand in no number.
            None if matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
                {}
            None => {
                inside = false;
                if let Some(run) = runs.last_mut()
                    && run.behind.chars().count() < 12
                {
                    run.behind.push(c);
                }
            }
        }
    }
    runs
}

/// `c` as a digit of ASCII, if it is one of Latin, Arabic or Persian writing, of any width.
fn digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => return Some(c),
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_is_known_however_it_is_written_and_other_numbers_are_not_it() {
        let mut points = Points::default();
        points.add(LonLat::new(41.2252, 37.0480).unwrap(), 7_000.0);
        let telling = [
            "37.048, 41.2252",
            "41.2252,37.048",
            "near 37.048 N 41.225 E",
            "37°02'52\"N 41°13'30\"E",
            "37° 2.88' N, 41° 13.5' E",
            "٣٧٫٠٤٨ شمالاً و٤١٫٢٢٥ شرقاً",
            "٣٧° ٢′ ٥٢″ و٤١° ١٣′ ٣٠″",
            "٣٧ درجة و٢ دقيقة و٤١ درجة و١٣ دقيقة",
            "https://x.example/@37.0480,41.2252,15z",
            "https://x.example/?lat=37.048&zoom=15&lon=41.2252",
            "#map=15/37.0480/41.2252",
            "!3d37.0480!4d41.2252",
            "37-0480n-41-2252e",
            "at-41225e-37048n",
            "37,048 41,225",
            "37048020 41225160",
            "37.05 41.22",
        ];
        for text in telling {
            assert!(points.are_in(text), "{text}");
        }
        let others = [
            "36.50, 40.75",
            "killed 37 and wounded 41",
            "37 soldiers and 41.2 million",
            "on 2022-06-01 at 12:30, 37 km from there",
            "37.048",
            "37.20 and 41.22",
            "2022-06-01-raqqa-bombing",
        ];
        for text in others {
            assert!(!points.are_in(text), "{text}");
        }
    }
}
