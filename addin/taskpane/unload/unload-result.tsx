import { Caption1 } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { layoutNameOf } from '../../../bridge/contract/reading-file.js';
import { FileIssues } from '../parts/file-issues.js';
import type { UnloadReply } from '../hooks/use-unload.js';
import { Facts, type Fact } from '../parts/facts.js';
import { Live } from '../parts/live.js';
import { LongList } from '../parts/long-list.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { number } from '../wording.js';
import { words } from '../words.js';

interface UnloadResultProps {
  readonly reply: UnloadReply | null;
  /** What can be done next, under the verdict. */
  readonly children: ReactNode;
}

/** What was found in a reading file, before and after it is unloaded. */
export function UnloadResult({ reply, children }: UnloadResultProps) {
  return (
    <>
      <Live>{reply && <Verdict {...reply} />}</Live>
      {reply && (
        <>
          {children}
          <Facts facts={factsOf(reply)} />
          {reply.outcome !== 'refused' && <LoadedNotices notices={reply.reply.loaded?.notices ?? []} />}
          {reply.reply.issues.length > 0 && (
            <Section title={words.unload.issues(reply.reply.issues.length)}>
              <FileIssues issues={reply.reply.issues} />
            </Section>
          )}
        </>
      )}
    </>
  );
}

/** Stops that were loaded and did not come back, and those that came unasked. */
function LoadedNotices({ notices }: { readonly notices: readonly string[] }) {
  if (notices.length === 0) return null;
  return (
    <Section title={words.unload.besideLoaded}>
      <LongList label={words.unload.besideLoaded} items={notices} render={(notice) => <Caption1>{notice}</Caption1>} />
    </Section>
  );
}

function Verdict({ outcome, reply, receiptNumber }: UnloadReply) {
  if (reply.alreadyUnloaded || outcome === 'already-applied') {
    return <Notice intent="info" title={words.unload.already} />;
  }
  switch (outcome) {
    case 'previewed':
      return <Notice intent="info" title={words.unload.checked(reply.records)} />;
    case 'refused':
      return <Notice intent="error" title={words.unload.refused(reply.issues.length)} />;
    case 'applied':
      return (
        <Notice intent="success" title={words.unload.unloaded(reply.records)}>
          {receiptNumber === null ? undefined : words.common.receipt(receiptNumber)}
        </Notice>
      );
  }
}

/** A refused file changes nothing, so what it would have changed is not counted. */
function factsOf({ outcome, reply }: UnloadReply): Fact[] {
  const { facts } = words.unload;
  const known = [
    { label: facts.format, value: formatName(reply.format) },
    { label: facts.records, value: number(reply.records) },
  ];
  if (reply.alreadyUnloaded || outcome === 'refused') return known;
  return [
    ...known,
    { label: facts.matched, value: number(reply.matched) },
    { label: facts.unread, value: number(reply.unread) },
    { label: facts.exceptions, value: number(reply.exceptions) },
    ...(reply.setAside > 0 ? [{ label: facts.setAside, value: number(reply.setAside) }] : []),
    ...reply.readBefore.map(({ routeId, stops, choice }) => ({
      label: choice === 'replace' ? facts.replaced(routeId) : facts.kept(routeId),
      value: number(stops),
    })),
    { label: facts.stillMissing, value: number(reply.stillMissing) },
    ...(reply.loaded === null
      ? []
      : [
          { label: facts.loaded, value: number(reply.loaded.stops) },
          { label: facts.notReturned, value: number(reply.loaded.notReturned) },
          { label: facts.notLoaded, value: number(reply.loaded.notLoaded) },
        ]),
  ];
}

function formatName(format: string): string {
  const names: Readonly<Record<string, string>> = words.unload.formats;
  const layout = layoutNameOf(format);
  return layout === null ? (names[format] ?? format) : words.unload.layoutOf(layout);
}
