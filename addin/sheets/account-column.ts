import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';

/** The column by which a row of any kind of sheet names a customer's account. */
export const ACCOUNT_COLUMN = 'account';

/** True when the rows of a kind of sheet name an account. */
export function hasAccountColumn(kind: SheetKindId): boolean {
  return sheetKinds[kind].columns.some(({ id }) => id === ACCOUNT_COLUMN);
}
