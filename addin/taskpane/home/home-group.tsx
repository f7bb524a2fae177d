import { makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { usePane } from '../pane-context.js';
import { Fold } from '../parts/fold.js';
import type { HomeGroupName } from '../session.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, minWidth: 0 },
});

/** Work of one kind, under a heading that opens it. What the person left open is open the next time. */
export function HomeGroup({ name, children }: { readonly name: HomeGroupName; readonly children: ReactNode }) {
  const styles = useStyles();
  const { session } = usePane();
  return (
    <Fold
      title={words.home.groups[name]}
      isOpenAtFirst={session.isOpen(name)}
      onFold={(isOpen) => session.keepOpen(name, isOpen)}
    >
      <div className={styles.parts}>{children}</div>
    </Fold>
  );
}
