import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PALETTE_MAX = 256;
const RGB = 2;
const PALETTE = 3;

/** A picture as rows of red, green and blue bytes. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgb: Buffer;
}

/**
 * Writes a PNG file as Chromium makes it, of 8 bits a colour without transparency, with a palette of its 256 most
 * frequent colours: a third of the size. Rarer colours become the nearest of these.
 */
export function withPalette(png: Buffer): Buffer {
  const { width, height, rgb } = readRgb(png);
  const colours = coloursOf(rgb);
  const palette = [...colours]
    .sort(([, a], [, b]) => b - a)
    .slice(0, PALETTE_MAX)
    .map(([colour]) => colour);
  const places = new Map(palette.map((colour, index) => [colour, index]));
  for (const colour of colours.keys()) if (!places.has(colour)) places.set(colour, nearest(palette, colour));
  const lines = Buffer.alloc(height * (width + 1));
  for (let pixel = 0; pixel < width * height; pixel++) {
    const line = Math.floor(pixel / width);
    lines[pixel + line + 1] = places.get(colourAt(rgb, pixel * 3)) ?? 0;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE, 0, 0, 0], 8);
  const entries = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', entries),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Reads a PNG file of 8 bits a colour without transparency, not interlaced; throws for any other. */
export function readRgb(png: Buffer): Picture {
  const chunks = chunksOf(png);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header === undefined || header[8] !== 8 || header[9] !== RGB || header[12] !== 0) {
    throw new Error('The picture is no PNG file of 8 bits a colour without transparency.');
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  return { width, height, rgb: unfiltered(inflateSync(packed), width * 3, height) };
}

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  if (!png.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('The picture is no PNG file.');
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  return chunks;
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** Undoes the five filters of the PNG specification, section 9. */
function unfiltered(filtered: Buffer, lineLength: number, height: number): Buffer {
  const bytes = Buffer.alloc(lineLength * height);
  for (let line = 0; line < height; line++) {
    const filter = filtered[line * (lineLength + 1)] ?? 0;
    for (let index = 0; index < lineLength; index++) {
      const at = line * lineLength + index;
      const left = index < 3 ? 0 : (bytes[at - 3] ?? 0);
      const above = line === 0 ? 0 : (bytes[at - lineLength] ?? 0);
      const corner = index < 3 || line === 0 ? 0 : (bytes[at - lineLength - 3] ?? 0);
      const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      bytes[at] = ((filtered[line * (lineLength + 1) + 1 + index] ?? 0) + predicted) & 0xff;
    }
  }
  return bytes;
}

function paeth(left: number, above: number, corner: number): number {
  const [a, b, c] = [Math.abs(above - corner), Math.abs(left - corner), Math.abs(left + above - 2 * corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** How often each colour is there. */
function coloursOf(rgb: Buffer): Map<number, number> {
  const counts = new Map<number, number>();
  for (let at = 0; at < rgb.length; at += 3) {
    const colour = colourAt(rgb, at);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  return counts;
}

function colourAt(rgb: Buffer, at: number): number {
  return ((rgb[at] ?? 0) << 16) | ((rgb[at + 1] ?? 0) << 8) | (rgb[at + 2] ?? 0);
}

function nearest(palette: readonly number[], colour: number): number {
  const distances = palette.map((other) =>
    [16, 8, 0].reduce((sum, shift) => sum + (((other >> shift) & 0xff) - ((colour >> shift) & 0xff)) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}
