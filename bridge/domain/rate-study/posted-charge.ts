import type { Cents } from '../../contract/money.js';
import type { BillFacts, ServiceFacts } from '../billing/bill-input.js';
import type { BillInputs, GallonsPerCcf } from '../tariff/index.js';

/**
 * A service's part of a posted bill: what it was priced from, and, as the books and the readings have it, what a bill run
 * would give other rates.
 */
export interface PostedCharge extends BillFacts, ServiceFacts {
  readonly billNumber: number;
  readonly accountId: string;
  /** Gallons through the account's meters. */
  readonly meteredGallons: number;
  /** What it was priced from: what its own rates asked for. */
  readonly inputs: BillInputs;
  /** What the water service of the same bill cost; null where there is none. */
  readonly waterCents: Cents | null;
  /** The billing unit of the version that priced it, which its `usage_ccf` is in. */
  readonly billUnit: string;
  /** By which that version takes its hundred cubic feet. */
  readonly gallonsPerCcf: GallonsPerCcf;
  readonly amountCents: Cents;
}
