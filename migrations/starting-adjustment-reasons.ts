/** The reason codes of adjustments until the utility has its own; migration 0056 writes them. */
export const startingAdjustmentReasons = {
  codes: [
    ...['service line leak', 'ruptured hose', 'water heater hose leak', 'irrigation line leak', 'running toilet'],
    ...[
      'dripping faucet',
      'pool filled',
      'dripped against frost',
      'other leak',
      'misread',
      'meter fault',
      'data entry',
    ],
    ...['tariff', 'move-out', 'not served', 'bank error', 'customer care', 'uncollectible', 'other'],
  ],
  requiredFor: [],
};
