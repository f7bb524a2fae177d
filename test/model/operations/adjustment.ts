import fc from 'fast-check';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import { adjustmentRow } from '../../support/town/sheet-rows.js';
import { operation } from '../operation.js';
import { SERVICES, type Play } from '../play.js';

interface TypedAdjustment {
  readonly service: number;
  readonly cents: number;
}

const typedAdjustment: fc.Arbitrary<TypedAdjustment> = fc.record({
  service: fc.nat(2),
  cents: fc.integer({ min: -9_000, max: 9_000 }).filter((amount) => amount !== 0),
});

/** Pushes rows of the Adjustments sheet, charges and credits, for one account; each row sees what those above left open. */
export const adjustment = operation(
  'adjustment',
  4,
  fc.record({
    account: fc.nat(2),
    rows: fc.array(typedAdjustment, { minLength: 1, maxLength: 3 }),
    waitsDays: fc.nat(15),
    preview: fc.boolean(),
  }),
  async (play, { account, rows, waitsDays, preview }) => {
    play.wait(waitsDays * 24 * 60);
    await pushAdjustments(play, { account, rows, preview });
  },
);

interface PushedAdjustments {
  readonly account: number;
  readonly rows: readonly TypedAdjustment[];
  readonly preview: boolean;
}

/** Pushes them, which must be applied. */
export async function pushAdjustments(play: Play, { account, rows, preview }: PushedAdjustments): Promise<void> {
  const accountId = play.accountAt(account);
  const services = SERVICES[account % SERVICES.length] ?? ['garbage'];
  const typed = rows.map(({ service, cents }) => ({
    type: services[service % services.length] ?? 'garbage',
    amount: cents,
  }));
  const sheetRows = typed.map(({ type, amount }, index) => {
    const key = `${accountId}-${play.sent.length}-${index}`;
    return adjustmentRow(key, index + 5, {
      ...{ account: accountId, service: type, kind: 'goodwill', reason: 'Model' },
      amount: (amount / 100).toFixed(2),
      // A row that says what another said whose key is not in the sheet would be taken for that one.
      note: key,
    });
  });
  const payload = { pullId: play.world.pullIds.adjustments, mode: 'all', knownReceipts: [], rows: sheetRows };
  const otherwise = { mode: 'valid' };
  const { receiptNumber } = await play.apply(pushSheet, payload, { otherwise, role: 'supervisor', preview });
  const entries = play.model.adjust(accountId, typed, play.today);
  entries.forEach((entry, index) => {
    play.adjustments.push({ receipt: receiptNumber ?? 0, key: sheetRows[index]?.key ?? '', entry });
  });
}
