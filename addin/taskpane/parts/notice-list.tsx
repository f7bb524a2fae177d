import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import { Section } from './section.js';

const useStyles = makeStyles({ notices: { margin: 0, paddingLeft: tokens.spacingHorizontalL } });

interface NoticeListProps {
  readonly title: string;
  readonly notices: readonly string[];
}

/** What is worth knowing of a result, a sentence each; nothing where there is none. */
export function NoticeList({ title, notices }: NoticeListProps) {
  const styles = useStyles();
  if (notices.length === 0) return null;
  return (
    <Section title={title}>
      <ul className={styles.notices}>
        {notices.map((notice) => (
          <li key={notice}>
            <Body1>{notice}</Body1>
          </li>
        ))}
      </ul>
    </Section>
  );
}
