import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postRemittance } from '../../../bridge/commands/post-remittance.js';
import { addMonths, calendarDate } from '../../../bridge/contract/calendar-date.js';
import { CASH, DUE_TO_CITY } from '../model-chart.js';
import { operation } from '../operation.js';
import type { Play } from '../play.js';

/** Remits what is due of a service through a month, or a part of it; more than is due must be refused. */
export const remittance = operation(
  'remittance',
  2,
  fc.record({
    service: fc.constantFrom('sewer', 'garbage'),
    monthsBack: fc.nat(2),
    percent: fc.oneof(fc.constant(null), fc.integer({ min: 1, max: 100 })),
    waitsDays: fc.nat(20),
    preview: fc.boolean(),
  }),
  async (play, { service, monthsBack, percent, waitsDays, preview }) => {
    play.wait(waitsDays * 24 * 60);
    const { model, world, today } = play;
    const throughMonth = addMonths(calendarDate(`${today.slice(0, 7)}-01`), -monthsBack).slice(0, 7);
    const due = dueThrough(play, service, throughMonth);
    const payload = { service, throughMonth, paidOn: today, reference: 'Model' };
    const tooMuch = { ...payload, amountCents: Math.max(due, 0) + 1 };
    const code = due <= 0 ? 'nothing-due' : 'more-than-due';
    await play.unchanged(() => assert.rejects(play.attempt(postRemittance, tooMuch, 'supervisor'), { code }));
    if (due <= 0) return;
    const part = percent === null ? null : Math.ceil((due * percent) / 100);
    const asked = { ...payload, amountCents: part };
    const otherwise = { reference: 'Other' };
    const { reply } = await play.apply(postRemittance, asked, { otherwise, role: 'supervisor', preview });
    const amount = part ?? due;
    assert.deepEqual([reply.dueBeforeCents, reply.dueAfterCents], [due, due - amount], 'what is due to the City');
    world.remitted.push({ service, amount, on: today });
    model.post(DUE_TO_CITY[service] ?? '', amount, today);
    model.post(CASH, -amount, today);
  },
);

/** What became due up to the end of a month, less all that was remitted by now; no more than is due now. */
function dueThrough({ model, world }: Play, service: string, month: string): number {
  const ofService = [...world.dueToCity, ...model.postings].filter(
    ({ ledgerAccount }) => ledgerAccount === DUE_TO_CITY[service],
  );
  const dueBy = (last: string) =>
    ofService.reduce((sum, { on, amount }) => (on.slice(0, 7) <= last ? sum - amount : sum), 0);
  const remitted = world.remitted.filter((each) => each.service === service && each.on.slice(0, 7) > month);
  return Math.min(dueBy(month) - remitted.reduce((sum, { amount }) => sum + amount, 0), dueBy('9999-12'));
}
