import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { useShell } from '../shell-context.js';
import type { Trouble } from '../trouble.js';
import { words } from '../words.js';
import { FileIssues } from './file-issues.js';
import { Live } from './live.js';
import { Notice } from './notice.js';

const useStyles = makeStyles({
  fix: { margin: `${tokens.spacingVerticalXS} 0 0` },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS, marginTop: tokens.spacingVerticalS },
});

interface TroubleNoticeProps {
  readonly trouble: Trouble | null;
  readonly title: string;
  /** What to know of this kind of work, before the general way to mend it. */
  readonly advice?: string | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly onDismiss?: () => void;
}

/** A call that failed: what happened, what to do, and a way to try again. What was typed stays where it is. */
export function TroubleNotice({ trouble, title, advice, onRetry, onDismiss }: TroubleNoticeProps) {
  const styles = useStyles();
  return (
    <>
      <Live>
        {trouble && (
          <Notice intent="error" title={title}>
            {trouble.message}
            {advice !== undefined && <p className={styles.fix}>{advice}</p>}
            {trouble.fix !== '' && <p className={styles.fix}>{trouble.fix}</p>}
            <Remedies trouble={trouble} onRetry={onRetry} onDismiss={onDismiss} />
          </Notice>
        )}
      </Live>
      {trouble !== null && trouble.issues.length > 0 && <FileIssues issues={trouble.issues} />}
    </>
  );
}

interface RemediesProps {
  readonly trouble: Trouble;
  readonly onRetry: (() => void) | undefined;
  readonly onDismiss: (() => void) | undefined;
}

function Remedies({ trouble, onRetry, onDismiss }: RemediesProps) {
  const styles = useStyles();
  const { unpair } = useShell();
  const remedies = [
    ...(trouble.kind === 'not-paired' ? [{ label: words.common.pairAgain, act: () => unpair(trouble.message) }] : []),
    ...(trouble.kind !== 'not-paired' && onRetry ? [{ label: words.common.retry, act: onRetry }] : []),
    ...(onDismiss ? [{ label: words.common.close, act: onDismiss }] : []),
  ];
  if (remedies.length === 0) return null;
  return (
    <div className={styles.actions}>
      {remedies.map(({ label, act }) => (
        <Button key={label} size="small" onClick={act}>
          {label}
        </Button>
      ))}
    </div>
  );
}
