import { Body1, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { SavedFilesReply } from '../../../bridge/contract/api.js';
import type { LoadRouteBooksReply } from '../../../bridge/contract/commands/load-route-books.js';
import type { LoadReply } from '../hooks/use-load.js';
import { Facts, type Fact } from '../parts/facts.js';
import { FileIssues } from '../parts/file-issues.js';
import { Live } from '../parts/live.js';
import { MoneyTable } from '../parts/money-table.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { number } from '../wording.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  path: { overflowWrap: 'anywhere', userSelect: 'text' },
  faint: { color: tokens.colorNeutralForeground2 },
});

/** What would be loaded, or was: the routes with their stops, and what is worth knowing of them. */
export function LoadResult({ reply }: { readonly reply: LoadReply | null }) {
  return (
    <>
      <Live>{reply && <Verdict {...reply} />}</Live>
      {reply && reply.outcome !== 'refused' && (
        <>
          <Facts facts={factsOf(reply.reply)} />
          <MoneyTable
            caption={words.load.routes}
            headers={words.load.headers}
            rows={reply.reply.routes.map(({ routeId, name, stops }) => [
              [routeId, name].filter(Boolean).join(' · '),
              number(stops),
            ])}
          />
        </>
      )}
      {reply && reply.reply.issues.length > 0 && (
        <Section title={titleOf(reply)}>
          <FileIssues issues={reply.reply.issues} />
        </Section>
      )}
    </>
  );
}

function titleOf({ outcome, reply: { issues } }: LoadReply): string {
  return outcome === 'refused' ? words.unload.issues(issues.length) : words.load.leftOut(issues.length);
}

function Verdict({ outcome, reply, receiptNumber }: LoadReply) {
  if (outcome === 'refused') return <Notice intent="error" title={words.load.refused(reply.issues.length)} />;
  if (outcome === 'previewed') return <Notice intent="info" title={words.load.checked(reply.stops)} />;
  return (
    <Notice intent="success" title={words.load.loaded(reply.stops)}>
      {receiptNumber === null ? undefined : words.common.receipt(receiptNumber)}
    </Notice>
  );
}

function factsOf({ stops, finals, withoutLimits, files }: LoadRouteBooksReply): Fact[] {
  const { facts } = words.load;
  return [
    { label: facts.stops, value: number(stops) },
    { label: facts.finals, value: number(finals) },
    { label: facts.withoutLimits, value: number(withoutLimits) },
    { label: facts.files, value: files.map(({ fileName }) => fileName).join(', ') },
  ];
}

/** Where the files are. */
export function SavedFiles({ saved }: { readonly saved: SavedFilesReply | null }) {
  const styles = useStyles();
  return (
    <Live>
      {saved && (
        <Notice intent="success" title={words.load.saved(saved.files.length)}>
          <Body1 block className={styles.path}>
            {saved.folder}
          </Body1>
          <Caption1 block className={styles.faint}>
            {saved.files.join(', ')}
          </Caption1>
        </Notice>
      )}
    </Live>
  );
}
