import type { PastUse } from '../../domain/statement/statement.js';
import { colours } from './look.js';
import type { Pen } from './pen.js';
import { grouped, shortMonth } from './statement-words.js';

/** A year and the same month of the year before. */
const BARS = 13;
const PLOT_HEIGHT = 50;
const LABELS = { size: 6.5, colour: colours.muted };

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
}

/** What the chart takes from its upper edge to below the years. */
export const CHART_HEIGHT = PLOT_HEIGHT + 33;

/** Draws the use of 13 periods as bars, this one emphasized and the estimated ones hatched. */
export function drawUseChart(pen: Pen, history: readonly PastUse[], { left, top, width }: Box): void {
  const most = scaleEnd(Math.max(...history.map(({ gallons }) => gallons)));
  const plotTop = top + 12;
  const floor = plotTop + PLOT_HEIGHT;
  drawScale(pen, most, { left, top: plotTop, width });
  if (history.some(({ isEstimated }) => isEstimated)) {
    pen.write('Hatched: estimated', { x: left + width, y: plotTop - 3, align: 'right' }, LABELS);
  }
  const step = width / BARS;
  const empty = BARS - history.length;
  for (const [index, use] of history.entries()) {
    const x = left + (empty + index) * step;
    const height = use.gallons === 0 ? 0 : Math.max(1, (use.gallons / most) * PLOT_HEIGHT);
    const isThis = index === history.length - 1;
    const bar = { x: x + step * 0.17, y: floor - height, width: step * 0.66, height };
    drawBar(pen, bar, { isThis, isEstimated: use.isEstimated });
    const middle = x + step / 2;
    const style = isThis ? { ...LABELS, weight: 'semibold' as const, colour: colours.ink } : LABELS;
    pen.write(shortMonth(use.periodTo), { x: middle, y: floor + 9, align: 'centre' }, style);
    const isNewYear = use.periodTo.slice(0, 4) !== history[index - 1]?.periodTo.slice(0, 4);
    if (isNewYear) pen.write(use.periodTo.slice(0, 4), { x: middle, y: floor + 17, align: 'centre' }, LABELS);
  }
  pen.document
    .lineWidth(0.75)
    .strokeColor(colours.muted)
    .moveTo(left, floor)
    .lineTo(left + width, floor)
    .stroke();
}

function drawScale(pen: Pen, most: number, { left, top, width }: Box): void {
  pen.document.lineWidth(0.4).strokeColor(colours.rule);
  for (const y of [top, top + PLOT_HEIGHT / 2])
    pen.document
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke();
  pen.write(`${grouped(most)} gallons`, { x: left, y: top - 3 }, LABELS);
}

interface Bar {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function drawBar(
  { document }: Pen,
  { x, y, width, height }: Bar,
  { isThis, isEstimated }: { readonly isThis: boolean; readonly isEstimated: boolean },
): void {
  if (height === 0) return;
  const colour = isThis ? colours.accent : colours.bar;
  if (!isEstimated) {
    document.rect(x, y, width, height).fill(colour);
    return;
  }
  document
    .save()
    .rect(x, y, width, height)
    .clip()
    .lineWidth(1.1)
    .strokeColor(isThis ? colours.accent : colours.muted);
  for (let start = y - width; start < y + height + width; start += 3) {
    document
      .moveTo(x, start + width)
      .lineTo(x + width, start)
      .stroke();
  }
  document.restore();
  document.lineWidth(0.8).strokeColor(isThis ? colours.accent : colours.muted);
  document.rect(x + 0.4, y + 0.4, width - 0.8, Math.max(height - 0.4, 0.4)).stroke();
}

/** The round number above the largest bar: 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten. */
export function scaleEnd(largest: number): number {
  if (largest <= 10) return 10;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((each) => each * power >= largest) ?? 10;
  return step * power;
}
