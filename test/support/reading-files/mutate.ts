/** A source of whole numbers from 0 up to, not including, a limit. */
export type Pick = (below: number) => number;

/** The same numbers for the same seed. */
export function pickOf(seed: number): Pick {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

type Mutation = (bytes: Buffer, pick: Pick) => Buffer;

const at = (bytes: Buffer, pick: Pick) => pick(bytes.length + 1);
const spliced = (bytes: Buffer, from: number, to: number, ...put: readonly Buffer[]) =>
  Buffer.concat([bytes.subarray(0, from), ...put, bytes.subarray(to)]);

/** The lines of a file, each with its line break. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length;) {
    const end = bytes.indexOf(0x0a, from);
    const next = end === -1 ? bytes.length : end + 1;
    lines.push(bytes.subarray(from, next));
    from = next;
  }
  return lines;
}

function onLines(change: (lines: Buffer[], pick: Pick) => Buffer[]): Mutation {
  return (bytes, pick) => {
    const lines = linesOf(bytes);
    return lines.length === 0 ? bytes : Buffer.concat(change(lines, pick));
  };
}

function setByte(byteOf: (pick: Pick, old: number) => number): Mutation {
  return (bytes, pick) => {
    if (bytes.length === 0) return bytes;
    const changed = Buffer.from(bytes);
    const place = pick(bytes.length);
    changed[place] = byteOf(pick, changed[place] ?? 0);
    return changed;
  };
}

function insert(put: Buffer): Mutation {
  return (bytes, pick) => {
    const place = at(bytes, pick);
    return spliced(bytes, place, place, put);
  };
}

const replaced =
  (from: string, to: string): Mutation =>
  (bytes) =>
    Buffer.from(bytes.toString('latin1').replaceAll(from, to), 'latin1');

/** What can happen to a file on its way. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  'a byte flipped': setByte((pick, old) => old ^ (1 << pick(8))),
  'any byte': setByte((pick) => pick(256)),
  'a digit': setByte((pick) => 0x30 + pick(10)),
  'a blank': setByte(() => 0x20),
  'a NUL': setByte(() => 0),
  'a byte lost': (bytes, pick) => {
    const place = at(bytes, pick);
    return spliced(bytes, place, place + 1);
  },
  'a byte more': (bytes, pick) => insert(Buffer.from([pick(256)]))(bytes, pick),
  'the end cut off': (bytes, pick) => bytes.subarray(0, at(bytes, pick)),
  'the start cut off': (bytes, pick) => bytes.subarray(at(bytes, pick)),
  'a piece lost': (bytes, pick) => {
    const from = at(bytes, pick);
    return spliced(bytes, from, Math.min(bytes.length, from + pick(300)));
  },
  'the end of a line cut off': onLines((lines, pick) => {
    const which = pick(lines.length);
    return lines.map((line, index) =>
      index === which ? Buffer.concat([line.subarray(0, pick(line.length + 1)), Buffer.from('\r\n')]) : line,
    );
  }),
  'a line lost': onLines((lines, pick) => lines.toSpliced(pick(lines.length), 1)),
  'a line doubled': onLines((lines, pick) => {
    const which = pick(lines.length);
    return lines.toSpliced(which, 0, lines[which] ?? Buffer.alloc(0));
  }),
  'two lines swapped': onLines((lines, pick) => {
    const [one, other] = [pick(lines.length), pick(lines.length)];
    return lines.map((line, index) => (index === one ? lines[other] : index === other ? lines[one] : line) ?? line);
  }),
  'a line moved': onLines((lines, pick) => {
    const [line] = lines.splice(pick(lines.length), 1);
    return lines.toSpliced(pick(lines.length + 1), 0, line ?? Buffer.alloc(0));
  }),
  'an empty line': onLines((lines, pick) => lines.toSpliced(pick(lines.length + 1), 0, Buffer.from('\r\n'))),
  'LF for CR LF': replaced('\r\n', '\n'),
  'CR for CR LF': replaced('\r\n', '\r'),
  'CR CR LF': replaced('\r\n', '\r\r\n'),
  'a line break more': insert(Buffer.from('\n')),
  'a carriage return more': insert(Buffer.from('\r')),
  'a byte order mark': (bytes) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes]),
  'a byte order mark inside': insert(Buffer.from([0xef, 0xbb, 0xbf])),
  'a letter in UTF-8': insert(Buffer.from('é', 'utf8')),
  'a letter in Latin-1': setByte((pick) => 0xc0 + pick(64)),
  'UTF-16': (bytes) => Buffer.from(`\uFEFF${bytes.toString('latin1')}`, 'utf16le'),
  'Latin-1 read as UTF-8': (bytes) => Buffer.from(bytes.toString('latin1'), 'utf8'),
  quotes: insert(Buffer.from('"')),
  'a delimiter': (bytes, pick) => insert(Buffer.from(pick(2) === 0 ? ',' : '\t'))(bytes, pick),
  twice: (bytes) => Buffer.concat([bytes, bytes]),
  'nothing left': () => Buffer.alloc(0),
};

/** Does one to three things to a file; gives what was done, for the message of a failure. */
export function mutate(bytes: Buffer, pick: Pick): { readonly bytes: Buffer; readonly done: readonly string[] } {
  const names = Object.keys(MUTATIONS);
  let changed = bytes;
  const done: string[] = [];
  for (let left = 1 + pick(3); left > 0; left -= 1) {
    const name = names[pick(names.length)] ?? 'a byte flipped';
    changed = MUTATIONS[name]?.(changed, pick) ?? changed;
    done.push(name);
  }
  return { bytes: changed, done };
}
