import assert from 'node:assert/strict';
import { addDays, calendarDate, type CalendarDate } from '../../bridge/contract/calendar-date.js';
import { periodReads, type PeriodRead } from '../../bridge/queries/period-reads.js';
import type { Desk } from './support/desk.js';
import { SampleDesk } from './support/sample-desk.js';

const PORT = 27_167;
const SHEET = 'Meters';
const RUN = /^1-/;

/** The letters of a column, counted from 0: A to Z, then AA and on. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}

describe('meters through the pane', function () {
  this.timeout(240_000);
  const town = new SampleDesk(PORT);
  let desk: Desk;
  let read: PeriodRead;
  let on: CalendarDate;

  before(async () => {
    desk = await town.open();
    const found = await town.read(async (database) => {
      const runs = await database<{ bill_run_id: string; status: string }>('bill_run').where('status', 'open');
      const run = runs.find(({ bill_run_id: id }) => RUN.test(id));
      const reads = await periodReads(database, run?.bill_run_id ?? '');
      return reads.find(
        ({ isCompound, status, accountActive }) => !isCompound && accountActive && status === 'missing',
      );
    });
    assert.ok(found);
    read = found;
    on = addDays(calendarDate(read.previousOn), 3);
  });

  after(() => town.close());

  const press = (name: string) => desk.pane.getByRole('button', { name, exact: true }).click();
  /** The sheet is wider than Z: its header row, and a row of it. */
  const line = async (row: number) => (await desk.cells(`'${SHEET}'!A${row}:AI${row}`))[0] ?? [];
  const cellOf = async (row: number, header: string) => (await line(row))[(await line(4)).indexOf(header)];
  const type = async (row: number, header: string, value: string | number) =>
    desk.type(`'${SHEET}'!${letters((await line(4)).indexOf(header))}${row}`, value);

  it('asks for the number of one meter, and pulls the meter', async () => {
    const { pane } = desk;
    const form = pane.getByRole('region', { name: 'Meters' });
    await form.getByLabel('Which meters').selectOption('One meter');
    await press('Pull Meters');
    await form.getByText('Type the meter number.').waitFor();
    await form.getByLabel('Meter number').fill(read.meterId);
    await press('Pull Meters');
    await pane.getByText(/1 row pulled into the sheet “Meters”/).waitFor();
  });

  it('adds a meter and changes the old one for it in one push, and the run goes on with the new one', async () => {
    const { pane } = desk;
    assert.equal(await cellOf(5, 'Account'), read.accountId);
    const old = { Action: 'change out', Date: on, 'Meter reading': read.previousValue + 4, Reason: 'Program' };
    const change = { ...old, 'New meter': 'N-100', 'New reading': 0 };
    for (const [header, value] of Object.entries(change)) await type(5, header, value);
    const added = { Meter: 'N-100', Action: 'add', Size: '5/8"', Unit: 'GAL', Dials: 7 };
    for (const [header, value] of Object.entries(added)) await type(6, header, value);
    await press('Preview');
    await pane.getByText(/Gallons up to final readings/).waitFor();
    await press('Push');
    await pane.getByText(/^Pushed: 2 rows/).waitFor();
    assert.match(
      String(await cellOf(5, 'Status')),
      new RegExp(`^Out at ${read.previousValue + 4}: [\\d,]+ gallons since .* Meter N-100 in from 0`),
    );
    const rows = await town.read(async (database) =>
      database.raw<object[]>('SELECT status, previous_value FROM period_read WHERE meter_id = ?', ['N-100']),
    );
    assert.deepEqual(rows, [{ status: 'missing', previous_value: 0 }]);
  });

  it('pulls the history of the meter that came out', async () => {
    const { pane } = desk;
    await pane.getByRole('tab', { name: 'Home' }).click();
    const form = pane.getByRole('region', { name: 'Meters' });
    await form.getByLabel('Which meters').selectOption('One meter');
    await form.getByLabel('Meter number').fill(read.meterId);
    await press('Pull Meter History');
    await pane.getByText(/rows pulled into the sheet “Meter History”/).waitFor();
    const rows = await desk.rows('Meter History');
    const removed = rows.find(({ cells }) => cells['What'] === 'removed');
    assert.equal(removed?.cells['Detail'], 'Its place has meter N-100');
  });
});
