import fc from 'fast-check';
import { pullAndCheck } from '../pull-and-check.js';
import { pushAndCheck } from '../push-and-check.js';
import { onSheet, sheetOperation } from '../sheet-operation.js';

export const pulling = sheetOperation('pull', 5, fc.constantFrom('adjustments', 'readings'), pullAndCheck);

export const pushing = onSheet(
  'push',
  8,
  fc.record({
    sheet: fc.nat(3),
    dryRun: fc.boolean(),
    mode: fc.constantFrom('all', 'valid'),
    line: fc.constantFrom('good', 'good', 'good', 'request-lost', 'reply-lost'),
  }),
  (play, pulled, wish) => {
    play.edit(() => undefined);
    return pushAndCheck(play, pulled, wish);
  },
);
