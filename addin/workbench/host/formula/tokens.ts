import { type Area, isOnSheet } from '../model/area.js';
import { columnIndex, columnName, parseArea, quoteSheetName, splitSheet } from '../model/address.js';

export type TokenKind = 'number' | 'text' | 'error' | 'reference' | 'structured' | 'name' | 'operator';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
}

/** A formula that cannot be read. */
export class FormulaSyntaxError extends Error {}

const SHEET = "(?:(?:'(?:[^']|'')+'|[A-Za-z_\\u0080-\\uFFFF][\\w.\\u0080-\\uFFFF]*)!)?";
const CELL = '\\$?[A-Za-z]{1,3}\\$?[1-9][0-9]{0,6}';
const PATTERNS: ReadonlyArray<[TokenKind, RegExp]> = [
  ['text', /"(?:[^"]|"")*"/y],
  ['error', /#(?:NULL!|DIV\/0!|VALUE!|REF!|NAME\?|NUM!|N\/A)/y],
  ['structured', /[A-Za-z_][\w.]*\[(?:@?\[[^\]]+\]|[^[\]]*)\]|\[@(?:\[[^\]]+\]|[^[\]]*)\]/y],
  [
    'reference',
    new RegExp(
      `${SHEET}(?:${CELL}(?::${CELL})?(?![\\w(])|\\$?[A-Za-z]{1,3}:\\$?[A-Za-z]{1,3}(?![\\w(])|\\$?[1-9][0-9]*:\\$?[1-9][0-9]*)`,
      'y',
    ),
  ],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['name', /[A-Za-z_\u0080-\uFFFF\\][\w.\u0080-\uFFFF]*/y],
  ['operator', /<=|>=|<>|[-+*/^&=<>(),%@]/y],
];

/** Splits a formula (with its equals sign) into tokens. Throws FormulaSyntaxError. */
export function tokenize(formula: string): Token[] {
  const tokens: Token[] = [];
  let at = formula.startsWith('=') ? 1 : 0;
  while (at < formula.length) {
    const space = /\s+/y;
    space.lastIndex = at;
    if (space.test(formula)) {
      at = space.lastIndex;
      continue;
    }
    const found = PATTERNS.map(([kind, pattern]) => {
      pattern.lastIndex = at;
      const match = pattern.exec(formula);
      return match === null ? null : { kind, text: match[0] };
    }).find((token) => token !== null);
    if (!found) throw new FormulaSyntaxError(`Cannot read the formula at "${formula.slice(at)}".`);
    tokens.push(found);
    at += found.text.length;
  }
  return tokens;
}

/** A reference as a formula holds it: what it names, and which of its parts a dollar sign holds fast. */
export interface Reference {
  readonly sheet: string | null;
  readonly area: Area;
  readonly rowFixed: boolean;
  readonly columnFixed: boolean;
}

/** Reads a reference token. */
export function readReference(text: string): Reference {
  const { sheet, local } = splitSheet(text);
  const area = parseArea(local);
  if (area === null) throw new FormulaSyntaxError(`${text} is not on a sheet.`);
  return { sheet, area, rowFixed: /^\$?[A-Za-z]*\$\d/.test(local), columnFixed: /^\$[A-Za-z]/.test(local) };
}

/** Rewrites the references of a formula; the callback gives the new text of each. */
export function mapReferences(formula: string, change: (reference: string) => string): string {
  let tokens: Token[];
  try {
    tokens = tokenize(formula);
  } catch {
    return formula;
  }
  if (!tokens.some((token) => token.kind === 'reference')) return formula;
  return `=${tokens.map((token) => (token.kind === 'reference' ? change(token.text) : token.text)).join('')}`;
}

/** Moves the relative references of a formula, as copying it by so many rows and columns does. */
export function offsetReferences(formula: string, rows: number, columns: number): string {
  return mapReferences(formula, (reference) => {
    const { sheet, local } = splitSheet(reference);
    let offSheet = false;
    const moved = local.replace(
      /(\$?)([A-Za-z]{1,3})?(\$?)([0-9]+)?/g,
      (part, lockA: string, letters?: string, lockB?: string, digits?: string) => {
        if (part === '') return '';
        // In "$5" the lock of a row alone is caught by the first group.
        const rowLock = letters === undefined ? lockA : (lockB ?? '');
        const columnLock = letters === undefined ? '' : lockA;
        const column = letters === undefined ? null : columnIndex(letters) + (columnLock ? 0 : columns);
        const row = digits === undefined ? null : Number(digits) + (rowLock ? 0 : rows);
        offSheet ||= !isOnSheet({ row: (row ?? 1) - 1, column: column ?? 0, rows: 1, columns: 1 });
        if (offSheet) return '';
        return `${columnLock}${column === null ? '' : columnName(column)}${rowLock}${row ?? ''}`;
      },
    );
    if (offSheet) return '#REF!';
    return sheet === null ? moved : `${quoteSheetName(sheet)}!${moved}`;
  });
}
