import assert from 'node:assert/strict';
import { Rebills } from './rebills.js';
import { useTown } from './town.js';

/** A house with a 3/4" meter that counts by tens, a cart, and 6,210 gallons on its last bill: $44.03, $42.73 and $20.00. */
export const HOUSE = '06-0002-01';
/** A business with a compound meter. */
export const COMPOUND = '04-0003-01';

/** Gives every test of the surrounding `describe` a fresh town, and its Rebill sheet. */
export function useRebillSheet() {
  const town = useTown();
  const rebills = () => new Rebills(town());

  /** A row of an account's sheet, the last one unless told how many before it. */
  const row = async (accountId = HOUSE, before = 0) => {
    const found = (await rebills().rows(accountId))[before];
    assert.ok(found);
    return { key: String(found('key')), cell: found, read: Number(found('read')) };
  };

  /** Types into the last row of an account, or one before it; what it comes to, in dollars. */
  const billedBy = async (typed: Readonly<Record<string, string | number>>, accountId = HOUSE, before = 0) => {
    const { key } = await row(accountId, before);
    await rebills().make(accountId, { [key]: { reason: 'It was wrong', ...typed } });
    return (await row(accountId, before)).cell('total');
  };

  return { town, rebills, row, billedBy };
}
