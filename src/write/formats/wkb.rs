//! Points in well-known binary (OGC 06-103r4), which several formats hold.

/// A point: the least byte first, the number of its type, longitude, latitude.
pub(super) fn point([lon, lat]: [f64; 2]) -> [u8; 21] {
    let mut wkb = [0; 21];
    wkb[0] = 1;
    wkb[1..5].copy_from_slice(&1_u32.to_le_bytes());
    wkb[5..13].copy_from_slice(&lon.to_le_bytes());
    wkb[13..].copy_from_slice(&lat.to_le_bytes());
    wkb
}
