import type { FocusEvent } from 'react';

/**
 * What only the program focuses. While it has the focus it counts among what Tab reaches: in Excel on the web Office
 * moves the focus on from such elements alone, and would lead out of the pane from any other.
 */
export const focusStop = {
  tabIndex: -1,
  onFocus: ({ target, currentTarget }: FocusEvent<HTMLElement>): void => {
    if (target === currentTarget) currentTarget.tabIndex = 0;
  },
  onBlur: ({ currentTarget }: FocusEvent<HTMLElement>): void => {
    currentTarget.tabIndex = -1;
  },
} as const;
