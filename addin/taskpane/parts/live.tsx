import { makeStyles } from '@fluentui/react-components';
import type { ReactNode } from 'react';

// The region must be there before it has something to say; empty, it takes no room and no gap beside it.
const useStyles = makeStyles({ live: { ':empty': { position: 'absolute' } } });

/** A region that is always there and whose changes a screen reader reads out when it is next free. */
export function Live({ children }: { readonly children?: ReactNode }) {
  return (
    <div role="status" aria-live="polite" className={useStyles().live}>
      {children}
    </div>
  );
}
