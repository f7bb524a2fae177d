/** Excel on the web takes and gives at most 5 MB in one request. */
export const MAX_BODY_BYTES = 5 * 1024 * 1024;

/** A read stops at five million cells. */
export const MAX_CELLS_PER_READ = 5_000_000;

/** The length of text in bytes of UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) bytes += 1;
    // Each half of a surrogate pair counts two of the four bytes.
    if (code > 0x7ff && (code < 0xd800 || code > 0xdfff)) bytes += 1;
  }
  return bytes;
}
