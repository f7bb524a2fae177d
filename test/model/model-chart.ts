import type { ModelRules } from './model-rules.js';

interface ModelCharge {
  readonly receivable: string;
  readonly credited: string;
  /** Where it stands until it is collected, if it is the City's. */
  readonly uncollected?: string;
}

const CHARGES: Readonly<Record<string, ModelCharge>> = {
  water: { receivable: '1110', credited: '4010' },
  'water-tax': { receivable: '1141', credited: '2200' },
  sewer: { receivable: '1120', credited: '2110', uncollected: '2115' },
  garbage: { receivable: '1130', credited: '2120', uncollected: '2125' },
  'water-late-charge': { receivable: '1151', credited: '4110' },
  'sewer-late-charge': { receivable: '1152', credited: '4110' },
  'garbage-late-charge': { receivable: '1153', credited: '2120', uncollected: '2125' },
  fee: { receivable: '1160', credited: '4120' },
};

export const CASH = '1010';
export const RESTRICTED_CASH = '1020';
export const ALLOWANCE = '1190';
export const DEPOSITS = '2300';
export const REFUNDS = '2310';
export const UNAPPLIED = '2400';
export const SUSPENSE = '2410';
export const INTEREST = '5010';
export const DUE_TO_CITY: Readonly<Record<string, string>> = { sewer: '2110', garbage: '2120' };

export const MODEL_CHARGE_TYPES: readonly string[] = Object.keys(CHARGES);

export function receivableOf(type: string): string {
  return chargeOf(type).receivable;
}

/** Where a charge goes when it is made. */
export function creditedAt(type: string, { cityBasis }: ModelRules): string {
  const { credited, uncollected } = chargeOf(type);
  return cityBasis === 'collected' ? (uncollected ?? credited) : credited;
}

/** Where it stands once it is collected. */
export function collectedAt(type: string): string {
  return chargeOf(type).credited;
}

/** Whether a write-off of it is the City's loss. */
export function isCitysLoss(type: string, { writeOffBearer }: ModelRules): boolean {
  return writeOffBearer === 'owner' && chargeOf(type).uncollected !== undefined;
}

function chargeOf(type: string): ModelCharge {
  const charge = CHARGES[type];
  if (!charge) throw new RangeError(`The model knows no charge type ${type}.`);
  return charge;
}
