import { counted } from '../../contract/counted.js';
import type { Issue } from '../../contract/problem.js';
import { metersSheet } from '../../contract/sheets/meters.js';
import {
  installIssues,
  readingsOf,
  removalIssues,
  shelfIssues,
  unknownMeter,
  type Readings,
} from '../../domain/meters/decide-meter-work.js';
import { judgeTest } from '../../domain/meters/judge-test.js';
import { meterIssue } from '../../domain/meters/meter-issue.js';
import type { MeterStand } from '../../domain/meters/meter.js';
import { inOrder, readMeterWork, type MeterWork } from '../../domain/meters/meter-work.js';
import { newMeter } from '../../domain/meters/new-meter.js';
import { takenEndpoint, type EndpointHolder } from '../../domain/meters/taken-endpoint.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { endpointHolder, meterSizes, meterStand, meterTestLimits, placeOn, premisesOf } from '../../queries/meters.js';
import { meterIdOf, meterRows } from '../../queries/sheets/meters-rows.js';
import { writeMeter, writeMeterEvent, writeMeterTest, type MeterEvent } from '../../store/meters.js';
import type { CommandContext } from '../command.js';
import { correctMeter } from '../correct-meter.js';
import {
  beginReads,
  betweenCyclesIssues,
  endingReads,
  RunFactsBook,
  writeEndings,
  type BegunReads,
  type EndingRead,
} from '../meter-reads.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/**
 * Does what the Meters sheet says was done with meters, day by day, so that each row is judged by what the rows before it
 * left: a meter is never in two places, also not within one push. The accounts' open runs go on with the meters.
 */
export const metersPush: SheetPush = {
  kind: metersSheet,

  async current({ trx }, { pushedBefore }, keys) {
    const ids = keys.flatMap((key) => meterIdOf(key) ?? []);
    const rows = await meterRows(trx, 'SELECT value FROM json_each(?)', [JSON.stringify(ids)]);
    const pulled = rows.map((row): [string, RowCells] => [String(row[0]), rowCells(metersSheet, row)]);
    // What a typed row said once is done; nothing holds it any more.
    const typed = keys.filter((key) => meterIdOf(key) === null && pushedBefore.has(key));
    return new Map([...pulled, ...typed.map((key): [string, RowCells] => [key, {}])]);
  },

  async apply(context, push, changes) {
    const read = changes.map((change) => readRow(context, push, change));
    const issues = read.flatMap((each) => ('action' in each ? [] : each));
    const work = inOrder(read.flatMap((each) => ('action' in each ? [each] : [])));
    const desk = new MeterDesk(context);
    const done: Done[] = [];
    for (const each of work) {
      const result = await desk.take(each);
      if ('text' in result) done.push({ ...result, work: each });
      else issues.push(...result);
    }
    const typed = new Map(changes.map(({ key, wanted }) => [key, wanted]));
    return {
      issues,
      applied: new Map(done.map(({ work: { key }, text }) => [key, text])),
      // The row is done with as it was typed; the next work on the meter starts from a fresh pull.
      baseline: new Map(done.map(({ work: { key } }) => [key, typed.get(key) ?? {}])),
      totals: totalsOf(done),
      entries: [],
      notices: done.flatMap(({ notices }) => notices),
    };
  },
};

function readRow({ today }: CommandContext, { pushedBefore }: PushUnderWay, change: RowChange): MeterWork | Issue[] {
  const before = pushedBefore.get(change.key);
  if (before) {
    const message = `The row was done with receipt ${before.receipt}.`;
    const fix = 'Pull again for what was done with the meter since, or type it into an empty row.';
    return [meterIssue(change, 'action', 'already-done', message, fix)];
  }
  const meterId = meterIdOf(change.key);
  const fixed = meterId === null ? [] : fixedCells(change, meterId);
  return fixed.length > 0 ? fixed : readMeterWork(change, today, meterId === null);
}

/** Cells of a meter's own row that its action does not write over. */
function fixedCells(change: RowChange, meterId: string): Issue[] {
  const isCorrection = change.wanted['action'] === 'correct';
  const moved = metersSheet.columns.filter(
    ({ id, isSent }) => isSent === true && change.changedColumns.includes(id) && (id === 'meter' || !isCorrection),
  );
  return moved.map(({ id, header }) => {
    const message = `${header} of meter ${meterId} can't be changed${id === 'meter' ? '' : ' without a correction'}.`;
    const fix =
      id === 'meter'
        ? 'Put it back; another meter is added in an empty row.'
        : 'Put it back, or choose the action correct and type the reason.';
    return meterIssue(change, id, 'fixed-cell', message, fix);
  });
}

interface Outcome {
  readonly text: string;
  readonly gallons: number;
  readonly notices: readonly string[];
}
type Done = Outcome & { readonly work: MeterWork };

/** Takes one row after the other; what one wrote, the next one finds. */
class MeterDesk {
  readonly #facts: RunFactsBook;

  constructor(private readonly context: CommandContext) {
    this.#facts = new RunFactsBook(context);
  }

