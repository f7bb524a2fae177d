/**
 * The Alabaster Water Board's published leak adjustment: half of the bill above the minimum bill, of the two highest months
 * that follow one another, once in a calendar year, with documents within 60 days, where no water entered the sewer. What
 * its text leaves open is set carefully until the Board says otherwise: sewer, which is the City's, is not credited; the tax
 * goes with the water; a second month counts only where it is half above the usual use; a bill is within a year; an
 * estimated read is settled first. Migration 0051 writes it.
 */
export const startingLeakPolicy = {
  method: 'share-above-minimum',
  creditedPercent: '50',
  usual: { bills: 12, least: 3, by: 'bill' },
  abovePercent: null,
  months: { most: 2, furtherAbovePercent: '50' },
  once: { per: 'calendar-year' },
  documents: { withinDays: 60 },
  reachMonths: 12,
  estimatedReads: 'refused',
  qualifyingCauses: ['service line leak', 'ruptured hose', 'water heater hose leak', 'irrigation line leak'],
  refusedCauses: ['running toilet', 'dripping faucet', 'pool filled', 'dripped against frost'],
  sewer: 'none',
  tax: 'in-proportion',
} as const;
