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

const FEE_DATA = 'fee_';

/** The data that say how many times a fee is charged. */
export function feeDatum(fee: string): string {
  return `${FEE_DATA}${fee}`;
}

/** The fee whose number some data say; null for other data. */
export function feeNamed(datum: string): string | null {
  return datum.startsWith(FEE_DATA) ? datum.slice(FEE_DATA.length) : null;
}

/** Tells whether a component is a fee of the settings. An ordinary component may have a line of the kind "fee", too. */
export function isFeeComponent(component: string, { fees }: Pick<ClassSettings, 'fees'>): boolean {
  return fees.some(({ fee }) => feeComponent(fee) === component);
}
