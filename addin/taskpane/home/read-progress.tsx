import { Body1Strong, Caption1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons';
import type { OpenRun } from '../../../bridge/contract/api.js';
import { words } from '../words.js';
import { settledReads } from './settled-reads.js';

const useStyles = makeStyles({
  progress: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  ready: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    color: tokens.colorStatusSuccessForeground1,
  },
  left: { margin: 0, paddingLeft: tokens.spacingHorizontalL, color: tokens.colorNeutralForeground2 },
});

/** How many reads of the run are settled, what is left by kind, and that the cycle is ready once all are. */
export function ReadProgress({ reads }: { readonly reads: OpenRun['reads'] }) {
  const styles = useStyles();
  const { isReady, share, sentence, left } = settledReads(reads);
  return (
    <div className={styles.progress}>
      {isReady && (
        <div className={styles.ready}>
          <CheckmarkCircle20Filled />
          <Body1Strong>{words.home.cycleReady}</Body1Strong>
        </div>
      )}
      <Caption1>{sentence}</Caption1>
      <ProgressBar
        value={share}
        thickness="large"
        color={isReady ? 'success' : 'brand'}
        aria-label={words.home.settling}
        aria-valuetext={sentence}
      />
      {left.length > 0 && (
        <ul className={styles.left}>
          {left.map((kind) => (
            <li key={kind}>
              <Caption1>{kind}</Caption1>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
