import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { sheetKindIds, sheetKinds } from '../../bridge/contract/sheets/index.js';
import { packageRoot } from '../../bridge/files/package-root.js';
import { readRgb, withPalette } from './palette-png.js';

const FOLDER = path.join(packageRoot(), '.readme');
const BYTES_MAX = 2_000_000;

describe('the pictures of the README', () => {
  const text = (file: string) => readFileSync(path.join(packageRoot(), file), 'utf8');

  it('show every kind of sheet under its title', () => {
    const page = text('.readme/sheets.md');
    const missing = sheetKindIds.filter(
      (kind) => !page.includes(`![The ${sheetKinds[kind].title} sheet](sheets/${kind}.png)`),
    );
    assert.deepEqual(missing, []);
  });

  it('are all there, all shown, and small together', () => {
    const linked = (file: string, folder: string) =>
      [...text(file).matchAll(/\]\(([^)]+\.png)\)/g)].map(([, link = '']) => path.posix.join(folder, link));
    const shown = [...linked('README.md', ''), ...linked('.readme/sheets.md', '.readme')].sort();
    const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.png'));
    assert.deepEqual(files.map((name) => path.posix.join('.readme', name.replaceAll('\\', '/'))).sort(), shown);
    const bytes = files.reduce((sum, name) => sum + statSync(path.join(FOLDER, name)).size, 0);
    assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`);
  });
});

describe('a picture with a palette', () => {
  const WIDTH = 3;
  const HEIGHT = 5;
  const rgb = Buffer.from(Array.from({ length: WIDTH * HEIGHT * 3 }, (_, index) => (index * 37) % 251));

  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };

  /** A file whose lines have the five filters, one each. */
  function filtered(colourType = 2): Buffer {
    const byte = (line: number, index: number) => (line < 0 || index < 0 ? 0 : (rgb[line * WIDTH * 3 + index] ?? 0));
    const lines = Array.from({ length: HEIGHT }, (_, line) => [
      line,
      ...Array.from({ length: WIDTH * 3 }, (_unused, index) => {
        const [left, above, corner] = [byte(line, index - 3), byte(line - 1, index), byte(line - 1, index - 3)];
        const guess = left + above - corner;
        const [closest = 0] = [left, above, corner].sort((a, b) => Math.abs(guess - a) - Math.abs(guess - b));
        const predicted = [0, left, above, Math.floor((left + above) / 2), closest][line] ?? 0;
        return (byte(line, index) - predicted) & 0xff;
      }),
    ]);
    const header = Buffer.from([0, 0, 0, WIDTH, 0, 0, 0, HEIGHT, 8, colourType, 0, 0, 0]);
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    return Buffer.concat([signature, part('IHDR', header), part('IDAT', deflateSync(Buffer.from(lines.flat())))]);
  }

  it('is read with whatever filter its lines have', () => {
    assert.deepEqual(readRgb(filtered()), { width: WIDTH, height: HEIGHT, rgb });
  });

  it('keeps every colour where there are no more than 256', () => {
    const png = withPalette(filtered());
    const data = (type: string) => {
      const at = png.indexOf(type, 0, 'latin1');
      return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
    };
    const [palette, lines] = [data('PLTE'), inflateSync(data('IDAT'))];
    const pixels = Array.from({ length: WIDTH * HEIGHT }, (_, pixel) => {
      const place = (lines[pixel + Math.floor(pixel / WIDTH) + 1] ?? 0) * 3;
      return [...palette.subarray(place, place + 3)];
    });
    assert.deepEqual(Buffer.from(pixels.flat()), rgb);
  });

  it('is refused where it is no such file', () => {
    assert.throws(() => readRgb(Buffer.from('GIF89a, and more')), /no PNG file/);
    assert.throws(() => readRgb(filtered(6)), /8 bits a colour without transparency/);
  });
});
