import assert from 'node:assert/strict';
import { BridgeClient } from '../../../../addin/client/bridge-client.js';
import { PendingPushes } from '../../../../addin/client/pending-push.js';
import { SheetEngine } from '../../../../addin/sheets/sheet-engine.js';
import { keptInMemory } from '../../../support/kept-in-memory.js';
import { createOfficeHost, type OfficeHost } from '../../../support/office-host/office-host.js';
import { FakeBridge } from './fake-bridge.js';

/** A workbook on Microsoft's office.js, a bridge in memory, and the engine between them. */
export interface Desk {
  readonly office: OfficeHost;
  readonly bridge: FakeBridge;
  readonly client: BridgeClient;
  readonly engine: SheetEngine;
  /** Another engine, as after the add-in was reloaded: only what is kept outside of the page is left. */
  reloaded(): SheetEngine;
}

export interface DeskOptions {
  /** The customs by which the person types. */
  readonly locale?: string;
  /** One that serves another desk as well. */
  readonly bridge?: FakeBridge;
}

/** Opens a desk with an empty workbook. */
export async function openDesk({ locale = 'en-US', bridge = new FakeBridge() }: DeskOptions = {}): Promise<Desk> {
  const office = await createOfficeHost({ locale });
  office.install();
  const client = new BridgeClient({ baseUrl: '', token: () => 't', fetch: bridge.fetch });
  const kept = keptInMemory();
  const newEngine = (): SheetEngine => new SheetEngine(client, new PendingPushes(kept));
  return { office, bridge, client, engine: newEngine(), reloaded: newEngine };
}

/** Closes the desk; the engine must not have used anything that Excel would not have, nor kept hold of anything. */
export function closeDesk({ office }: Desk): void {
  const { unknownMembers, unknownFunctions, keptObjects } = office.host;
  office.dispose();
  assert.deepEqual({ unknownMembers, unknownFunctions, keptObjects }, NOTHING_LEFT);
}

const NOTHING_LEFT = { unknownMembers: [], unknownFunctions: [], keptObjects: 0 };

export interface CellLook {
  readonly format: unknown;
  readonly fill: string;
}

/** The number format and the fill of a cell such as "Readings!D5". */
export function lookOf({ office }: Desk, address: string): Promise<CellLook> {
  const [sheetName = '', cellAddress = ''] = address.split('!');
  return office.Excel.run(async (context) => {
    const cell = context.workbook.worksheets.getItem(sheetName).getRange(cellAddress);
    cell.load('numberFormat,format/fill/color');
    await context.sync();
    return { format: cell.numberFormat[0]?.[0] as unknown, fill: cell.format.fill.color };
  });
}

/** The Status texts of the given rows of a sheet, by the column's heading. */
export function statusOf({ office: { person } }: Desk, tableName: string): unknown[] {
  const { columns, body, sheet } = person.table(tableName);
  const index = body.column + columns.findIndex(({ name }) => name === 'Status');
  return Array.from({ length: body.rows }, (_, row) => sheet.value(body.row + row, index));
}

export function sheetNamesOf({ office }: Desk): string[] {
  return office.host.workbook.sheets.map(({ name }) => name);
}
