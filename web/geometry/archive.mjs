// What is inside a package: npm's are gzipped tar files, PyPI's wheels are zip files. Pure.

import { gunzipSync, inflateRawSync } from "node:zlib";

/** The files of a gzipped tar file that `wanted` names, by their path. */
export function untar(archive, wanted) {
  const tar = gunzipSync(archive);
  const files = new Map();
  const text = (at, length) => tar.toString("utf8", at, at + length).split("\0")[0];
  // Each file: a header of 512 bytes, then its bytes, filled up to a multiple of 512.
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const prefix = text(at + 345, 155);
    const path = (prefix ? `${prefix}/` : "") + text(at, 100);
    const size = Number.parseInt(text(at + 124, 12), 8);
    if (wanted.includes(path)) files.set(path, tar.subarray(at + 512, at + 512 + size));
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}

/** The same of a zip file. */
export function unzip(archive, wanted) {
  const END = 0x06054b50;
  let end = archive.length - 22;
  while (end >= 0 && archive.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error("this is no zip file");
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const [name, extra, comment] = [28, 30, 32].map((field) => archive.readUInt16LE(at + field));
    const path = archive.toString("utf8", at + 46, at + 46 + name);
    if (wanted.includes(path)) files.set(path, member(archive, at));
    at += 46 + name + extra + comment;
  }
  return files;
}

/** The bytes of the file whose entry in the directory of a zip file stands at `entry`. */
function member(archive, entry) {
  const stored = archive.readUInt16LE(entry + 10) === 0;
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const bytes = archive.subarray(start, start + size);
  return stored ? bytes : inflateRawSync(bytes);
}