  async take(work: MeterWork): Promise<Outcome | Issue[]> {
    if (work.action === 'add') return this.#add(work);
    const stand = await meterStand(this.context.trx, work.meterId);
    if (stand === null) return [unknownMeter(work, 'meter', work.meterId)];
    switch (work.action) {
      case 'install':
        return this.#install(work, stand);
      case 'remove':
        return this.#remove(work, stand);
      case 'change out':
        return this.#changeOut(work, stand);
      case 'test':
        return this.#test(work, stand);
      case 'correct':
        return this.#correct(work, stand);
      case 'retire':
        return this.#retire(work, stand);
    }
  }

  async #add(work: MeterWork): Promise<Outcome | Issue[]> {
    const { trx } = this.context;
    if ((await meterStand(trx, work.meterId)) !== null) {
      const message = `Meter ${work.meterId} is in the inventory already.`;
      return [meterIssue(work, 'meter', 'meter-known', message, 'Check the number; no two meters have the same.')];
    }
    const meter = newMeter(work, await meterSizes(trx));
    if (!('registers' in meter)) return meter;
    const taken = takenEndpoint(work, meter, await endpointHolder(trx, meter));
    if (taken.length > 0) return taken;
    await writeMeter(trx, meter);
    await this.#write(work, { kind: 'add' });
    const registers = meter.registers.length > 1 ? ' compound meter' : ' meter';
    return told(`Added to the inventory: a ${meter.size}${registers}.`);
  }

  async #install(work: MeterWork, stand: MeterStand): Promise<Outcome | Issue[]> {
    const { trx } = this.context;
    const premisesId = await premisesOf(trx, work.place);
    if (premisesId === null) {
      const message = `There is no account or premises ${work.place}.`;
      return [meterIssue(work, 'place', 'unknown-place', message, 'Type an account number or a premises.')];
    }
    const place = await placeOn(trx, premisesId, work.on);
    const readings = readingsOf(work, stand.meter, work.readings, ['reading', 'highReading']);
    const issues = [
      ...installIssues(work, stand, 'meter', place),
      ...takenEndpoint(work, stand.meter, await endpointHolder(trx, stand.meter), 'meter'),
      ...(await betweenCyclesIssues(this.context, work, premisesId)),
      ...issuesIn(readings),
    ];
    if (issues.length > 0 || !areReadings(readings)) return issues;
    await this.#write(work, { kind: 'install', premisesId, readings });
    const begun = await beginReads(this.context, { meter: stand.meter, premisesId, on: work.on, readings });
    return told(`In place at premises ${premisesId} from ${spoken(readings)}. ${begunWords(begun)}`);
  }

  async #remove(work: MeterWork, stand: MeterStand): Promise<Outcome | Issue[]> {
    const out = await this.#takeOut(work, stand);
    if (!('ending' in out)) return out;
    await this.#end(work, stand, out, null);
    return { ...endedOutcome(work, out), text: `Out of premises ${stand.place?.premisesId ?? ''} at ${endWords(out)}` };
  }

  async #changeOut(work: MeterWork, stand: MeterStand): Promise<Outcome | Issue[]> {
    const { trx } = this.context;
    const other = await meterStand(trx, work.newMeterId);
    const out = await this.#takeOut(work, stand);
    const holder = other && (await endpointHolder(trx, other.meter, work.meterId));
    const issues = [...('ending' in out ? [] : out), ...newcomerIssues(work, other, holder)];
    const readings = other && readingsOf(work, other.meter, work.newReadings, ['newReading', 'newHighReading']);
    if (readings && !areReadings(readings)) issues.push(...readings);
    if (issues.length > 0 || !other || !readings || !areReadings(readings) || !('ending' in out)) return issues;
    const premisesId = stand.place?.premisesId ?? '';
    await this.#end(work, stand, out, other.meter.meterId);
    const { reason } = work;
    const into = {
      kind: 'install',
      meterId: other.meter.meterId,
      premisesId,
      otherMeterId: work.meterId,
      readings,
      reason,
    } as const;
    await this.#write(work, into);
    const begun = await beginReads(this.context, { meter: other.meter, premisesId, on: work.on, readings });
    const words = `Meter ${other.meter.meterId} in from ${spoken(readings)}. ${begunWords(begun)}`;
    return { ...endedOutcome(work, out), text: `Out at ${endWords(out)} ${words}` };
  }

  /** The final readings of a meter with the reads that they end, or why it can't come out. */
  async #takeOut(work: MeterWork, stand: MeterStand): Promise<TakenOut | Issue[]> {
    const readings = readingsOf(work, stand.meter, work.readings, ['reading', 'highReading']);
    const waiting = stand.place ? await betweenCyclesIssues(this.context, work, stand.place.premisesId) : [];
    const issues = [...removalIssues(work, stand), ...waiting, ...issuesIn(readings)];
    if (issues.length > 0 || !areReadings(readings)) return issues;
    const { ending, issues: refused } = await endingReads(this.context, this.#facts, work, readings);
    return refused.length > 0 ? [...refused] : { ending, readings };
  }

  async #end(work: MeterWork, stand: MeterStand, { ending, readings }: TakenOut, otherMeterId: string | null) {
    const premisesId = stand.place?.premisesId ?? null;
    await this.#write(work, { kind: 'remove', premisesId, otherMeterId, readings });
    await writeEndings(this.context, work, ending);
  }

  async #test(work: MeterWork, stand: MeterStand): Promise<Outcome | Issue[]> {
    const { trx, commandNumber } = this.context;
    const limits = await meterTestLimits(trx, work.on);
    const result = judgeTest(work, limits);
    const issues = [...shelfIssues(work, stand), ...('passed' in result ? [] : result)];
    if (issues.length > 0 || !('passed' in result)) return issues;
    const { meterId, on, test: percents, reason } = work;
    await writeMeterTest(trx, { meterId, on, percents, passed: result.passed, limits, reason }, commandNumber);
    const notices = result.passed ? [] : [`Row ${work.sheetRow}: meter ${meterId} failed its test. ${result.words}`];
    return { text: result.words, gallons: 0, notices };
  }

  async #correct(work: MeterWork, { meter }: MeterStand): Promise<Outcome | Issue[]> {
    const corrected = await correctMeter(this.context, this.#facts, work, meter);
    if (!('words' in corrected)) return corrected;
    return { text: `Corrected: ${corrected.words}`, gallons: 0, notices: corrected.notices };
  }

  async #retire(work: MeterWork, stand: MeterStand): Promise<Outcome | Issue[]> {
    const issues = shelfIssues(work, stand);
    if (issues.length > 0) return issues;
    await this.#write(work, { kind: 'retire' });
    return told('Retired.');
  }

  async #write(work: MeterWork, event: Partial<MeterEvent> & Pick<MeterEvent, 'kind'>): Promise<void> {
    const { trx, commandNumber } = this.context;
    const { meterId, on, reason } = work;
    const nothing = { premisesId: null, otherMeterId: null, readings: [] };
    await writeMeterEvent(trx, { meterId, on, reason, ...nothing, ...event }, commandNumber);
  }
}

