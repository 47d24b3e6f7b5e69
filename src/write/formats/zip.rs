//! An archive of one file, as it is: nothing in it depends on the time or the machine.

use flate2::Crc;

/// Midnight of the first day that the format knows, 1980-01-01.
const DAY: [u8; 4] = [0, 0, 0x21, 0];

/// The archive (PKWARE APPNOTE 6.3) that holds `bytes` under `name`, uncompressed.
///
/// # Panics
/// If there are more than four gigabytes.
pub(super) fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut crc = Crc::new();
    crc.update(bytes);
    let length = u32::try_from(bytes.len()).expect("a project is small");
    let name_length = u16::try_from(name.len()).expect("a name is short").to_le_bytes();
    // What both heads of a file tell: version 2.0, no flags, stored, when, its sum and sizes, and the lengths of its names.
    let mut head = vec![20, 0, 0, 0, 0, 0];
    head.extend(DAY);
    head.extend(crc.sum().to_le_bytes());
    head.extend(length.to_le_bytes());
    head.extend(length.to_le_bytes());
    head.extend(name_length);
    head.extend([0, 0]);

    let mut out = b"PK\x03\x04".to_vec();
    out.extend(&head);
    out.extend(name.as_bytes());
    out.extend(bytes);
    let directory = out.len();
    out.extend(b"PK\x01\x02\x14\x00");
    out.extend(&head);
    // No comment, the first disk, no attributes, at the beginning.
    out.extend([0; 14]);
    out.extend(name.as_bytes());
    let size = out.len() - directory;
    out.extend(b"PK\x05\x06\x00\x00\x00\x00\x01\x00\x01\x00");
    for number in [size, directory] {
        out.extend(u32::try_from(number).expect("a project is small").to_le_bytes());
    }
    out.extend([0, 0]);
    out
}
