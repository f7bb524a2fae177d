import { counted } from './counted.js';
import type { MissingData } from './tariff-impact.js';

/** Which data bills lack: "winter_average is missing for 34 bills, such as that of 10-0042-01; carts ..." */
export function missingText(missing: readonly MissingData[]): string {
  return missing.map(missingOf).join('; ');
}

function missingOf({ name, bills, accountId }: MissingData): string {
  const which =
    bills === 1 ? `1 bill, that of ${accountId}` : `${counted(bills, 'bill')}, such as that of ${accountId}`;
  return `${name} is missing for ${which}`;
}
