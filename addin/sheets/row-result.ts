import type { RowStatus } from '../../bridge/contract/commands/push-sheet.js';

/** What became of a row at a preview or a push; one that never reached the bridge has no state. */
export type RowResult = Pick<RowStatus, 'key' | 'sheetRow' | 'text' | 'shown'> & Partial<Pick<RowStatus, 'state'>>;
