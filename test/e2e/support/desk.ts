import assert from 'node:assert/strict';
import { chromium, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from 'playwright-core';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import type { BridgeProcess } from './bridge-process.js';

/** The workbench in Chromium with the pane beside it, as a person sees it. */
export interface Desk {
  readonly page: Page;
  readonly pane: FrameLocator;
  /** The values of cells, e.g. "Readings!A4:D9". */
  cells(address: string): Promise<SheetCell[][]>;
  /** Types into a cell of the workbook without the grid's help. */
  type(address: string, input: string | number): Promise<void>;
  /** The rows of a pulled sheet as records by header. */
  rows(sheet: string): Promise<PulledRow[]>;
  /** Nothing went wrong on the page, and the add-in used nothing that Excel lacks. */
  assertClean(): Promise<void>;
}

export interface PulledRow {
  /** The row's number in the sheet. */
  readonly sheetRow: number;
  readonly cells: Readonly<Record<string, SheetCell>>;
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  // A container's shared memory may be too small for two browsers at once.
  '--disable-dev-shm-usage',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const HEADER_ROW = 4;
/** A busy machine takes its time, most of all to compile the page. */
const MILLISECONDS_MAX = 90_000;

/** Starts the Chromium that the tests found. */
export async function startChromium(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Opens the workbench of a bridge, on a page that may be prepared before it is loaded. */
export async function openDesk(
  browser: Browser,
  bridge: BridgeProcess,
  look: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Desk> {
  const context = await browser.newContext({
    ignoreHTTPSErrors: true,
    viewport: { width: 1400, height: 850 },
    ...look,
  });
  context.setDefaultTimeout(MILLISECONDS_MAX);
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) troubles.push(message.text());
  });
  await prepare(page);
  await page.goto(`https://localhost:${bridge.port}/workbench/`);
  const cells = (address: string) => page.evaluate((at) => window.curbstopWorkbench.person.values(at), address);
  return {
    page,
    pane: page.frameLocator('#pane iframe'),
    cells,
    type: (address, input) =>
      page.evaluate(([at, text]) => window.curbstopWorkbench.person.type(at, text), [address, input] as const),
    rows: async (sheet) => toRows(await cells(`'${sheet}'!A${HEADER_ROW}:Z700`)),
    assertClean: async () => {
      const unknown = await page.evaluate(() => [...window.curbstopWorkbench.unknownMembers]);
      assert.deepEqual({ troubles, unknown }, { troubles: [], unknown: [] });
    },
  };
}

function toRows([headers = [], ...rows]: SheetCell[][]): PulledRow[] {
  return rows.flatMap((row, index) => {
    if (row[0] === '' || row[0] === undefined) return [];
    const named = headers.flatMap((header, column) => (header === '' ? [] : [[header, row[column] ?? '']]));
    return [{ sheetRow: HEADER_ROW + 1 + index, cells: Object.fromEntries(named) as PulledRow['cells'] }];
  });
}

/** Loads the pane anew and leaves the workbook as it is, as Excel does when the pane is closed and opened. */
export async function reloadPane({ page }: Desk): Promise<void> {
  await page.locator('#pane iframe').evaluate((frame: HTMLIFrameElement) => frame.contentWindow?.location.reload());
}

/** As narrow as Excel lets the pane be. */
const NARROW_PIXELS = 320;

/** How the person's system shows colours. */
export type Look = 'light' | 'dark' | 'high-contrast';

/** Makes the pane as narrow as Excel lets it be, in a page of a height and a look. */
export async function narrowPane({ page }: Desk, look: Look, height = 700): Promise<void> {
  await page.setViewportSize({ width: 900, height });
  await page.emulateMedia({
    colorScheme: look === 'light' ? 'light' : 'dark',
    forcedColors: look === 'high-contrast' ? 'active' : 'none',
    reducedMotion: 'reduce',
  });
  const setWidth = (html: HTMLElement | SVGElement, width: number) =>
    html.style.setProperty('--pane-width', `${width}px`);
  await page.locator('html').evaluate(setWidth, NARROW_PIXELS);
  const box = await page.locator('#pane').boundingBox();
  assert.equal(box?.width, NARROW_PIXELS, 'the pane is as narrow as it is said to be');
}

/** How many pixels of the pane can be seen only by scrolling sideways. */
export async function pixelsBeyond({ pane }: Desk): Promise<number> {
  return pane.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth);
}

/** Pairs the pane by the code in the bridge's window. */
export async function pair({ pane }: Desk, bridge: BridgeProcess): Promise<void> {
  await pane.getByLabel('Code from the bridge’s window').fill(bridge.pairingCode());
  await pane.getByRole('button', { name: 'Pair', exact: true }).click();
  await pane.getByRole('tab', { name: 'Home' }).waitFor();
  await openGroups(pane);
}

/** Opens the groups of forms on Home, which stay open from then on. */
async function openGroups(pane: FrameLocator): Promise<void> {
  const closed = pane.getByRole('button', { expanded: false });
  while ((await closed.count()) > 0) await closed.first().click();
}
