import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ReadingCounts, ReadRecord, RouteCounts } from '../../contract/reading-file.js';
import type { FileIssues } from './file-issues.js';
import type { FixedLine } from './fixed-lines.js';
import {
  isNeptuneId,
  NEPTUNE,
  NEPTUNE_AFTER,
  type NeptuneField,
  type NeptuneId,
  type NeptuneRecord,
} from './neptune-layout.js';
import { neptuneDate, readNeptuneReading } from './neptune-reading.js';
import { RecordFields } from './record-fields.js';

type Fields<Id extends NeptuneId> = RecordFields<NeptuneField<Id>>;

interface OpenRoute {
  readonly header: Fields<'RTEHD'>;
  readonly routeId: string;
  /** The day on which the route was read, for the readings that no order status dates. */
  readonly readOn: CalendarDate | null;
  /** Its first record. */
  readonly from: number;
  premises: number;
  meters: number;
  readings: number;
}

/** Walks the records of a Neptune file in their order and keeps what each level states and holds. */
export class NeptuneWalk {
  readonly records: ReadRecord[] = [];
  readonly routes: RouteCounts[] = [];
  readonly cycles: string[] = [];
  declared: Partial<ReadingCounts> | null = null;

  private last: NeptuneId | '' = '';
  private route: OpenRoute | null = null;
  private premises: Fields<'PRMDT'> | null = null;
  private meter: Fields<'MTRDT'> | null = null;
  /** The first record that the next order status dates. */
  private undated = 0;

  constructor(
    private readonly keepBadReadings: boolean,
    private readonly issues: FileIssues,
  ) {}

  get counted(): ReadingCounts {
    const sum = (kind: 'customers' | 'meters' | 'readings') => this.routes.reduce((all, route) => all + route[kind], 0);
    return {
      routes: this.routes.length,
      customers: sum('customers'),
      meters: sum('meters'),
      readings: sum('readings'),
    };
  }

  /** Takes the next record. */
  take({ text, line, ended }: FixedLine): void {
    const id = text.slice(0, 5);
    if (!isNeptuneId(id)) {
      const fix = `Known records are ${Object.keys(NEPTUNE).join(', ')}.`;
      this.add('record-unknown', line, `Line ${line} starts with "${id}", which is no Neptune record.`, fix);
      return;
    }
    this.checkOrder(id, line);
    this.last = id;
    if (!this.hasLength(NEPTUNE[id], text, line, ended)) return;
    const fields = <Id extends NeptuneId>(of: Id): Fields<Id> =>
      new RecordFields(
        NEPTUNE[of] as NeptuneRecord<NeptuneField<Id>>,
        text.padEnd(NEPTUNE[of].length),
        line,
        this.issues,
      );
    switch (id) {
      case 'COMHD':
        break;
      case 'RTEHD':
        this.openRoute(fields('RTEHD'));
        break;
      case 'PRMDT':
        this.premises = fields('PRMDT');
        this.meter = null;
        this.undated = this.records.length;
        if (this.route) this.route.premises += 1;
        break;
      case 'MTRDT':
        this.meter = fields('MTRDT');
        this.meter.needed('meter');
        if (this.route) this.route.meters += 1;
        break;
      case 'RDGDT':
        this.takeReading(fields('RDGDT'));
        break;
      case 'ORDST':
        this.takeDate(fields('ORDST'));
        break;
      case 'RTETR':
        this.closeRoute(fields('RTETR'));
        break;
      case 'COMTR':
        this.closeFile(fields('COMTR'));
        break;
    }
  }

  /** Tells when the file ended before its trailer. */
  finish(lastLine: number): void {
    if (this.last === 'COMTR') return;
    const where = this.route === null ? 'outside any route' : `inside route ${this.route.routeId}`;
    const message = `The file is cut: it ends at line ${lastLine}, ${where}; nothing was taken.`;
    this.add('file-cut', lastLine, message, 'Copy the file again, or unload again.');
  }

