const FAMILIES: ReadonlySet<string> = new Set([
  'tier_starts',
  'tier_prices',
  'flat_rate',
  'budget',
  'indoor',
  'outdoor',
  'gpcd',
  'landscape_factor',
]);

/**
 * The names that a name may mean inside a field, best first. OWRS lets `gpcd` in a plain or `_commodity` field
 * mean gpcd or gpcd_commodity, and in a drought field gpcd_drought before these. A field never means itself.
 */
export function meanings(name: string, field: string): readonly string[] {
  if (!FAMILIES.has(name)) return [name];
  const plain = [name, `${name}_commodity`];
  const all = isDroughtField(field) ? [`${name}_drought`, ...plain] : plain;
  const others = all.filter((meaning) => meaning !== field);
  return others.length > 0 ? others : all;
}

function isDroughtField(field: string): boolean {
  return field.endsWith('_drought') || field === 'variable_drought_surcharge';
}
