import { Body1, Button, Link, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { Buttons } from '../parts/buttons.js';
import { FileIssues } from '../parts/file-issues.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { Section } from '../parts/section.js';
import type { Trouble } from '../trouble.js';
import { words } from '../words.js';
import { reloadPane } from './reload-pane.js';

const useStyles = makeStyles({
  centre: { padding: '96px 16px', textAlign: 'center' },
  remedies: { margin: 0, paddingLeft: tokens.spacingHorizontalXL },
  remedy: { marginBottom: tokens.spacingVerticalS },
});

/** While the bridge is being reached. */
export function Connecting() {
  const styles = useStyles();
  return (
    <main className={styles.centre}>
      <Live>
        <Spinner size="small" labelPosition="below" label={words.connection.connecting} />
      </Live>
    </main>
  );
}

interface ConnectionScreenProps {
  readonly trouble: Trouble;
  /** True when a button of the ribbon was pressed meanwhile. */
  readonly isRibbonWaiting: boolean;
  readonly onRetry: () => void;
}

/** The bridge cannot be worked with: why, what to do, and Retry. */
export function ConnectionScreen({ trouble, isRibbonWaiting, onRetry }: ConnectionScreenProps) {
  const styles = useStyles();
  return (
    <Screen title={words.product}>
      <Live>
        {isRibbonWaiting && (
          <Notice intent="warning" title={words.ribbon.bridgeFirst}>
            {words.ribbon.bridgeFirstDetail}
          </Notice>
        )}
      </Live>
      <Live>
        <Notice intent="error" title={words.connection.titles[trouble.kind]}>
          {trouble.kind === 'not-running' ? undefined : trouble.message}
        </Notice>
      </Live>
      {trouble.issues.length > 0 && <FileIssues issues={trouble.issues} />}
      <Section title={words.connection.whatToDo}>
        <ol className={styles.remedies}>
          {remediesOf(trouble).map((remedy) => (
            <li key={remedy} className={styles.remedy}>
              <Body1>{remedy}</Body1>
            </li>
          ))}
        </ol>
      </Section>
      {ownPageKinds.has(trouble.kind) && (
        <Link href="/" target="_blank">
          {words.connection.ownPage}
        </Link>
      )}
      <Buttons>
        {trouble.kind === 'version' && (
          <Button appearance="primary" onClick={reloadPane}>
            {words.connection.reload}
          </Button>
        )}
        <Button appearance={trouble.kind === 'version' ? 'secondary' : 'primary'} onClick={onRetry}>
          {words.common.retry}
        </Button>
      </Buttons>
    </Screen>
  );
}

/** Where the browser shows more at the bridge's own page than a page can find out by itself. */
const ownPageKinds: ReadonlySet<Trouble['kind']> = new Set(['unreachable', 'blocked', 'version']);

/** Where the bridge said what to do, that comes first; where it could not, ours says it all. */
function remediesOf({ kind, fix }: Trouble): readonly string[] {
  const ours = words.connection.remedies[kind];
  return kind === 'refused' || kind === 'defect' ? [fix, ...ours] : ours;
}
