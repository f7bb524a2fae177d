import assert from 'node:assert/strict';
import { breathe } from '../../../addin/sheets/breathe.js';
import type { PullProgress } from '../../../addin/sheets/sheet-engine.js';
import { ModelError } from '../../../addin/workbench/host/model/model-error.js';
import { OBJECT_TYPES } from '../../../addin/workbench/host/objects/registry.js';
import { MAX_BODY_BYTES } from '../../../addin/workbench/host/protocol/limits.js';
import type { RequestRecord } from '../../../addin/workbench/host/workbook-host.js';
import { closeDesk, openDesk, sheetNamesOf, type Desk } from './support/desk.js';
import { aged, ledgerLine, readings } from './support/sample-rows.js';

const BYTES_PER_REQUEST = 1_500_000;
/** More than one request holds. */
const MANY_ROWS = 12_000;

describe('the size of a sheet', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
  });
  afterEach(() => closeDesk(desk));

  const pull = (
    count: number,
    onProgress: (progress: PullProgress) => void = () => undefined,
    signal?: AbortSignal,
  ) => {
    desk.bridge.rows.readings = readings(count);
    return desk.engine.pull('readings', { billRunId: 'R1' }, { onProgress, ...(signal && { signal }) });
  };

  /** The requests that some work takes, without what office.js sends of itself. */
  const requestsOf = async (work: () => Promise<unknown>) => {
    const before = desk.office.host.requests.length;
    await work();
    await desk.office.settled();
    return countOf(desk.office.host.requests.slice(before));
  };

  const countOf = (requests: readonly RequestRecord[]) => {
    const made = requests.filter(({ isHousekeeping }) => !isHousekeeping);
    const bytes = made.reduce((sum, { requestBytes, responseBytes }) => sum + requestBytes + responseBytes, 0);
    const largest = Math.max(...made.flatMap(({ requestBytes, responseBytes }) => [requestBytes, responseBytes]));
    assert.ok(largest < MAX_BODY_BYTES, `a message of ${largest} bytes`);
    return { count: made.length, byBytes: Math.ceil(bytes / BYTES_PER_REQUEST) };
  };

  for (const rows of [0, 10, 3_000, 10_000, MANY_ROWS]) {
    it(`makes a pull of ${rows} rows take two requests, and one for each 1.5 MB`, async () => {
      const { count, byBytes } = await requestsOf(() => pull(rows));
      assert.ok(count <= 2 + byBytes, `${count} requests; ${byBytes} by their bytes`);
      assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, Math.max(rows, 1));
    });
  }

  it('counts no other pulls that the workbook has', async () => {
    desk.bridge.rows.ledger = [ledgerLine(1)];
    desk.bridge.rows.aging = [aged];
    await desk.engine.pull('ledger', {});
    await desk.engine.pull('aging', {});
    const { count } = await requestsOf(() => pull(10));
    assert.equal(count, 3);
  });

  it('adds two requests at most where a sheet is pulled again, to see that nothing typed there is lost', async () => {
    for (const rows of [10, MANY_ROWS]) {
      await pull(rows);
      const { count, byBytes } = await requestsOf(() => pull(rows));
      assert.ok(count <= 4 + byBytes, `${count} requests; ${byBytes} by their bytes`);
      assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Readings']);
    }
  });

  it('makes a push take two requests, to read the rows and to write what became of them, and one for each 1.5 MB', async () => {
    for (const rows of [0, 10, 3_000, 10_000, MANY_ROWS]) {
      await pull(rows);
      for (const dryRun of [true, false]) {
        const { count, byBytes } = await requestsOf(() => desk.engine.push({ dryRun, mode: 'all' }));
        assert.ok(count <= 2 + byBytes, `${count} requests for ${rows} rows; ${byBytes} by their bytes`);
      }
    }
  });

  it('is told in steps that only go up, each followed by a turn of the pane', async () => {
    const steps: PullProgress[] = [];
    let turns = 0;
    await pull(MANY_ROWS, (progress) => {
      if (progress.done > MANY_ROWS / 2 && progress.done < MANY_ROWS) assert.ok(turns > 0, `at ${progress.done}`);
      turns = 0;
      void breathe().then(() => (turns += 1));
      steps.push(progress);
    });
    const done = steps.map((step) => step.done);
    assert.deepEqual(
      done,
      done.toSorted((a, b) => a - b),
    );
    assert.equal(done.at(-1), MANY_ROWS);
    assert.ok(
      done.some((at) => at > MANY_ROWS / 2 && at < MANY_ROWS),
      String(done),
    );
  });

  it('is read in smaller parts where the cells are so long that Excel does not give them at once', async () => {
    desk.bridge.rows.readings = readings(3_000).map((row) => [...row, 'n'.repeat(1_000)]);
    await desk.engine.pull('readings', { billRunId: 'R1' });
    const { reply } = await desk.engine.push({ dryRun: true, mode: 'all' });
    assert.equal(reply.reply.unchanged, 3_000);
    assert.ok(desk.office.host.requests.some(({ responseBytes }) => responseBytes > MAX_BODY_BYTES));
    // Excel keeps the objects of a reply that it could not give, so this workbook is not looked at again.
    desk.office.dispose();
    desk = await openDesk();
  });

  it('is read without a reply that is too large where short rows stand above long ones', async () => {
    const [short, long] = [readings(3_000).map(([key]) => [key ?? null]), readings(MANY_ROWS).slice(3_000)];
    desk.bridge.rows.readings = [...short, ...long.map((row) => [...row, 'n'.repeat(220)])];
    await desk.engine.pull('readings', { billRunId: 'R1' });
    const { requests } = desk.office.host;
    const begun = requests.length;
    const { reply } = await desk.engine.push({ dryRun: true, mode: 'all' });
    assert.equal(reply.reply.unchanged, MANY_ROWS);
    countOf(requests.slice(begun));
  });

  describe('and a pull that is cancelled', () => {
    /** Pulls and cancels when the condition holds; gives what became of it. */
    const pullAndCancel = async (when: (progress: PullProgress) => boolean) => {
      const stop = new AbortController();
      const told: PullProgress[] = [];
      const ended = await pull(
        MANY_ROWS,
        (progress) => {
          told.push(progress);
          if (when(progress)) stop.abort();
        },
        stop.signal,
      ).then(
        () => 'done',
        (error: unknown) => (error as Error).name,
      );
      return { ended, told };
    };

    for (const [what, share] of [
      ['before the first row is written', 0.5],
      ['after the first rows', 0.6],
      ['after the last row', 1],
    ] as const) {
      it(`leaves no sheet, table or binding behind ${what}`, async () => {
        const { ended, told } = await pullAndCancel(({ done }) => done >= share * MANY_ROWS);
        assert.equal(ended, 'AbortError');
        assert.ok(told.every(({ canCancel }) => canCancel));
        const { workbook } = desk.office.host;
        assert.deepEqual(sheetNamesOf(desk), ['Sheet1']);
        assert.equal(workbook.xmlParts.length, 0);
        assert.equal((await pull(3)).sheetName, 'Readings');
        assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, 3);
      });
    }

    it('leaves an earlier pull as it was until the first row is written over, and can still be pushed', async () => {
      await pull(3);
      const { ended } = await pullAndCancel(({ done }) => done >= MANY_ROWS / 4);
      assert.equal(ended, 'AbortError');
      assert.equal(desk.office.person.visibleRows('Curbstop_Readings').length, 3);
      assert.equal((await desk.engine.push({ dryRun: true, mode: 'all' })).reply.reply.unchanged, 3);
    });

    it('is made whole once an earlier pull is being written over, and says that it can no longer be cancelled', async () => {
      await pull(3);
      const { ended, told } = await pullAndCancel(({ done, canCancel }) => !canCancel && done > MANY_ROWS / 2);
      assert.equal(ended, 'done');
      assert.ok(told.some(({ canCancel }) => canCancel));
      assert.deepEqual(sheetNamesOf(desk), ['Sheet1', 'Readings']);
      assert.equal((await desk.engine.push({ dryRun: true, mode: 'all' })).reply.reply.unchanged, MANY_ROWS);
    });
  });

  describe('while another workbook has the focus', () => {
    const refusing = async (
      kind: 'Worksheet' | 'WorksheetFreezePanes' | 'PageLayout',
      method: string,
      work: () => Promise<void>,
    ) => {
      const methods = OBJECT_TYPES[kind].methods as Record<string, unknown>;
      const before = methods[method];
      methods[method] = () => {
        throw new ModelError('InvalidOperation');
      };
      try {
        await work();
      } finally {
        methods[method] = before;
      }
    };

    for (const [what, kind, method] of [
      ['frozen', 'WorksheetFreezePanes', 'FreezeAt'],
      ['shown', 'Worksheet', 'Activate'],
      ['laid out for printing', 'PageLayout', 'SetPrintTitleRows'],
    ] as const) {
      it(`is written whole where it can't be ${what}`, async () => {
        await refusing(kind, method, async () => {
          assert.equal((await pull(3)).sheetName, 'Readings');
        });
        assert.equal(desk.office.host.workbook.xmlParts.length, 1);
        desk.office.person.activate('Readings');
        assert.equal((await desk.engine.push({ dryRun: true, mode: 'all' })).reply.reply.unchanged, 3);
      });
    }
  });
});