  private checkOrder(id: NeptuneId, line: number): void {
    const expected = NEPTUNE_AFTER[this.last];
    if (expected.includes(id)) return;
    const after = this.last === '' ? 'at the start of the file' : `after ${this.last}`;
    const wanted = expected.length === 0 ? 'nothing may follow' : `${expected.join(' or ')} must come`;
    this.add('record-order', line, `Line ${line}: ${id} stands ${after}, where ${wanted}.`, ORDER_FIX);
  }

  /** Blanks at the end of a record may be missing or too many; nothing else may. */
  private hasLength({ id, least, length }: NeptuneRecord, text: string, line: number, ended: boolean): boolean {
    const isWhole = ended ? text.length >= least : text.length >= length;
    if (isWhole && text.slice(length).trim() === '') return true;
    const message = `Line ${line} has ${text.length} characters; a ${id} record has ${length}.`;
    this.add('line-length', line, message, 'Copy the file as binary, and do not open it in an editor.');
    return false;
  }

  private openRoute(header: Fields<'RTEHD'>): void {
    const cycle = header.text('cycle');
    if (cycle !== '' && !this.cycles.includes(cycle)) this.cycles.push(cycle);
    const routeId = header.needed('route');
    const readOn = neptuneDate(header, 'readDate');
    this.route = { header, routeId, readOn, from: this.records.length, premises: 0, meters: 0, readings: 0 };
    this.premises = null;
    this.meter = null;
    this.undated = this.records.length;
  }

  private takeReading(fields: Fields<'RDGDT'>): void {
    const { route, premises, meter } = this;
    // Without the records above it a reading belongs to nobody; the order issue says so.
    if (!route || !premises || !meter) return;
    route.readings += 1;
    const stop = { routeId: route.routeId, premises, meter };
    const record = readNeptuneReading(fields, stop, this.keepBadReadings);
    this.records.push({ ...record, date: record.reading === null ? null : route.readOn });
  }

  /** The day on which the order was carried out is the date of the readings since the one before. */
  private takeDate(fields: Fields<'ORDST'>): void {
    const date = neptuneDate(fields, 'readDate');
    const undated = this.records.splice(this.undated);
    this.records.push(...undated.map((record) => ({ ...record, date: date ?? record.date })));
    this.undated = this.records.length;
  }

  private closeRoute(trailer: Fields<'RTETR'>): void {
    const { route } = this;
    if (!route) return;
    const { routeId, premises, meters, readings, header } = route;
    for (const name of ['office', 'cycle', 'route'] as const) {
      if (trailer.text(name) !== header.text(name)) {
        const what = `holds "${trailer.text(name)}" at the end of ${routeId}, whose header has "${header.text(name)}"`;
        trailer.add(name, 'route-differs', what, ORDER_FIX);
      }
    }
    this.checkDates(route);
    reconcile(trailer, 'premises', premises);
    reconcile(trailer, 'meters', meters);
    this.routes.push({ routeId, customers: premises, meters, readings });
    this.route = null;
  }

  private checkDates({ from }: OpenRoute): void {
    for (const { reading, date, line } of this.records.slice(from)) {
      if (reading === null || date !== null) continue;
      const message = `Line ${line}: no ORDST dates this reading, and its route has no read date.`;
      this.add('date-missing', line, message, 'Unload the handheld again, so that it dates its readings.');
    }
  }

  private closeFile(trailer: Fields<'COMTR'>): void {
    reconcile(trailer, 'routes', this.routes.length);
    const { routes, customers, meters } = this.counted;
    this.declared = { routes, customers, meters };
  }

  private add(code: string, line: number, message: string, fix: string): void {
    this.issues.add({ code, line, field: '', message, fix });
  }
}

/** Compares the count that a trailer states with what was found. */
function reconcile<Field extends string>(fields: RecordFields<Field>, name: Field, found: number): void {
  const stated = fields.count(name);
  if (Number.isNaN(stated) || stated === found) return;
  const fix = 'Records were lost or doubled on the way. Unload the handheld again; nothing was taken.';
  fields.add(name, 'count-differs', `states ${stated} but ${found} were found`, fix);
}

const ORDER_FIX = 'Lines are missing, doubled or moved. Copy the file again, or unload again.';
