/** What a file says of one register, cut out of it by other means than the parsers use. */
export interface CutRead {
  readonly line: number;
  readonly account: string;
  readonly meter: string;
  readonly reading: string;
  /** As the file writes it. */
  readonly date: string;
}

/** The text of positions of a line, both counted from 1, without the blanks around it. */
function field(line: string, from: number, to: number): string {
  let text = '';
  for (let place = from; place <= to; place += 1) text += line.charAt(place - 1);
  return strip(text);
}

function strip(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && text[from] === ' ') from += 1;
  while (to > from && text[to - 1] === ' ') to -= 1;
  return text.slice(from, to);
}

/** The lines of a file of one byte per character, without the mark that may stand before the first. */
function plainLines(bytes: Buffer, ending: '\r\n' | '\n'): string[] {
  const text = [...bytes].map((byte) => String.fromCharCode(byte)).join('');
  const whole = ending === '\n' && text.startsWith('ï»¿') ? text.slice(3) : text;
  const lines = whole.split(ending).map((line) => (ending === '\n' && line.endsWith('\r') ? line.slice(0, -1) : line));
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export function cutMvrs(bytes: Buffer): CutRead[] {
  const reads: CutRead[] = [];
  let [account, meter] = ['', ''];
  for (const [index, line] of plainLines(bytes, '\r\n').entries()) {
    if (line.startsWith('CUS')) account = field(line, 15, 34);
    if (line.startsWith('MTR')) meter = field(line, 46, 57);
    if (!line.startsWith('RDG')) continue;
    const reading = field(line, 34, 43) === '' ? '' : line.slice(33, 43);
    const day = field(line, 48, 55);
    const date = day === '' ? '' : `${day.slice(4)}-${day.slice(0, 2)}-${day.slice(2, 4)}`;
    reads.push({ line: index + 1, account, meter, reading, date });
  }
  return reads;
}

export function cutNeptune(bytes: Buffer): CutRead[] {
  const reads: CutRead[] = [];
  let [account, meter, routeDay, first] = ['', '', '', 0];
  const dashed = (day: string) => (/[1-9]/.test(day) ? `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}` : '');
  for (const [index, line] of plainLines(bytes, '\n').entries()) {
    const id = line.slice(0, 5);
    if (id === 'RTEHD') routeDay = dashed(field(line, 24, 31));
    if (id === 'RTEHD' || id === 'PRMDT') first = reads.length;
    if (id === 'PRMDT') account = field(line, 104, 123);
    if (id === 'MTRDT') meter = field(line, 38, 57);
    if (id === 'ORDST') {
      const date = dashed(field(line, 6, 13));
      for (let at = first; at < reads.length; at += 1) {
        const read = reads[at];
        if (read && date !== '') reads[at] = { ...read, date };
      }
      first = reads.length;
    }
    if (id !== 'RDGDT') continue;
    const reading = field(line, 89, 98);
    reads.push({ line: index + 1, account, meter, reading, date: reading === '' ? '' : routeDay });
  }
  return reads;
}

/** The year is not in the file: the date is compared by month and day. */
export function cutAutoread(bytes: Buffer): CutRead[] {
  return plainLines(bytes, '\n').map((line, index) => ({
    line: index + 1,
    account: field(line, 1, 12),
    meter: field(line, 13, 27).replace(/\(L\)$/, ''),
    reading: field(line, 44, 52),
    date: field(line, 53, 56) === '' ? '' : `-${field(line, 53, 54)}-${field(line, 55, 56)}`,
  }));
}

export function cutRadix(bytes: Buffer): CutRead[] {
  return plainLines(bytes, '\n').map((line, index) => {
    const day = field(line, 21, 26);
    return {
      line: index + 1,
      account: field(line, 7, 12),
      meter: field(line, 27, 36),
      reading: field(line, 14, 20),
      date: day === '' ? '' : `20${day.slice(4)}-${day.slice(0, 2)}-${day.slice(2, 4)}`,
    };
  });
}

/** Rows of a delimited file, each with the number of its last line, one character after the other. */
function rowsOf(text: string, delimiter: string): { readonly cells: string[]; readonly line: number }[] {
  const rows: { cells: string[]; line: number }[] = [];
  let [cells, cell, quoted, wasQuoted, line] = [[] as string[], '', false, false, 1];
  const close = () => {
    const isBlank = cells.length === 0 && cell === '' && !wasQuoted;
    if (!isBlank) rows.push({ cells: [...cells, cell], line });
    [cells, cell, wasQuoted] = [[], '', false];
  };
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted) {
      if (letter === '"' && text[at + 1] === '"') at += 1;
      else if (letter === '"') {
        quoted = false;
        continue;
      }
      if (letter === '\n') line += 1;
      cell += letter;
    } else if (letter === '"' && cell === '') [quoted, wasQuoted] = [true, true];
    else if (letter === delimiter) [cells, cell, wasQuoted] = [[...cells, cell], '', false];
    else if (letter === '\n' || (letter === '\r' && text[at + 1] === '\n')) {
      if (letter === '\r') at += 1;
      close();
      line += 1;
    } else cell += letter;
  }
  if (cell !== '' || cells.length > 0 || wasQuoted) close();
  return rows;
}

/** A delimited file whose first row names its columns; the first name of each that is there is taken. */
export function cutNamed(
  bytes: Buffer,
  names: Readonly<Record<'account' | 'meter' | 'reading' | 'date', readonly string[]>>,
  delimiter?: string,
): CutRead[] {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const [firstLine = ''] = text.split(/[\r\n]/, 1);
  const [header, ...rows] = rowsOf(text, delimiter ?? (firstLine.includes('\t') ? '\t' : ','));
  const titles = (header?.cells ?? []).map((cell) => cell.trim());
  const placeOf = (wanted: readonly string[]) => titles.indexOf(wanted.find((name) => titles.includes(name)) ?? '');
  const cell = (cells: readonly string[], wanted: readonly string[]) => cells[placeOf(wanted)] ?? '';
  return rows.map(({ cells, line }) => ({
    line,
    account: cell(cells, names.account).trim(),
    meter: cell(cells, names.meter).trim(),
    reading: cell(cells, names.reading),
    date: cell(cells, names.date).trim().slice(0, 10),
  }));
}
