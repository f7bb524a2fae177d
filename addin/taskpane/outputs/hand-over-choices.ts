import type { CallFileState } from '../../../bridge/contract/outputs.js';

/**
 * The files of calls that may have been carried to the calling service by hand, in the order in which they were made: none
 * that was sent, nor one that a new file replaced which went, or may have.
 */
export function handOverChoices(files: readonly CallFileState[]): CallFileState[] {
  return files.filter(({ edition, state }) => {
    if (state === 'sent') return false;
    const wentSince = files.some(
      (each) => each.edition > edition && (each.state === 'sent' || each.state === 'untold'),
    );
    return state !== 'replaced' || !wentSince;
  });
}
