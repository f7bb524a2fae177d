import type { ClassSettings, LineKind, LineSetting } from '../settings/settings.js';

/** The lines that a class's settings add to its bills: minimum, maximum, taxes and fees, in this order. */
export function addedLines({ billMinimum, billMaximum, taxes, fees }: ClassSettings): readonly LineSetting[] {
  const line = (component: string, description: string, kind: LineKind) => ({ component, description, kind });
  return [
    ...(billMinimum === null ? [] : [line('bill_minimum', billMinimum.description, 'charge')]),
    ...(billMaximum === null ? [] : [line('bill_maximum', billMaximum.description, 'credit')]),
    ...taxes.map(({ component, description }) => line(component, description, 'tax')),
    ...fees.map(({ fee, description }) => line(feeComponent(fee), description, 'fee')),
  ];
}

export function feeComponent(fee: string): string {
  return `${fee}_fee`;
}
