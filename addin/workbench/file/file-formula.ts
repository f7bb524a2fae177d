import type { Table } from '../host/model/sheet.js';
import { allowedInXml, fromAllowedInXml } from './file-text.js';
import { withPrefixes, withoutPrefixes } from './later-functions.js';

const THIS_ROW_SHORT = /"(?:[^"]|"")*"|([A-Za-z_][\w.]*)?\[@(?:\[([^\]]+)\]|([^[\]]*))\]/g;
const THIS_ROW_LONG = /"(?:[^"]|"")*"|([A-Za-z_][\w.]*)\[\[#This Row\],\s*\[([^\]]+)\]\]/gi;
const PLAIN_NAME = /^[\w.]+$/;

/**
 * A formula as the file has it: without the equals sign, and with the long form of "this row".
 * @param table the table that the formula's cell stands in
 */
export function fileFormula(formula: string, table: Table | null): string {
  const long = allowedInXml(formula)
    .replace(/^=/, '')
    .replace(THIS_ROW_SHORT, (whole, name?: string, quoted?: string, plain?: string) => {
      const owner = name ?? table?.name;
      const column = quoted ?? plain;
      return column === undefined || owner === undefined ? whole : `${owner}[[#This Row],[${column}]]`;
    });
  return withPrefixes(long);
}

/** A formula of the file as the model has it. */
export function modelFormula(formula: string, table: Table | null): string {
  const short = withoutPrefixes(fromAllowedInXml(formula)).replace(
    THIS_ROW_LONG,
    (whole, name?: string, column?: string) => {
      if (name === undefined || column === undefined) return whole;
      const owner = name.toLowerCase() === table?.name.toLowerCase() ? '' : name;
      return `${owner}[@${PLAIN_NAME.test(column) ? column : `[${column}]`}]`;
    },
  );
  return `=${short}`;
}
