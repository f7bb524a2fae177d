import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { useRibbonWork } from './hooks/use-ribbon-work.js';
import { TroubleNotice } from './parts/trouble-notice.js';
import { Working } from './parts/working.js';
import { words } from './words.js';

const useStyles = makeStyles({
  bar: { padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL}`, maxHeight: '60vh', overflowY: 'auto' },
});

/** What a ribbon button is doing, above whatever screen is open. */
export function RibbonBar({ work }: { readonly work: ReturnType<typeof useRibbonWork> }) {
  const styles = useStyles();
  const isSeen = work.doing !== null || work.trouble !== null;
  return (
    <div className={mergeClasses(isSeen && styles.bar)}>
      <Working slow={work.doing !== null} sentence={work.doing ?? ''} />
      <TroubleNotice trouble={work.trouble} title={words.ribbon.failed} onDismiss={work.dismiss} />
    </div>
  );
}
