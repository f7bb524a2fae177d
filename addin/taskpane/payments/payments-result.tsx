import type { ReactNode } from 'react';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { ImportReply } from '../hooks/use-import-payments.js';
import { Facts, type Fact } from '../parts/facts.js';
import { FileIssues } from '../parts/file-issues.js';
import { Live } from '../parts/live.js';
import { NoticeList } from '../parts/notice-list.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { number } from '../wording.js';
import { words } from '../words.js';

interface PaymentsResultProps {
  readonly reply: ImportReply | null;
  /** What can be done next, under the verdict. */
  readonly children: ReactNode;
}

/** What was found in a payment file, before and after it is posted. */
export function PaymentsResult({ reply, children }: PaymentsResultProps) {
  const isSound = reply !== null && reply.outcome !== 'refused' && !reply.reply.alreadyImported;
  return (
    <>
      <Live>{reply && <Verdict {...reply} />}</Live>
      {reply && (
        <>
          {children}
          {!reply.reply.alreadyImported && <Facts facts={factsOf(reply, isSound)} />}
          {isSound && <Paid reply={reply.reply} />}
          <NoticeList title={words.payments.notices} notices={reply.reply.notices} />
          <Issues issues={reply.reply.issues} />
        </>
      )}
    </>
  );
}

/** What looks posted already is among the choices. */
function Issues({ issues }: { readonly issues: readonly Issue[] }) {
  const { issues: title, otherIssues } = words.payments;
  const others = issues.filter(({ code }) => code !== 'duplicate-payment');
  if (others.length === 0) return null;
  return (
    <Section title={others.length === issues.length ? title(issues.length) : otherIssues(others.length)}>
      <FileIssues issues={others} />
    </Section>
  );
}

function Verdict({ outcome, reply, receiptNumber }: ImportReply) {
  const { already, checked, refused, posted } = words.payments;
  if (reply.alreadyImported || outcome === 'already-applied') return <Notice intent="info" title={already} />;
  const total = centsToDollars(reply.totalCents);
  switch (outcome) {
    case 'previewed':
      return <Notice intent="info" title={checked(reply.records, total)} />;
    case 'refused':
      return <Notice intent="error" title={refused(reply.issues.length)} />;
    case 'applied':
      return (
        <Notice intent="success" title={posted(reply.records, total)}>
          {receiptNumber === null ? undefined : words.common.receipt(receiptNumber)}
        </Notice>
      );
  }
}

/** Of a refused file nothing goes anywhere, so only the file itself is told of. */
function factsOf({ reply, receiptNumber }: ImportReply, isSound: boolean): Fact[] {
  const { facts, ties, countedAmount } = words.payments;
  const { firstEntryNumber: first, lastEntryNumber: last } = reply;
  const file = [
    { label: facts.layout, value: reply.layout },
    { label: facts.records, value: number(reply.records) },
    { label: facts.total, value: centsToDollars(reply.totalCents) },
    { label: facts.ties, value: reply.tiedTo.map((what) => ties[what]).join(', ') },
  ];
  if (!isSound) return file;
  const isPosted = receiptNumber !== null && first !== null && last !== null;
  return [
    ...file,
    { label: facts.payments, value: number(reply.payments) },
    { label: facts.suspense, value: countedAmount(reply.suspense, centsToDollars(reply.suspenseCents)) },
    { label: facts.late, value: number(reply.late) },
    ...(isPosted ? [{ label: facts.entries, value: words.posting.entryRange(first, last) }] : []),
  ];
}

function Paid({ reply: { applied, unappliedCents } }: Pick<ImportReply, 'reply'>) {
  const credit = { label: words.payments.unapplied, value: centsToDollars(unappliedCents) };
  const facts = applied.map(({ chargeType, amountCents }) => {
    return { label: nameOf(chargeType), value: centsToDollars(amountCents) };
  });
  return (
    <Section title={words.payments.paid}>
      <Facts facts={unappliedCents === 0 ? facts : [...facts, credit]} />
    </Section>
  );
}

/** "water-late-charge" reads "Water late charge". */
function nameOf(chargeType: string): string {
  const name = chargeType.replaceAll('-', ' ');
  return name.charAt(0).toUpperCase() + name.slice(1);
}
