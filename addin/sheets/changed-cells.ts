import type { ChangedCells } from './typed-accounts.js';

/** Typing goes on; what was changed is looked at once the person rests for so long. */
const REST_MS = 250;

export interface ChangeCollector {
  /** Takes an event of Excel's. */
  readonly note: (event: Excel.WorksheetChangedEventArgs) => Promise<void>;
  readonly stop: () => void;
}

/**
 * Gathers what the person at this computer changes and hands it on by worksheet. What add-ins write is left out, and what
 * others type into a shared workbook: their own panes see to that.
 */
export function collectChanges(handOn: (changed: ChangedCells) => void): ChangeCollector {
  const waiting = new Map<string, readonly string[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isStopped = false;
  const flush = (): void => {
    const changed = [...waiting];
    waiting.clear();
    for (const [worksheetId, addresses] of changed) handOn({ worksheetId, addresses: [...new Set(addresses)] });
  };
  return {
    note: (event) => {
      if (!isStopped && isTyped(event)) {
        const { worksheetId, address } = event;
        waiting.set(worksheetId, [...(waiting.get(worksheetId) ?? []), ...address.split(',')]);
        clearTimeout(timer);
        timer = setTimeout(flush, REST_MS);
      }
      return Promise.resolve();
    },
    stop: () => {
      isStopped = true;
      clearTimeout(timer);
    },
  };
}

function isTyped({ changeType, source, triggerSource }: Excel.WorksheetChangedEventArgs): boolean {
  return changeType === 'RangeEdited' && source === 'Local' && triggerSource !== 'ThisLocalAddin';
}
