import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import { keepPull } from '../../../bridge/store/sheet-pulls.js';
import { pushRowsOf } from '../../support/town/sheet-rows.js';
import { CASH, SUSPENSE } from '../model-chart.js';
import { operation } from '../operation.js';
import type { Play } from '../play.js';
import { suspenseRows } from '../suspense-sheet.js';

/** Pulls the Suspense sheet and resolves some of it: a payment goes to an account as money of today, or back. */
export const suspense = operation(
  'suspense',
  4,
  fc.record({
    accounts: fc.array(fc.oneof(fc.nat(2), fc.constant(null)), { minLength: 1, maxLength: 3 }),
    waitsDays: fc.nat(10),
    preview: fc.boolean(),
  }),
  async (play, { accounts, waitsDays, preview }) => {
    if (play.suspense.size === 0) return;
    play.wait(waitsDays * 24 * 60);
    const { world, model, today } = play;
    const found = (await suspenseRows(play)).slice(0, accounts.length);
    const rows = found.map(({ cells }) => cells);
    const wanted = accounts.slice(0, rows.length).map((account) => (account === null ? null : play.accountAt(account)));
    const edits = wanted.map((account, place) => {
      const decision = { action: account === null ? 'return' : 'apply', account, reason: 'Model' };
      return [String(rows[place]?.[0]), decision] as const;
    });
    const pullId = randomUUID();
    const pull = { pullId, kind: 'suspense', parameters: {}, asOf: world.now.toISOString(), personId: 'supervisor' };
    await keepPull(world.database, pull, rows);
    const pushed = pushRowsOf('suspense', { pullId, rows }, Object.fromEntries(edits));
    const payload = { pullId, mode: 'all', knownReceipts: [], rows: pushed };
    await play.apply(pushSheet, payload, { otherwise: { mode: 'valid' }, role: 'supervisor', preview });
    found.forEach(({ reference }, place) => resolve(play, reference, wanted[place] ?? null));
    for (const accountId of new Set(wanted.flatMap((each) => each ?? []))) model.useCredit(accountId, today, today);
  },
);

function resolve({ model, suspense: waiting, today }: Play, reference: string, accountId: string | null): void {
  const cents = waiting.get(reference)?.cents ?? 0;
  waiting.delete(reference);
  if (accountId !== null) {
    model.receive(accountId, cents, today, SUSPENSE);
    return;
  }
  model.post(SUSPENSE, cents, today);
  model.post(CASH, -cents, today);
}
