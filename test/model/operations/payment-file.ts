import assert from 'node:assert/strict';
import fc from 'fast-check';
import { importPayments } from '../../../bridge/commands/import-payments.js';
import type { ImportPaymentsReply } from '../../../bridge/contract/commands/import-payments.js';
import { lockboxFile } from '../../support/town/payment-files.js';
import { localClock } from '../local-clock.js';
import { SUSPENSE, CASH } from '../model-chart.js';
import { operation } from '../operation.js';
import type { Play } from '../play.js';

interface Came {
  /** Null where nobody has the account that the line names. */
  readonly accountId: string | null;
  readonly cents: number;
  readonly reference: string;
  readonly day: string;
  readonly time: string;
}

const MINUTES_BACK_MAX = 45 * 24 * 60;

/**
 * Posts a lockbox file: each payment on the day on which it came, in the order in which they came; one for nobody waits in
 * suspense. A file with a wrong total, and the same file again, are refused.
 */
export const paymentFile = operation(
  'payment file',
  4,
  fc.record({
    lines: fc.array(
      fc.record({
        account: fc.oneof(fc.nat(2), fc.constant(null)),
        cents: fc.integer({ min: 1, max: 15_000 }),
        minutesAgo: fc.oneof(fc.nat(3 * 24 * 60), fc.nat(MINUTES_BACK_MAX)),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    waitsDays: fc.nat(10),
    preview: fc.boolean(),
  }),
  async (play, { lines, waitsDays, preview }) => {
    play.wait(waitsDays * 24 * 60);
    const file = `${play.accountAt(0)}-${play.sent.length}`;
    const came = lines.map(({ account, cents, minutesAgo }, line): Came => {
      const clock = localClock(new Date(play.world.now.getTime() - minutesAgo * 60_000));
      return {
        accountId: account === null ? null : play.accountAt(account),
        cents,
        reference: `${file}-${line}`,
        ...clock,
      };
    });
    const text = fileOf(came);
    const payload = payloadOf(text);
    const wrong = payloadOf(
      text.replace(/(T,\d+,)(\d+)/, (_all, start: string, total: string) => `${start}${Number(total) + 1}`),
    );
    await play.unchanged(() => assert.rejects(play.attempt(importPayments, wrong)));
    const { reply } = await play.apply(importPayments, payload, { otherwise: { fileName: 'OTHER.TXT' }, preview });
    assert.deepEqual(told(reply), enter(play, came));
    const again = await play.unchanged(() => play.attempt(importPayments, payload));
    assert.equal(again.outcome, 'refused');
  },
);

function fileOf(came: readonly Came[]): string {
  return lockboxFile(
    came.map(({ accountId, cents, reference, day, time }) => ({
      ...{ account: accountId ?? 'nobody', cents, reference },
      date: `${day.slice(5, 7)}${day.slice(8, 10)}${day.slice(2, 4)}`,
      time: time.replaceAll(':', ''),
    })),
  );
}

function payloadOf(text: string) {
  return { fileName: 'BOX.TXT', contentBase64: Buffer.from(text, 'latin1').toString('base64'), layout: 'lockbox' };
}

interface Told {
  readonly payments: number;
  readonly suspenseCents: number;
  readonly appliedCents: number;
  readonly unappliedCents: number;
}

function told({ payments, suspenseCents, applied, unappliedCents }: ImportPaymentsReply): Told {
  const appliedCents = applied.reduce((sum, { amountCents }) => sum + amountCents, 0);
  return { payments, suspenseCents, appliedCents, unappliedCents };
}

/** What is left over of a day's payments pays at the end of the day. */
function enter(play: Play, came: readonly Came[]): Told {
  const { model, today } = play;
  const inOrder = came.toSorted((a, b) =>
    `${a.day} ${a.time}` < `${b.day} ${b.time}` ? -1 : `${a.day} ${a.time}` > `${b.day} ${b.time}` ? 1 : 0,
  );
  let suspenseCents = 0;
  let appliedCents = 0;
  const toAccounts = inOrder.filter(({ accountId }) => accountId !== null);
  for (const day of new Set(inOrder.map((each) => each.day))) {
    const ofDay = inOrder.filter((each) => each.day === day);
    for (const { accountId, cents, reference } of ofDay) {
      if (accountId !== null) {
        for (const { amount } of model.receive(accountId, cents, day)) appliedCents += amount;
        continue;
      }
      suspenseCents += cents;
      model.post(CASH, cents, day);
      model.post(SUSPENSE, -cents, day);
      play.suspense.set(reference, { cents, day });
    }
    for (const accountId of new Set(ofDay.flatMap((each) => each.accountId ?? []))) {
      for (const { amount } of model.useCredit(accountId, day, today)) appliedCents += amount;
    }
  }
  const received = toAccounts.reduce((sum, { cents }) => sum + cents, 0);
  return { payments: toAccounts.length, suspenseCents, appliedCents, unappliedCents: received - appliedCents };
}
