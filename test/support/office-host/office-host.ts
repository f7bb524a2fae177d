import { DEFAULT_APPEARANCE, type HostAppearance } from '../../../addin/workbench/host/protocol/app-context.js';
import { Person } from '../../../addin/workbench/host/person.js';
import { WorkbookHost } from '../../../addin/workbench/host/workbook-host.js';
import { openOfficeWindow } from './office-window.js';

/** Microsoft's office.js on a workbook in memory. */
export interface OfficeHost {
  readonly host: WorkbookHost;
  readonly person: Person;
  readonly Excel: typeof Excel;
  readonly Office: typeof Office;
  /** Makes Excel and Office global, for code under test that expects them so. The returned function takes them away again. */
  install(): () => void;
  /** Waits until the events of everything so far have reached their handlers. */
  settled(): Promise<void>;
  /** Ends it; installed globals are taken away. */
  dispose(): void;
}

/**
 * Starts office.js in Node, on a workbook with one empty sheet.
 * @param options how Excel presents itself
 */
export async function createOfficeHost(options: Partial<HostAppearance> = {}): Promise<OfficeHost> {
  const appearance = { ...DEFAULT_APPEARANCE, ...options };
  const host = new WorkbookHost(appearance);
  const toHost = (message: string): void => void connection.receive(message);
  const window = openOfficeWindow(toHost, appearance);
  const connection = host.connect((message) => window.deliver(message));
  await window.load('office.js');
  const office = window.global('Office') as typeof Office;
  await office.onReady();
  const excel = window.global('Excel') as typeof Excel;
  const undo: (() => void)[] = [];
  return {
    host,
    person: new Person(host.workbook),
    Excel: excel,
    Office: office,
    install: () => {
      const remove = installGlobals({ Excel: excel, Office: office });
      undo.push(remove);
      return remove;
    },
    settled: async () => {
      // Model to host, host to office.js, office.js to handler: each hops over a timer or a promise.
      for (let hop = 0; hop < 4; hop += 1) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    dispose: () => {
      for (const remove of undo.splice(0)) remove();
      host.disconnect(connection);
      window.close();
    },
  };
}

function installGlobals(values: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(values).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  };
}
