import type { MetersParameters } from '../../../bridge/contract/sheets/meters.js';
import { words } from '../words.js';

export const meterChoices = ['all', 'in stock', 'in place', 'retired', 'route', 'meter'] as const;
export type MeterChoice = (typeof meterChoices)[number];

export type MeterRequest =
  | { readonly parameters: MetersParameters; readonly trouble: null }
  | { readonly parameters: null; readonly trouble: string };

/** Which meters to ask for, or what is wrong with what was typed. */
export function meterRequest(choice: MeterChoice, typed: string): MeterRequest {
  const text = typed.trim();
  switch (choice) {
    case 'all':
      return { parameters: {}, trouble: null };
    case 'route':
      if (text === '') return { parameters: null, trouble: words.accountData.routeMissing };
      return { parameters: { routeId: text }, trouble: null };
    case 'meter':
      if (text === '') return { parameters: null, trouble: words.meters.meterMissing };
      return { parameters: { meterId: text }, trouble: null };
    default:
      return { parameters: { state: choice }, trouble: null };
  }
}
