import { Section } from './section.js';
import { Sentences } from './sentences.js';

interface NoticeListProps {
  readonly title: string;
  readonly notices: readonly string[];
}

/** What is worth knowing of a result, a sentence each; nothing where there is none. */
export function NoticeList({ title, notices }: NoticeListProps) {
  if (notices.length === 0) return null;
  return (
    <Section title={title}>
      <Sentences sentences={notices} />
    </Section>
  );
}
