import type { DuplicatesRemoved } from '../model/remove-duplicates.js';
import { objectType } from '../protocol/object-type.js';

/** RemoveDuplicatesResult. */
export const removeDuplicatesResultType = objectType<DuplicatesRemoved>({
  name: 'RemoveDuplicatesResult',
  properties: {
    Removed: { get: ({ removed }) => removed },
    UniqueRemaining: { get: ({ uniqueRemaining }) => uniqueRemaining },
  },
});
