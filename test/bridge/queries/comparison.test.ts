import assert from 'node:assert/strict';
import { comparisonReplySchema } from '../../../bridge/contract/comparison.js';
import { cents, centsToDecimalText, centsToDollars } from '../../../bridge/contract/money.js';
import type { ServiceName } from '../../../bridge/contract/services.js';
import { comparisonRoutes } from '../../../bridge/http/api/comparison-routes.js';
import { compareRun, type RunComparison } from '../../../bridge/queries/comparison.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { runBills, type RunBill } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { keepComparisonFile } from '../../../bridge/store/comparison-files.js';
import { decideBills } from '../../support/town/bill-run.js';
import { BEACON_RUN, NOW, TODAY } from '../../support/town/sample-town-file.js';
import { assertProven } from '../../support/town/run-reversal.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { serveRoutes } from '../../support/api-server.js';
import { acceptTheRest, cell, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

interface Theirs {
  account: string;
  service: string;
  gallons: string;
  charge: string;
}

describe('an open run beside the system in use now', () => {
  const town = useTown();
  let bills: RunBill[] = [];
  let theirs: Theirs[] = [];

  beforeEach(async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
    theirs = bills.flatMap(({ accountId, bill }) =>
      (bill?.charges ?? []).map(({ service, inputs, amountCents }) => ({
        ...{ account: accountId, service },
        gallons: inputs['usage_gallons'] ?? '',
        charge: centsToDecimalText(amountCents),
      })),
    );
  });

  const compared = (text = fileOf(theirs), usageUnit: 'gal' | null = 'gal'): Promise<RunComparison> =>
    compareRun(town().database, BEACON_RUN, { fileName: 'old.csv', content: Buffer.from(text), usageUnit }, NOW);
  const lineOf = (service: ServiceName, fits: (bill: RunBill) => boolean = () => true): Theirs => {
    const item = bills.find(
      (each) => each.bill?.charges.some((of) => of.service === service && of.amountCents > 0) && fits(each),
    );
    const line = theirs.find((each) => each.account === item?.accountId && each.service === service);
    assert.ok(line, `no account has ${service} so`);
    return line;
  };

  it('is equal in every line where the file has the same charges, whatever the order of its lines', async () => {
    const { summary, lines } = await compared(fileOf(theirs.toReversed()));
    assert.deepEqual([summary.lines, summary.equal, summary.equalPerMille], [theirs.length, theirs.length, 1_000]);
    assert.equal(summary.apartCents, 0);
    assert.equal(summary.oursCents, summary.theirsCents);
    assert.ok(lines.every(({ result, reason }) => result === 'equal' && reason === null));
    assert.deepEqual([summary.byReason, summary.largest, summary.notices], [[], [], []]);
  });

  it('tells a line that is missing on either side, and why it is not billed here', async () => {
    const [gone] = theirs.splice(0, 1);
    theirs.push({ account: '0099', service: 'W', gallons: '0', charge: '12.00' });
    const { summary, lines } = await compared();
    assert.deepEqual([summary.onlyOurs, summary.onlyTheirs, summary.differs], [1, 1, 0]);
    const ours = lines.find(({ result }) => result === 'only-ours');
    assert.deepEqual([ours?.accountId, ours?.reason], [gone?.account, 'not-in-file']);
    const other = lines.find(({ result }) => result === 'only-theirs');
    assert.deepEqual([other?.accountId, other?.reason, other?.differenceCents], ['0099', 'unknown-account', 1_200]);
    assert.equal(summary.apartCents, 1_200 + (ours?.ours?.charge.amountCents ?? 0));
  });

  it('leaves accounts of other cycles out and says how many lines they are', async () => {
    const other = await town().value<string>(
      `SELECT account_id FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id <> '1' AND status = 'active' LIMIT 1`,
    );
    theirs.push({ account: other, service: 'water', gallons: '10', charge: '1.00' });
    const { summary } = await compared();
    assert.equal(summary.lines, summary.equal);
    assert.deepEqual(summary.notices, ['Of accounts of other cycles: 1 line, not compared.']);
  });

  it('finds every difference that is planted, the worst first, and names its reason', async () => {
    const home = lineOf('water', isHome);
    Object.assign(home, { gallons: '8000', charge: '51.20' });
    const other = lineOf(
      'sewer',
      ({ accountId, rateClass }) => rateClass === 'RESIDENTIAL' && accountId !== home.account,
    );
    const kgal = Number(other.gallons) / 1_000;
    // The sewer rates of the sample town before 2026: 20.50 and 2.85 a thousand gallons.
    other.charge = (Math.round((20.5 + 2.85 * kgal) * 100) / 100).toFixed(2);
    const carts = lineOf('garbage', ({ rateClass }) => rateClass === 'RESIDENTIAL');
    carts.charge = '50.00';
    const { summary, lines } = await compared();
    const found = lines.filter(({ result }) => result !== 'equal');
    assert.deepEqual(
      new Map(found.map(({ accountId, service, reason }) => [`${accountId}/${service}`, reason])),
      new Map([
        [`${home.account}/water`, 'usage'],
        [`${other.account}/sewer`, 'other-rates'],
        [`${carts.account}/garbage`, 'carts'],
      ]),
    );
    const apart = found.map(({ differenceCents }) => Math.abs(differenceCents));
    assert.deepEqual(
      apart,
      apart.toSorted((a, b) => b - a),
      'the worst first',
    );
    assert.equal(
      summary.apartCents,
      apart.reduce((sum, cents) => sum + cents, 0),
    );
    assert.deepEqual(
      summary.byReason.map(({ lines: count }) => count),
      [1, 1, 1],
    );
    assert.equal(summary.largest.length, 3);
    assert.equal(summary.equalPerMille, Math.floor(((summary.lines - 3) * 1_000) / summary.lines));
  });

  it('tells an account that is not ready, one without the service, and one that is closed', async () => {
    const [item] = bills.filter(({ bill }) => bill?.charges.some(({ service }) => service === 'water'));
    assert.ok(item);
    await town().database.raw(`UPDATE period_read SET status = 'hold' WHERE bill_run_id = ? AND account_id = ?`, [
      BEACON_RUN,
      item.accountId,
    ]);
    const closed = await town().value<string>(
      `SELECT account_id FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id = '1' AND status = 'closed' LIMIT 1`,
    );
    const without = bills.find(
      ({ bill }) => bill !== null && !bill.charges.some(({ service }) => service === 'garbage'),
    );
    theirs.push({ account: closed, service: 'W', gallons: '1', charge: '1.00' });
    theirs.push({ account: without?.accountId ?? '', service: 'G', gallons: '', charge: '20.00' });
    const { lines } = await compared();
    const reasonOf = (accountId: string | undefined) =>
      lines.filter((line) => line.accountId === accountId && line.result === 'only-theirs').map(({ reason }) => reason);
    assert.ok(reasonOf(item.accountId).includes('not-ready'));
    assert.deepEqual(reasonOf(closed), ['not-billed']);
    assert.deepEqual(reasonOf(without?.accountId), ['no-service']);
  });

  it('finds lines that stand in the file twice, also where all of it was joined to itself', async () => {
    const line = lineOf('water');
    const at = theirs.indexOf(line) + 2;
    theirs.push({ ...line });
    const one = await compared();
    const found = one.lines.filter(({ result }) => result !== 'equal');
    assert.deepEqual(
      found.map(({ reason }) => reason),
      ['line-twice'],
    );
    assert.match(
      found[0]?.explanation ?? '',
      new RegExp(`lines ${at} and ${theirs.length + 1}\\. Counted once.*as here`),
    );
    assert.ok(
      one.summary.notices.includes(
        '1 line of the file is the same as one above: was something exported or joined twice?',
      ),
    );
    theirs.pop();
    const twice = await compared(fileOf([...theirs, ...theirs]));
    const charged = theirs.filter(({ charge }) => Number(charge) !== 0);
    assert.deepEqual(
      twice.summary.byReason.map(({ reason, lines }) => [reason, lines]),
      [['line-twice', charged.length]],
    );
  });

  it('compares accounts that lost zeros, hyphens or capitals with the only account that fits, and says so', async () => {
    for (const [lost, example] of [
      [(account: string) => account.replace(/^0+/, ''), (account: string) => account.slice(1)],
      [(account: string) => account.replaceAll('-', ''), (account: string) => account.replaceAll('-', '')],
      [(account: string) => `'${account}`, (account: string) => `'${account}`],
    ] as const) {
      const { summary, lines } = await compared(
        fileOf(theirs.map((each) => ({ ...each, account: lost(each.account) }))),
      );
      assert.equal(summary.equal, summary.lines);
      assert.ok(lines.every(({ accountId }) => accountId.includes('-')));
      const [first] = theirs;
      const words = `such as ${example(first?.account ?? '')} for ${first?.account ?? ''};`;
      assert.ok(
        summary.notices.some((notice) => notice.includes(words)),
        summary.notices.join(),
      );
    }
  });

  it('only suggests an account that stands in the file as it is, too', async () => {
    const line = lineOf('water');
    const account = line.account.replaceAll('-', '');
    theirs.push({ ...line, account });
    const { lines, summary } = await compared();
    const other = lines.find(({ result }) => result === 'only-theirs');
    assert.deepEqual([other?.accountId, other?.reason], [account, 'unknown-account']);
    assert.equal(
      other?.explanation,
      `There is no account ${account} here. It may be ${line.account}, and nothing tells for sure.`,
    );
    assert.deepEqual(summary.notices, []);
  });

  it('says which accounts are held out of the run, and what they come to', async () => {
    const { rows } = await town().pull('bill-exceptions', { billRunId: BEACON_RUN });
    const key = String(rows.find((row) => cell('bill-exceptions', row, 'decision') === null)?.[0]);
    const [account = ''] = key.split('/');
    assert.ok(
      theirs.some((line) => line.account === account),
      key,
    );
    await decideBills(town(), BEACON_RUN, { [key]: { decision: 'hold', reason: 'Dispute' } });
    const charged = bills.find(({ accountId }) => accountId === account)?.bill?.totalCents ?? 0;
    const line = theirs.find((each) => each.account === account);
    assert.ok(line);
    line.charge = (Number(line.charge) + 777.77).toFixed(2);
    const { summary, lines } = await compared();
    assert.deepEqual(summary.notices, [
      `Held out of the run, and compared all the same: 1 account, ${centsToDollars(cents(charged))}.`,
    ]);
    assert.match(lines[0]?.explanation ?? '', /The account is held out of this run\.$/);
  });

  it('adds up lines of the file and says so', async () => {
    const line = lineOf('water');
    theirs.push({ ...line, gallons: '', charge: '1.00' });
    line.charge = (Number(line.charge) - 1).toFixed(2);
    const { summary } = await compared();
    assert.equal(summary.equal, summary.lines);
    assert.deepEqual(summary.notices, ['1 line of the file was added to others of the same account and service.']);
  });

  it('keeps what is decided of a line over pulls, for as long as both of its charges stay', async () => {
    const water = lineOf('water');
    const at = theirs.indexOf(water);
    const choose = async (charge: string) => {
      const content = Buffer.from(fileOf(theirs.with(at, { ...water, charge })));
      const file = { fileName: 'old.csv', content, usageUnit: 'gal' as const };
      const chosen = { billRunId: BEACON_RUN, personId: 'coordinator', chosenAt: NOW.toISOString() };
      await keepComparisonFile(town().database, { ...file, ...chosen });
    };
    await choose('999.00');
    const key = `${water.account}/water`;
    const pulled = () => town().pull('comparison', { billRunId: BEACON_RUN });
    const decided = async (edit: Record<string, string | null>) => {
      const sheet = await pulled();
      return push(town(), sheet.pullId, pushRowsOf('comparison', sheet, { [key]: edit }));
    };
    const shown = async () => {
      const row = (await pulled()).rows.find((each) => each[0] === key) ?? [];
      return ['decision', 'note', 'decided'].map((id) => cell('comparison', row, id));
    };
    const refusedFor = async (edit: Record<string, string | null>) =>
      (await decided(edit)).reply.issues.map(({ code, column }) => `${column} ${code}`);
    assert.deepEqual(await refusedFor({ decision: 'to mend' }), ['note note-missing']);
    assert.deepEqual(await refusedFor({ note: 'Why?' }), ['decision decision-missing']);
    assert.deepEqual((await refusedFor({ decision: 'maybe' })).length, 1);
    const { outcome, receiptNumber } = await decided({ decision: 'to mend', note: 'Ask for their rate' });
    assert.equal(outcome, 'applied');
    const words = `to mend, Dana Whitlock, ${TODAY}, receipt ${receiptNumber}: Ask for their rate`;
    assert.deepEqual(await shown(), ['to mend', 'Ask for their rate', words]);
    await choose('998.00');
    assert.deepEqual(await shown(), [null, null, `of other charges: ${words}`]);
    await choose('999.00');
    assert.equal((await decided({ decision: null, note: null })).outcome, 'applied');
    assert.deepEqual((await shown()).slice(0, 2), [null, null]);
    const late = await pulled();
    await choose('998.00');
    const edit = { [key]: { decision: 'accepted' } };
    const conflict = await push(town(), late.pullId, pushRowsOf('comparison', late, edit));
    assert.equal(conflict.outcome, 'refused', 'the charge that was seen is another now');
    await assertProven(town());
    const again = await decided({ decision: 'to mend', note: 'Ask for their rate' });
    await town().database.raw(`UPDATE bill_run SET status = 'posted' WHERE bill_run_id = ?`, [BEACON_RUN]);
    const posted = await pulled();
    const told = ['key', 'result', 'theirs', 'decision', 'note', 'decided'];
    assert.deepEqual(
      posted.rows.map((row) => told.map((id) => cell('comparison', row, id))),
      [
        [
          ...[key, 'differs', '998.00', 'to mend', 'Ask for their rate'],
          `to mend, Dana Whitlock, ${TODAY}, receipt ${again.receiptNumber}: Ask for their rate`,
        ],
      ],
    );
    assert.equal(typeof cell('comparison', posted.rows[0] ?? [], 'customer'), 'string');
    const change = pushRowsOf('comparison', posted, { [key]: { decision: 'accepted' } });
    await assert.rejects(push(town(), posted.pullId, change), { code: 'run-posted' });
  });

  it('is not made of a run that is posted, or that there is not', async () => {
    await town().database.raw(`UPDATE bill_run SET status = 'posted' WHERE bill_run_id = ?`, [BEACON_RUN]);
    await assert.rejects(compared(), { code: 'run-posted' });
    const file = { fileName: 'x', content: Buffer.from(''), usageUnit: null };
    await assert.rejects(compareRun(town().database, 'none', file, NOW), { code: 'unknown-bill-run' });
  });

  it('is pulled as a sheet of the file that was chosen last, and survives the bridge', async () => {
    await assert.rejects(town().pull('comparison', { billRunId: BEACON_RUN }), { code: 'no-comparison-file' });
    const line = lineOf('water', isHome);
    Object.assign(line, { gallons: '8000', charge: '51.20' });
    const server = await serveRoutes(
      comparisonRoutes({ database: town().database, reader: town().database, clock: () => NOW }),
    );
    try {
      const path = `/runs/${BEACON_RUN}/comparison`;
      const ask = (text: string) => {
        const contentBase64 = Buffer.from(text).toString('base64');
        return server.ask(path, { fileName: 'old.csv', contentBase64, usageUnit: 'gal' });
      };
      assert.equal((await ask('account,service,charge\n1,W,x\n')).status, 422);
      assert.equal((await server.ask(path)).status, 405);
      await assert.rejects(town().pull('comparison', { billRunId: BEACON_RUN }), { code: 'no-comparison-file' });
      const reply = comparisonReplySchema.parse(await (await ask(fileOf(theirs))).json());
      assert.equal(reply.lines - reply.equal, 1);
      assert.equal((await ask('account,service,charge\n1,W,x\n')).status, 422);
      const { rows } = await town().pull('comparison', { billRunId: BEACON_RUN });
      assert.equal(rows.length, reply.lines);
      const { subject } = await pulls.comparison(town().database, { billRunId: BEACON_RUN }, NOW);
      assert.match(subject, /^\D.*, \d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d, beside old\.csv$/);
      assert.equal(cell('comparison', rows[0] ?? [], 'rateClass'), 'Residential');
      const cells = ['account', 'service', 'result', 'theirs', 'reason', 'theirUsage'];
      assert.deepEqual(
        cells.map((column) => cell('comparison', rows[0] ?? [], column)),
        [line.account, 'water', 'differs', '51.20', 'Other usage', '8000'],
      );
      assert.equal(cell('comparison', rows.at(-1) ?? [], 'reason'), null);
    } finally {
      await server.close();
    }
  });
});

/** A home of a 5/8" meter that used so much that 8,000 gallons, 21.50 and 5.5 at 5.40, cost something else. */
function isHome({ rateClass, usageGallons, bill, period }: RunBill): boolean {
  const water = bill?.charges.find(({ service }) => service === 'water');
  const isPlain =
    rateClass === 'RESIDENTIAL' && water?.inputs['meter_size'] === '5/8"' && period.days === period.fullDays;
  return isPlain && (usageGallons < 7_000 || usageGallons > 9_000) && usageGallons !== 800;
}

function fileOf(lines: readonly Theirs[]): string {
  const rows = lines.map(({ account, service, gallons, charge }) => [account, service, gallons, charge].join(','));
  return ['Account,Service,Usage,Charge', ...rows].join('\r\n');
}
