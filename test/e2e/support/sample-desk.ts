import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type CalendarDate, dateInTimeZone } from '../../../bridge/contract/calendar-date.js';
import { type Database, openDatabase } from '../../../bridge/store/database.js';
import { townCopy } from '../../support/town/sample-town-file.js';
import { type BridgeProcess, startBridge } from './bridge-process.js';
import { type Desk, openDesk, pair, reloadPane, startChromium } from './desk.js';

/** A sample town of sixty accounts, its bridge in a process of its own, and a paired pane in Chromium. */
export class SampleDesk {
  readonly today: CalendarDate;
  private readonly now = new Date();
  private copiedFile: string | null = null;
  private openedBrowser: Browser | null = null;
  private startedBridge: BridgeProcess | null = null;

  constructor(
    private readonly port: number,
    private person = 'coordinator',
  ) {
    this.today = dateInTimeZone(this.now, 'America/Chicago');
  }

  get bridge(): BridgeProcess {
    return opened(this.startedBridge);
  }

  get browser(): Browser {
    return opened(this.openedBrowser);
  }

  /** The data folder. */
  get folder(): string {
    return path.dirname(this.databaseFile);
  }

  async open(): Promise<Desk> {
    const desk = await this.openUnpaired();
    await pair(desk, this.bridge);
    return desk;
  }

  /** With a pane that was never paired, on a page that may be prepared before it is loaded. */
  async openUnpaired(prepare?: (page: Page) => Promise<unknown>): Promise<Desk> {
    this.copiedFile = await townCopy(this.today, this.now);
    await this.startBridge();
    this.openedBrowser = await startChromium();
    return openDesk(this.browser, this.bridge, {}, prepare);
  }

  /** Goes on as someone else, with the same workbook: the bridge is started for that person, and the pane paired anew. */
  async changePerson(desk: Desk, person: string): Promise<void> {
    this.person = person;
    await this.bridge.stop();
    await this.startBridge();
    await desk.page.evaluate(() => localStorage.clear());
    await reloadPane(desk);
    await pair(desk, this.bridge);
  }

  /** Starts a bridge on the same folder and port; the one before must have ended. */
  async startBridge(): Promise<void> {
    this.startedBridge = await startBridge(this.folder, this.port, '--person', this.person);
  }

  /** Reads the books beside the bridge. */
  async read<T>(query: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(this.databaseFile);
    try {
      return await query(database);
    } finally {
      await database.destroy();
    }
  }

  async close(): Promise<void> {
    await this.openedBrowser?.close();
    await this.startedBridge?.stop();
  }

  private get databaseFile(): string {
    return opened(this.copiedFile);
  }
}

function opened<T>(thing: T | null): T {
  if (thing === null) throw new Error('The desk is not open yet.');
  return thing;
}
