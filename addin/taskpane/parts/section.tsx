import { Body1Strong, makeStyles, Subtitle2, tokens } from '@fluentui/react-components';
import { useId, type ReactNode } from 'react';

const useStyles = makeStyles({
  section: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0 },
  title: { margin: 0 },
});

interface SectionProps {
  readonly title: string;
  /** Of the heading: 3 within a part that has a heading of its own. */
  readonly level?: 2 | 3;
  readonly children: ReactNode;
}

/** A titled part of a screen. */
export function Section({ title, level = 2, children }: SectionProps) {
  const styles = useStyles();
  const id = useId();
  const Title = level === 2 ? Subtitle2 : Body1Strong;
  return (
    <section aria-labelledby={id} className={styles.section}>
      <Title as={`h${level}`} id={id} className={styles.title}>
        {title}
      </Title>
      {children}
    </section>
  );
}
