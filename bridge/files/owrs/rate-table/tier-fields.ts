const TIER_FIELD = /^(sewer_)?tier_(starts|prices)(_commodity|_drought)?$/;

/** A field of tier starts or prices, and how its other half and its charge are called. */
export interface TierField {
  readonly part: 'starts' | 'prices';
  readonly starts: string;
  readonly prices: string;
  /** The charge that these tiers price. */
  readonly charge: string;
}

/** Reads a field's name as that of tiers, or gives null. */
export function tierField(name: string): TierField | null {
  const found = TIER_FIELD.exec(name);
  if (found === null) return null;
  const [, prefix = '', part, suffix = ''] = found;
  const isStarts = part === 'starts';
  return {
    part: isStarts ? 'starts' : 'prices',
    starts: `${prefix}tier_starts${suffix}`,
    prices: `${prefix}tier_prices${suffix}`,
    charge: chargeOf(prefix, suffix),
  };
}

function chargeOf(prefix: string, suffix: string): string {
  if (prefix !== '') return 'sewer_charge';
  return suffix === '_drought' ? 'variable_drought_surcharge' : 'commodity_charge';
}
