const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPENERS = new Set([0x5b, 0x7b]);
const CLOSERS = new Set([0x5d, 0x7d]);

/** How deeply lists and objects are nested in JSON text, found before it is parsed. Brackets in strings do not count. */
export function nestingDepth(json: Uint8Array): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let index = 0; index < json.length; index += 1) {
    const byte = json[index] as number;
    if (inString && byte === BACKSLASH) index += 1;
    else if (byte === QUOTE) inString = !inString;
    else if (!inString && OPENERS.has(byte)) deepest = Math.max(deepest, (depth += 1));
    else if (!inString && CLOSERS.has(byte)) depth -= 1;
  }
  return deepest;
}
