import assert from 'node:assert/strict';
import { addLedgerAccounts } from '../../../bridge/commands/add-ledger-accounts.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { postRemittance } from '../../../bridge/commands/post-remittance.js';
import { setSetting } from '../../../bridge/commands/set-setting.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { settingNames } from '../../../bridge/contract/settings/index.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { settingOn } from '../../../bridge/queries/utility-settings.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { settingValues } from '../../../bridge/queries/settings.js';
import { READING_REVIEW_DEFAULTS } from '../../../bridge/domain/metering/review-input.js';
import { readSetting } from '../../../bridge/domain/settings/read-setting.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { ACCOUNTING, OLDEST_FIRST, WHEN_COLLECTED } from '../../support/ledger/starting-chart.js';
import { SETTING } from '../../support/statement/given-statement.js';
import { postCurrent } from '../../support/town/run-reversal.js';
import { BEACON_RUN, NOW } from '../../support/town/sample-town-file.js';
import { useTown, type RunOptions } from '../../support/town/town.js';

/** The day after the last entry of the town, and today. */
const AFTER_ENTRIES = '2026-11-17';
const TODAY = '2026-11-23';

const { services } = ACCOUNTING;
const SEWER_OURS = { ...ACCOUNTING, services: { ...services, sewer: { owner: 'utility', credited: '4010' } } };

/** The late rule of every utility until it says otherwise. */
const BEGAN_WITH = { cutOff: '16:30', charge: { percent: '10', on: 'current-charges' } };

