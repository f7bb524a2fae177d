import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Desk } from '../e2e/support/desk.js';
import { withPalette } from './palette-png.js';

/** Sheets are cut after the last column that fits whole. */
const SHEET_WIDTH_MAX = 1_130;
const SHEET_ROWS_MAX = 20;
/** With the pane beside it, fewer columns fit. */
const BESIDE_PANE_WIDTH_MAX = 1_040;
const BESIDE_PANE_HEIGHT = 640;
const PANE_WIDTH = 360;
const PANE_HEIGHT_MAX = 900;
/** What the grid draws around and over its cells. */
const ROW_NUMBERS = 46;
const COLUMN_LETTERS = 20;
const SCROLL_BARS = 16;
/** All that stands above and below the grid's cells. */
const PAGE_HEIGHT_BEYOND = 200;
const ROW_HEIGHT = 20;
/** The title's row and the headings' are higher than others. */
const HIGH_ROW_HEIGHT = 26;
/** The grid draws a moment after the workbook has changed, and what was loaded fades in. */
const SETTLE_MILLISECONDS = 700;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Takes pictures of the desk: of a sheet alone, of the pane alone, or of both. */
export class Camera {
  constructor(
    private readonly desk: Desk,
    private readonly folder: string,
  ) {}

  /** The used part of a sheet, up to its last column that fits. */
  async sheet(sheetName: string, file: string): Promise<void> {
    const { width, height } = await this.usedSize(sheetName, SHEET_WIDTH_MAX);
    await this.lookAt(sheetName, { width: width + SCROLL_BARS, height });
    await this.shoot(file, '#grid', { width, height });
  }

  /** What the pane shows, as long as it is. */
  async pane(file: string, heightMax = PANE_HEIGHT_MAX): Promise<void> {
    await this.setPaneWidth();
    await this.resize({ width: SHEET_WIDTH_MAX, height: heightMax + PAGE_HEIGHT_BEYOND });
    await this.scrollPaneUp();
    const used = await this.desk.pane.getByRole('tabpanel').evaluate((panel) => panel.getBoundingClientRect().bottom);
    await this.shoot(file, '#pane', { width: PANE_WIDTH, height: Math.min(Math.ceil(used), heightMax) });
  }

  /** A sheet with the pane beside it. */
  async both(sheetName: string, file: string): Promise<void> {
    const { width } = await this.usedSize(sheetName, BESIDE_PANE_WIDTH_MAX);
    await this.lookAt(sheetName, { width: width + SCROLL_BARS, height: BESIDE_PANE_HEIGHT });
    await this.scrollPaneUp();
    await this.shoot(file, '.desk', null);
  }

  /** The pixels that a sheet's cells take, with the grid's headings. */
  private async usedSize(sheetName: string, widthMax: number): Promise<Size> {
    const { points, rows } = await this.desk.page.evaluate((name) => {
      const sheet = window.curbstopWorkbench.person.sheet(name);
      const extent = sheet.cells.extent();
      const filled = [...sheet.cells.inside(extent)].filter(({ cell }) => cell.value !== '');
      return {
        points: Array.from({ length: extent.columns }, (_, at) => {
          const column = sheet.columns.get(at);
          return column?.hidden === true ? 0 : (column?.size ?? sheet.standardWidth);
        }),
        rows: 1 + Math.max(...filled.map(({ row }) => row)),
      };
    }, sheetName);
    let width = ROW_NUMBERS;
    for (const each of points) {
      const pixels = Math.round((each * 96) / 72);
      if (width + pixels > widthMax) break;
      width += pixels;
    }
    const rowsShown = Math.min(rows + 1, SHEET_ROWS_MAX);
    return { width, height: COLUMN_LETTERS + 2 * HIGH_ROW_HEIGHT + (rowsShown - 2) * ROW_HEIGHT };
  }

  private async lookAt(sheetName: string, { width, height }: Size): Promise<void> {
    await this.setPaneWidth();
    await this.desk.page.evaluate((name) => window.curbstopWorkbench.person.select(`'${name}'!A1`), sheetName);
    const splitter = 6;
    await this.resize({ width: width + splitter + PANE_WIDTH, height: height + PAGE_HEIGHT_BEYOND });
  }

  private async scrollPaneUp(): Promise<void> {
    const html = this.desk.pane.locator('html');
    await html.evaluate(({ ownerDocument }) => ownerDocument.scrollingElement?.scrollTo(0, 0));
  }

  private async setPaneWidth(): Promise<void> {
    const root = this.desk.page.locator('html');
    await root.evaluate((html, width) => html.style.setProperty('--pane-width', `${width}px`), PANE_WIDTH);
  }

  private async resize(size: Size): Promise<void> {
    await this.desk.page.setViewportSize(size);
    await this.desk.page.mouse.move(0, 0);
    await this.desk.page.waitForTimeout(SETTLE_MILLISECONDS);
  }

  private async shoot(file: string, part: string, size: Size | null): Promise<void> {
    const box = await this.desk.page.locator(part).boundingBox();
    if (box === null) throw new Error(`The page has no ${part}.`);
    const target = path.join(this.folder, file);
    await mkdir(path.dirname(target), { recursive: true });
    const clip = { ...box, ...size };
    const png = await this.desk.page.screenshot({ clip, animations: 'disabled', caret: 'hide' });
    await writeFile(target, withPalette(png));
  }
}
