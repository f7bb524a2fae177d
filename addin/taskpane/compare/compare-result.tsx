import { Body1, Button, Caption1, makeStyles, Text, tokens } from '@fluentui/react-components';
import { shareOfEqual, type ComparisonReply } from '../../../bridge/contract/comparison.js';
import { Facts } from '../parts/facts.js';
import { Live } from '../parts/live.js';
import { MoneyTable } from '../parts/money-table.js';
import { NoticeList } from '../parts/notice-list.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { comparisonFacts, largeDifferences, reasonRows, serviceRows } from './comparison-rows.js';

const useStyles = makeStyles({
  pull: { alignSelf: 'start' },
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { padding: `${tokens.spacingVerticalS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  faint: { color: tokens.colorNeutralForeground2 },
});

/** How far both systems agree: in all, by reason and by service, and where they are farthest apart. */
export function CompareResult({ reply }: { readonly reply: ComparisonReply | null }) {
  const says = words.compare;
  return (
    <>
      <Live>{reply && <Verdict reply={reply} />}</Live>
      {reply && (
        <>
          <Section title={says.result(reply.fileName)}>
            <Facts facts={comparisonFacts(reply)} />
            <PullComparison billRunId={reply.billRunId} />
          </Section>
          {reply.byReason.length > 0 && (
            <Section title={says.byReason}>
              <MoneyTable caption={says.byReason} headers={says.reasonHeaders} rows={reasonRows(reply)} />
            </Section>
          )}
          <Largest reply={reply} />
          <Section title={says.byService}>
            <MoneyTable caption={says.byService} headers={says.serviceHeaders} rows={serviceRows(reply)} />
          </Section>
          <NoticeList title={words.compare.notices} notices={reply.notices} />
        </>
      )}
    </>
  );
}

function Verdict({ reply }: { readonly reply: ComparisonReply }) {
  const { allEqual, someDiffer, notOneDiffers } = words.compare;
  if (reply.equal === reply.lines) {
    return (
      <Notice intent="success" title={allEqual(reply.lines)}>
        {notOneDiffers}
      </Notice>
    );
  }
  return <Notice intent="info" title={someDiffer(shareOfEqual(reply.equalPerMille), reply.lines - reply.equal)} />;
}

function PullComparison({ billRunId }: { readonly billRunId: string }) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  return (
    <Button
      appearance="primary"
      className={styles.pull}
      disabledFocusable={isPulling}
      onClick={() => pull('comparison', { billRunId })}
    >
      {words.compare.pull}
    </Button>
  );
}

function Largest({ reply }: { readonly reply: ComparisonReply }) {
  const styles = useStyles();
  const differences = largeDifferences(reply);
  if (differences.length === 0) return null;
  return (
    <Section title={words.compare.largest}>
      <ul className={styles.list}>
        {differences.map(({ key, title, amounts, explanation }) => (
          <li key={key} className={styles.item}>
            <Text weight="semibold" block>
              {title}
            </Text>
            <Caption1 block className={styles.faint}>
              {amounts}
            </Caption1>
            <Body1 block>{explanation}</Body1>
          </li>
        ))}
      </ul>
    </Section>
  );
}