describe('setting a rule that is data', () => {
  const town = useTown();
  const set = (name: string, value: unknown, effectiveFrom: string, options: RunOptions = {}) =>
    town().run(setSetting, { name, value, effectiveFrom }, { role: 'supervisor', ...options });
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => null,
      (failure: unknown) => failure,
    );
    assert.ok(error instanceof CurbstopError);
    return { code: error.code, issues: error.issues.map(({ code, column }) => [code, column]) };
  };
  const valueOn = (name: string, date: string) => settingOn(town().database, name, calendarDate(date));
  const balance = (ledgerAccount: string) =>
    town().value<number>('SELECT coalesce(sum(amount_cents), 0) FROM posting WHERE ledger_account = ?', [
      ledgerAccount,
    ]);

  it('holds from its day on, leaves the days before as they were, and the books prove', async () => {
    const { reply, outcome } = await set('late-rule', { cutOff: '17:00' }, '2026-12-01');
    assert.equal(outcome, 'applied');
    assert.deepEqual([reply.before, reply.value, reply.until], [BEGAN_WITH, { cutOff: '17:00' }, null]);
    assert.deepEqual(await valueOn('late-rule', '2026-11-30'), BEGAN_WITH);
    assert.deepEqual(await valueOn('late-rule', '2026-12-01'), { cutOff: '17:00' });
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('refuses a late rule with all that is wrong with it, each at its place, and takes one that says everything', async () => {
    const charge = { percent: '10', on: 'amount-due' };
    const wrong = async (value: unknown) => (await refusal(set('late-rule', value, '2026-12-01'))).issues;
    assert.deepEqual(
      await wrong({ cutOff: '16:30', charge: { ...charge, exempt: { accounts: ['07-0001-01', '99', '07-0001-01'] } } }),
      [
        ['unknown-account', 'charge.exempt.accounts.2'],
        ['named-twice', 'charge.exempt.accounts.3'],
      ],
    );
    assert.deepEqual(
      (
        await wrong({
          cutOff: '25:00',
          charge: { ...charge, rounding: 'none', minimumOwedCents: 1.5, base: { natures: ['deposit'] } },
        })
      ).map(([, place]) => place),
      ['cutOff', 'charge.base.natures.0', 'charge.minimumOwedCents', 'charge.rounding'],
    );
    const whole = {
      ...{ cutOff: '16:30', closedDays: { weekdays: ['Saturday', 'Sunday'], holidays: ['2026-11-26'] } },
      charge: {
        ...{ ...charge, base: { services: ['water'], natures: ['service', 'tax'] }, rounding: 'up' },
        exempt: { rateClasses: ['REDUCED'], accounts: ['07-0001-01'] },
        ...{ minimumOwedCents: 500, minimumChargeCents: 100 },
      },
    };
    assert.deepEqual((await set('late-rule', whole, '2026-12-01')).reply.value, whole);
  });

  it('says when a later value takes over, and replaces one that was to hold from the same day', async () => {
    await set('late-rule', { cutOff: '17:00' }, '2027-01-01');
    const { reply } = await set('late-rule', { cutOff: '15:00' }, '2026-12-01');
    assert.deepEqual([reply.before, reply.until], [BEGAN_WITH, '2027-01-01']);
    await set('late-rule', { cutOff: '14:00' }, '2027-01-01');
    assert.deepEqual(
      (await settingValues(town().database, 'late-rule')).map(({ value }) => value),
      [BEGAN_WITH, { cutOff: '15:00' }, { cutOff: '14:00' }],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('is no change where the same holds already, and a preview keeps nothing', async () => {
    assert.equal((await set('late-rule', BEGAN_WITH, TODAY)).outcome, 'already-applied');
    assert.equal((await set('late-rule', { cutOff: '17:00' }, TODAY, { dryRun: true })).outcome, 'previewed');
    assert.deepEqual(await valueOn('late-rule', '2027-01-01'), BEGAN_WITH);
  });

  it('is for the supervisor, of today or later, and of a setting that there is', async () => {
    await assert.rejects(set('late-rule', { cutOff: '17:00' }, TODAY, { role: 'coordinator' }), {
      code: 'role-not-allowed',
    });
    await assert.rejects(set('late-rule', { cutOff: '17:00' }, '2026-11-22'), {
      code: 'date-over',
      message: /2026-11-23/,
    });
    await assert.rejects(set('utility', {}, TODAY), /name/);
  });

  it('is after the bills that are posted where statements print it, so that they are the same when made again', async () => {
    const { billedOn } = await billRun(town().database, BEACON_RUN);
    assert.equal(billedOn, '2026-11-08');
    await town().database('bill_run').where('bill_run_id', BEACON_RUN).update({ billed_on: '2026-11-25' });
    await postCurrent(town());
    for (const [name, value] of [
      ['late-rule', { cutOff: '17:00' }],
      ['statement', { ...SETTING, messages: ['Other'] }],
    ] as const) {
      await assert.rejects(set(name, value, '2026-11-25'), { code: 'date-has-bills', fix: /after 2026-11-25/ });
      assert.equal((await set(name, value, '2026-11-26')).outcome, 'applied');
    }
  });

  it('refuses a value that is not as its schema says, and names each place', async () => {
    assert.deepEqual(await refusal(set('late-rule', { cutOff: '25:00' }, TODAY)), {
      code: 'setting-invalid',
      issues: [['not-as-described', 'cutOff']],
    });
    assert.equal((await refusal(set('fees', { returnedItemCents: -1 }, TODAY))).issues[0]?.[1], 'returnedItemCents');
    assert.equal(
      (await refusal(set('accounting', { ...ACCOUNTING, taxPayable: 2200 }, TODAY))).issues[0]?.[1],
      'taxPayable',
    );
    await assert.rejects(set('fees', { returnedItem: 5 }, TODAY), ({ issues }: CurbstopError) => {
      assert.match(
        issues.map(({ message }) => message).join('\n'),
        /^It has "returnedItem", which it may not have\.$/m,
      );
      return true;
    });
    const layouts = [{ name: 'Bank' }];
    assert.match(String((await refusal(set('payment-layouts', layouts, TODAY))).issues[0]?.[1]), /^"Bank", /);
  });

  it('takes back every value that it has, as it is written', async () => {
    for (const name of settingNames) {
      const value = await valueOn(name, TODAY);
      assert.deepEqual(readSetting(name, value), value);
    }
  });

  it('refuses bounds of a review that contradict one another, and a code that means two things', async () => {
    const review = READING_REVIEW_DEFAULTS;
    const thresholds = { ...review.thresholds, highRatio: '0.9', veryLowRatio: '0.5' };
    assert.deepEqual((await refusal(set('reading-review', { ...review, thresholds }, TODAY))).issues, [
      ['bounds-crossed', 'thresholds.highRatio'],
      ['bounds-crossed', 'thresholds.veryLowRatio'],
    ]);
    assert.equal(
      (await set('reading-review', { ...review, window: { daysBefore: 3, daysAfter: 5 } }, TODAY)).outcome,
      'applied',
    );
    const dog = {
      format: 'any',
      kind: 'skip',
      code: '04',
      words: 'dog',
      severity: 'stop',
      action: 'hold',
      means: 'nothing',
    };
    assert.equal((await set('reading-codes', [dog], TODAY)).outcome, 'applied');
    assert.equal((await refusal(set('reading-codes', [dog, { ...dog, words: 'cat' }], TODAY))).code, 'setting-invalid');
    assert.equal(
      (await refusal(set('reading-codes', [{ ...dog, severity: 'bad' }], TODAY))).issues[0]?.[1],
      'entry 1, severity',
    );
  });

  it('refuses an order of payment with a charge that there is not, or with one twice', async () => {
    const order = [...OLDEST_FIRST.order, 'gas', 'water'];
    assert.deepEqual((await refusal(set('payment-application', { ...OLDEST_FIRST, order }, TODAY))).issues, [
      ['unknown-charge-type', 'order.11'],
      ['named-twice', 'order.12'],
    ]);
    const proRata = { ...OLDEST_FIRST, method: 'pro-rata' };
    assert.equal((await set('payment-application', proRata, TODAY)).outcome, 'applied');
  });

  describe('accounting', () => {
    it('changes only after the last entry, and in an open period', async () => {
      const refused = { code: 'date-has-entries', message: /2026-11-16/ };
      for (const day of ['2026-11-16', '2026-01-01'])
        await assert.rejects(set('accounting', WHEN_COLLECTED, day), refused);
      assert.equal((await set('accounting', WHEN_COLLECTED, AFTER_ENTRIES)).outcome, 'applied');
      await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-11-20', 1)`);
      await assert.rejects(set('accounting', ACCOUNTING, '2026-11-20'), { code: 'closed-period' });
    });

    it('refuses accounts that are not there, of the wrong kind, or used for something else', async () => {
      const wrong = {
        ...ACCOUNTING,
        services: {
          water: { owner: 'utility', credited: '4999' },
          sewer: { owner: 'city', basis: 'billed', due: '4010', notCollected: '2400' },
          garbage: { owner: 'city', basis: 'billed', due: '2410', notCollected: '2110' },
        },
        lateCharges: { water: 'city', sewer: 'utility', garbage: 'utility' },
        feeRevenue: '1010',
        taxPayable: '2120',
      };
      assert.deepEqual((await refusal(set('accounting', wrong, TODAY))).issues, [
        ['unknown-ledger-account', 'services.water.credited'],
        ['wrong-kind-of-account', 'services.sewer.due'],
        ['account-in-use', 'services.sewer.notCollected'],
        ['account-in-use', 'services.garbage.due'],
        ['wrong-kind-of-account', 'feeRevenue'],
        ['account-in-use', 'services.garbage.notCollected'],
        ['account-in-use', 'taxPayable'],
        ['late-charges-of-no-city', 'lateCharges.water'],
      ]);
    });

    it('leaves open items with the accounts of their own day: what was due before stays due, and is paid', async () => {
      const due = -(await balance('2110'));
      await set('accounting', SEWER_OURS, AFTER_ENTRIES);
      const accountId = await town().value<string>(
        `SELECT account_id FROM posting WHERE ledger_account = '1120' GROUP BY account_id
         HAVING sum(amount_cents) > 0 LIMIT 1`,
      );
      const owed = await town().value<number>('SELECT sum(amount_cents) FROM posting WHERE account_id = ?', [
        accountId,
      ]);
      await town().run(postPayment, { accountId, amountCents: owed, receivedAt: NOW.toISOString(), source: 'Counter' });
      assert.equal(-(await balance('2110')), due);
      const { reply } = await town().run(
        postRemittance,
        { service: 'sewer', throughMonth: '2026-11', paidOn: '2026-11-23', reference: 'Check 7' },
        { role: 'supervisor' },
      );
      assert.deepEqual([reply.amountCents, await balance('2110')], [due, 0]);
      assert.deepEqual((await verifyLedger(town().database)).findings, []);
    });

    it('may name another account for what is due: the remittance empties the former one first', async () => {
      const account = { ledgerAccount: '2111', name: 'Due to City, sewer (new)', kind: 'liability', service: 'sewer' };
      await town().run(addLedgerAccounts, { accounts: [account] }, { role: 'supervisor' });
      const due = -(await balance('2110'));
      const sewer = { ...services.sewer, due: '2111' };
      await set('accounting', { ...ACCOUNTING, services: { ...services, sewer } }, AFTER_ENTRIES);
      const remittance = { service: 'sewer', throughMonth: '2026-11', paidOn: '2026-11-23', reference: 'Check 8' };
      const { reply } = await town().run(postRemittance, remittance, { role: 'supervisor' });
      assert.deepEqual([reply.amountCents, await balance('2110'), await balance('2111')], [due, 0, 0]);
      assert.deepEqual((await verifyLedger(town().database)).findings, []);
    });
  });

  describe('of limits', () => {
    const BEFORE = { coordinator: 50_000, supervisor: 500_000 };
    const refused = async (value: unknown) => (await refusal(set('adjustment-limits', value, TODAY))).issues;

    it('lets a supervisor raise their own where nobody else can, and no more once somebody can', async () => {
      assert.equal((await set('adjustment-limits', { ...BEFORE, supervisor: 600_000 }, TODAY)).outcome, 'applied');
      await town().database.raw(`INSERT INTO person (person_id, name, role) VALUES ('pat', 'Pat Lowe', 'supervisor')`);
      const raised = [
        { ...BEFORE, supervisor: 700_000 },
        { ...BEFORE, kinds: { supervisor: { leak: 600_001 } } },
        { ...BEFORE, people: { supervisor: { limit: 600_001 } } },
      ];
      for (const value of raised) assert.deepEqual(await refused(value), [['own-limit', '']]);
    });

    it('lets them lower their own and raise what others may', async () => {
      await town().database.raw(`INSERT INTO person (person_id, name, role) VALUES ('pat', 'Pat Lowe', 'supervisor')`);
      const value = { coordinator: 60_000, supervisor: 400_000, people: { pat: { limit: 900_000 } } };
      assert.equal((await set('adjustment-limits', value, TODAY)).outcome, 'applied');
    });
  });
});
