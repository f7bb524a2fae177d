/**
 * The accuracy that a meter must have, in percent of the water that passed it, as AWWA C700 asks of displacement meters;
 * a utility sets its own.
 */
export const startingMeterTestLimits = {
  low: { minimum: '95', maximum: '101' },
  medium: { minimum: '98.5', maximum: '101.5' },
  high: { minimum: '98.5', maximum: '101.5' },
} as const;
