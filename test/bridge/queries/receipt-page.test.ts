import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { acceptClock } from '../../../bridge/commands/accept-clock.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { calendarDate as day } from '../../../bridge/contract/calendar-date.js';
import { receiptSearchSchema, RECEIPTS_PAGE, type ReceiptSearch } from '../../../bridge/contract/receipt-search.js';
import { readingRoutes } from '../../../bridge/http/api/reading-routes.js';
import { receiptPage } from '../../../bridge/queries/receipt-page.js';
import { serveRoutes } from '../../support/api-server.js';
import { actorOf, useTown } from '../../support/town/town.js';

const NOW = new Date('2026-11-25T18:00:00Z');

describe('the history of receipts', () => {
  const town = useTown();
  const pay = (at: string) =>
    new CommandProcessor(town().database, () => new Date(at)).run(
      postPayment,
      {
        ...{ commandId: randomUUID(), dryRun: false, reason: '' },
        payload: { accountId: '01-0001-01', amountCents: 1500, receivedAt: '2026-11-20T15:00:00Z', source: 'Counter' },
      },
      actorOf('coordinator'),
    );
  const acceptedBySupervisor = (at: string) =>
    new CommandProcessor(town().database, () => new Date(at)).run(
      acceptClock,
      { commandId: randomUUID(), dryRun: false, reason: 'It was ahead', payload: {} },
      actorOf('supervisor'),
    );
  const page = (search: ReceiptSearch) => receiptPage(town().database, receiptSearchSchema.parse(search), NOW);
  const numbers = async (search: ReceiptSearch) =>
    (await page(search)).receipts.map(({ receiptNumber }) => receiptNumber);

  describe('of days and people', () => {
    beforeEach(async () => {
      await pay('2026-11-23T15:00:00Z');
      // In Alabama it is still the 24th, up to six o'clock of the 25th by UTC.
      await pay('2026-11-25T05:59:59Z');
      await pay('2026-11-25T06:00:00Z');
      // The clock was ahead: it is the 24th again.
      await acceptedBySupervisor('2026-11-25T05:30:00Z');
    });

    it('goes by the days of the utility, both counted in', async () => {
      assert.deepEqual(await numbers({ from: day('2026-11-24') }), [5, 4, 3]);
      assert.deepEqual(await numbers({ from: day('2026-11-24'), to: day('2026-11-24') }), [5, 3]);
      assert.deepEqual(await numbers({ from: day('2026-11-25'), to: day('2026-11-25') }), [4]);
      assert.deepEqual(await numbers({ to: day('2026-11-23') }), [2, 1]);
    });

    it('finds a person by a part of the name, whatever the capitals, and takes no sign for a wildcard', async () => {
      const { name } = actorOf('supervisor').person;
      assert.deepEqual(await numbers({ person: name.slice(0, 4).toUpperCase() }), [5]);
      assert.deepEqual(await numbers({ person: '%' }), []);
      assert.deepEqual(await numbers({ person: '_' }), []);
    });

    it('finds a person whatever the marks on the letters, and by no other letter in their place', async () => {
      const { personId } = actorOf('supervisor').person;
      await town().database('person').where('person_id', personId).update({ name: 'Zoë Muñoz' });
      for (const person of ['Zoë', 'zoe mun', 'MUÑOZ']) assert.deepEqual(await numbers({ person }), [5], person);
      for (const person of ['zoa', 'Muroz']) assert.deepEqual(await numbers({ person }), [], person);
    });

    it('finds one by its number, and none by a number that was never given', async () => {
      assert.deepEqual(await numbers({ number: 3 }), [3]);
      assert.deepEqual(await page({ number: 99 }), { receipts: [], hasOlder: false });
    });

    it('needs all that is asked for to fit', async () => {
      assert.deepEqual(await numbers({ number: 3, from: day('2026-11-25') }), []);
    });

    it('finds the pushes of a kind of sheet alone', async () => {
      assert.deepEqual(await numbers({ sheet: 'adjustments' }), []);
    });
  });

  it('tells a page at a time, the newest first, each receipt once, and says when there are no older ones', async () => {
    for (let count = 1; count < RECEIPTS_PAGE + 3; count += 1) await pay('2026-11-23T15:00:00Z');
    const first = await page({});
    assert.deepEqual([first.receipts.length, first.hasOlder], [RECEIPTS_PAGE, true]);
    const before = first.receipts.at(-1)?.receiptNumber ?? assert.fail();
    const rest = await page({ before });
    assert.equal(rest.hasOlder, false);
    const all = [...first.receipts, ...rest.receipts].map(({ receiptNumber }) => receiptNumber);
    assert.deepEqual(
      all,
      Array.from({ length: RECEIPTS_PAGE + 3 }, (_, index) => RECEIPTS_PAGE + 3 - index),
    );
  });

  it('says that there are no older ones where the last page is just full', async () => {
    for (let count = 1; count < RECEIPTS_PAGE; count += 1) await pay('2026-11-23T15:00:00Z');
    assert.deepEqual([(await page({})).receipts.length, (await page({})).hasOlder], [RECEIPTS_PAGE, false]);
  });

  it('is searched by the address, and refuses what it does not know', async () => {
    const { database } = town();
    const server = await serveRoutes(readingRoutes({ database, reader: database, clock: () => NOW }));
    const found = (await (await server.ask('/receipts?number=1')).json()) as { receipts: unknown[] };
    assert.equal(found.receipts.length, 1);
    for (const wrong of ['number=0', 'number=x', 'before=-1', 'sheet=nothing', 'from=yesterday', 'person=', 'who=me']) {
      assert.equal((await server.ask(`/receipts?${wrong}`)).status, 400, wrong);
    }
    await server.close();
  });
});
