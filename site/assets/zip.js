// A ZIP archive of texts, not compressed (PKWARE, APPNOTE.TXT 6.3.10): the same texts give the same bytes.
"use strict";

portspec.zip = (() => {
  const UTF8 = 0x0800; // how names are written (4.4.4, bit 11)
  const NEEDED = 20; // version 2.0 (4.4.3)
  const DAY = 0x0021; // 1 January 1980, the first that there is (4.4.6)
  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit += 1) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
    return byte;
  });

  const checksum = (bytes) => ~bytes.reduce((sum, byte) => CRC[(sum ^ byte) & 0xff] ^ (sum >>> 8), ~0) >>> 0;

  // Return numbers, each with its count of bytes, the lowest byte first (4.1.1).
  function record(...fields) {
    const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
    let at = 0;
    for (const [number, size] of fields) {
      if (size === 4) view.setUint32(at, number, true);
      else view.setUint16(at, number, true);
      at += size;
    }
    return new Uint8Array(view.buffer);
  }

  // Return an archive of files, each a path and a text.
  return (files) => {
    const encode = (text) => new TextEncoder().encode(text);
    const [bodies, entries] = [[], []];
    let [offset, length] = [0, 0];
    for (const [path, text] of files) {
      const [name, data] = [encode(path), encode(text)];
      const about = [[UTF8, 2], [0, 2], [0, 2], [DAY, 2], [checksum(data), 4], [data.length, 4], [data.length, 4], [name.length, 2], [0, 2]];
      const head = record([0x04034b50, 4], [NEEDED, 2], ...about); // 4.3.7
      const entry = record([0x02014b50, 4], [NEEDED, 2], [NEEDED, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]); // 4.3.12
      bodies.push(head, name, data);
      entries.push(entry, name);
      offset += head.length + name.length + data.length;
      length += entry.length + name.length;
    }
    const count = files.length;
    const end = record([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [length, 4], [offset, 4], [0, 2]); // 4.3.16
    return new Blob([...bodies, ...entries, end], { type: "application/zip" });
  };
})();
