import type { ReadingCounts, ReadRecord, RouteCounts } from '../../contract/reading-file.js';
import type { FileIssues } from './file-issues.js';
import { MvrsFields } from './mvrs-fields.js';
import { isMvrsId, MVRS_AFTER, type MvrsId, type MvrsLayout } from './mvrs-layout.js';
import { readMvrsReading } from './mvrs-reading.js';
import { reconcileCount, reconcileFile, reconcileRoute, sumRoutes } from './mvrs-tally.js';
import type { OpenRecord, RouteTally } from './mvrs-tally.js';

/** Walks the records of an MV-RS upload in file order and keeps what each level states and holds. */
export class MvrsWalk {
  readonly records: ReadRecord[] = [];
  readonly routes: RouteCounts[] = [];
  readonly cycles: string[] = [];
  declared: ReadingCounts | null = null;

  private last: MvrsId | '' = '';
  private inCycle = false;
  private header: MvrsFields<'FHD'> | null = null;
  private route: RouteTally | null = null;
  private customer: OpenRecord<'CUS'> | null = null;
  private meter: OpenRecord<'MTR'> | null = null;

  constructor(
    private readonly keepBadReadings: boolean,
    private readonly issues: FileIssues,
  ) {}

  get counted(): ReadingCounts {
    return sumRoutes(this.routes);
  }

  /** Takes the next record. */
  take(content: string, line: number): void {
    const id = content.slice(0, 3);
    if (!isMvrsId(id)) {
      this.add('record-unknown', line, `Line ${line} starts with "${id}", which is no MV-RS record.`, UNKNOWN_FIX);
      return;
    }
    this.checkOrder(id, line);
    this.last = id;
    const fields = <Id extends keyof MvrsLayout>(of: Id) => new MvrsFields(of, content, line, this.issues);
    switch (id) {
      case 'FHD':
        this.header = fields('FHD');
        break;
      case 'CHD':
        this.inCycle = true;
        this.cycles.push(fields('CHD').needed('cycle'));
        break;
      case 'RHD':
        this.openRoute(fields('RHD'));
        break;
      case 'CUS':
        this.openCustomer(fields('CUS'));
        break;
      case 'MTR':
        this.openMeter(fields('MTR'));
        break;
      case 'RDG':
        this.takeReading(fields('RDG'));
        break;
      case 'RFF':
        this.takeRadio(fields('RFF'));
        break;
      case 'RTR':
        this.closeRoute(fields('RTR'));
        break;
      case 'CTR':
        this.inCycle = false;
        break;
      case 'FTR':
        this.closeFile(fields('FTR'));
        break;
      case 'CSX':
      case 'MTX':
      case 'MTS':
      case 'WRR':
        break;
    }
  }

  /** Tells when the file ended before its trailer. `torn` means that its last line is incomplete. */
  finish(lastLine: number, torn: boolean): void {
    if (this.last === 'FTR' && !torn) return;
    const where = this.route === null ? 'outside any route' : `inside route ${this.route.routeId}`;
    const how = torn ? 'in the middle of a line, ' : '';
    const message = `The file is cut: it ends at line ${lastLine}, ${how}${where}; nothing was taken.`;
    this.add('file-cut', lastLine, message, 'Copy the file again from the MV-RS computer, or unload again.');
  }

  private checkOrder(id: MvrsId, line: number): void {
    const expected = MVRS_AFTER[this.last].filter(
      (next) => (next !== 'CTR' || this.inCycle) && (next !== 'FTR' || !this.inCycle),
    );
    if (expected.includes(id)) return;
    const after = this.last === '' ? 'at the start of the file' : `after ${this.last}`;
    const wanted = expected.length === 0 ? 'nothing may follow' : `${expected.join(' or ')} must come`;
    this.add('record-order', line, `Line ${line}: ${id} stands ${after}, where ${wanted}.`, ORDER_FIX);
  }

  private openRoute(fields: MvrsFields<'RHD'>): void {
    this.route = { routeId: fields.needed('route'), header: fields, customers: 0, meters: 0, readings: 0 };
  }

  private openCustomer(fields: MvrsFields<'CUS'>): void {
    this.closeCustomer();
    this.checkRoute(fields);
    this.customer = { fields, found: 0 };
    if (this.route) this.route.customers += 1;
  }

  private openMeter(fields: MvrsFields<'MTR'>): void {
    this.closeMeter();
    this.checkRoute(fields);
    fields.needed('meter');
    this.meter = { fields, found: 0 };
    if (this.customer) this.customer.found += 1;
    if (this.route) this.route.meters += 1;
  }

  private takeReading(fields: MvrsFields<'RDG'>): void {
    this.checkRoute(fields);
    const { route, customer, meter } = this;
    // Without the records above it a reading belongs to nobody; the order issue says so.
    if (!route || !customer || !meter) return;
    meter.found += 1;
    route.readings += 1;
    const stop = {
      routeId: route.routeId,
      accountId: customer.fields.text('account') || null,
      meterId: meter.fields.text('meter'),
      changedOut: meter.fields.text('changedOut') === 'Y',
      sequence: meter.fields.countOrBlank('sequence'),
    };
    this.records.push(readMvrsReading(fields, stop, this.keepBadReadings));
  }

  private takeRadio(fields: MvrsFields<'RFF'>): void {
    this.checkRoute(fields);
    const reading = this.records.pop();
    if (!reading) return;
    const endpointSerial = fields.text('ert');
    if (!/^\d{8,10}$/.test(endpointSerial)) {
      fields.add('ert', 'ert-invalid', `holds "${endpointSerial}", which is no ERT number`, 'Unload again.');
    }
    const tamper = fields.text('tamper');
    this.records.push({ ...reading, endpointSerial, tamper: /^0*$/.test(tamper) ? null : tamper });
  }

  private closeMeter(): void {
    if (this.meter) reconcileCount(this.meter.fields, 'readings', this.meter.found);
    this.meter = null;
  }

  private closeCustomer(): void {
    this.closeMeter();
    if (this.customer) reconcileCount(this.customer.fields, 'meters', this.customer.found);
    this.customer = null;
  }

  private closeRoute(fields: MvrsFields<'RTR'>): void {
    this.closeCustomer();
    this.checkRoute(fields);
    if (this.route) this.routes.push(reconcileRoute(this.route, fields));
    this.route = null;
  }

  private closeFile(fields: MvrsFields<'FTR'>): void {
    if (this.header) this.declared = reconcileFile(this.header, this.counted);
    reconcileFile(fields, this.counted);
  }

  private checkRoute(fields: MvrsFields<'CUS' | 'MTR' | 'RDG' | 'RFF' | 'RTR'>): void {
    const text = fields.text('route');
    if (!this.route || text === this.route.routeId) return;
    const what = `holds "${text}" inside route ${this.route.routeId}`;
    fields.add('route', 'route-differs', what, ORDER_FIX);
  }

  private add(code: string, line: number, message: string, fix: string): void {
    this.issues.add({ code, line, field: '', message, fix });
  }
}

const UNKNOWN_FIX = 'Known records are FHD, CHD, RHD, CUS, CSX, MTR, MTX, MTS, RDG, RFF, WRR, RTR, CTR and FTR.';
const ORDER_FIX = 'Lines are missing, doubled or moved. Copy the file again from the MV-RS computer, or unload again.';