interface TakenOut {
  readonly ending: readonly EndingRead[];
  readonly readings: Readings;
}

function newcomerIssues(work: MeterWork, other: MeterStand | null, holder: EndpointHolder | null): Issue[] {
  if (other === null) return [unknownMeter(work, 'newMeter', work.newMeterId)];
  if (work.newMeterId === work.meterId) {
    const message = `Meter ${work.meterId} can't take its own place.`;
    return [meterIssue(work, 'newMeter', 'same-meter', message, 'Type the number of the meter that was put in.')];
  }
  return [...installIssues(work, other, 'newMeter', null), ...takenEndpoint(work, other.meter, holder, 'newMeter')];
}

function areReadings(readings: Readings | Issue[]): readings is Readings {
  return readings.every((each) => typeof each === 'number');
}

function issuesIn(readings: Readings | Issue[]): Issue[] {
  return areReadings(readings) ? [] : readings;
}

function told(text: string): Outcome {
  return { text: text.trim(), gallons: 0, notices: [] };
}

function endedOutcome(work: MeterWork, { ending }: TakenOut): Omit<Outcome, 'text'> {
  const odd = ending.flatMap(({ state }) => state.exceptions.filter(({ severity }) => severity !== 'info'));
  return {
    gallons: gallonsOf(ending),
    notices: odd.map(({ sentence }) => `Row ${work.sheetRow}: final reading of meter ${work.meterId}: ${sentence}`),
  };
}

function endWords({ ending, readings }: TakenOut): string {
  const [first] = ending;
  if (first === undefined) return `${spoken(readings)}; no open run expects it.`;
  return `${spoken(readings)}: ${gallonsOf(ending).toLocaleString('en-US')} gallons since ${first.read.previousOn}.`;
}

function gallonsOf(ending: readonly EndingRead[]): number {
  return ending.reduce((sum, { state }) => sum + (state.usageGallons ?? 0), 0);
}

function begunWords({ accountId, billRunId, isForNextRun }: BegunReads): string {
  if (accountId === null) return 'No active account is there.';
  if (billRunId === null) return `No run is open for account ${accountId}.`;
  return isForNextRun
    ? `Account ${accountId} is billed for it from the run after ${billRunId} on.`
    : `The run ${billRunId} expects its reading for account ${accountId}.`;
}

function spoken(readings: Readings): string {
  return readings.length > 1 ? `low ${readings[0]}, high ${readings[1]}` : String(readings[0]);
}

function totalsOf(done: readonly Done[]): AppliedRows['totals'] {
  const counts = new Map<string, number>();
  for (const { work } of done) counts.set(work.action, (counts.get(work.action) ?? 0) + 1);
  const gallons = done.reduce((sum, each) => sum + each.gallons, 0);
  if (done.length === 0) return [];
  return [
    ...[...counts].map(([label, count]) => ({ label, value: counted(count, 'meter') })),
    { label: 'Gallons up to final readings', value: gallons.toLocaleString('en-US') },
  ];
}
