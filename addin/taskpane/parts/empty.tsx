import { Body1, Body1Strong, makeStyles, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'start',
    gap: tokens.spacingVerticalS,
    padding: tokens.spacingVerticalL,
    border: `1px dashed ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusMedium,
  },
});

interface EmptyProps {
  readonly title: string;
  readonly detail: string;
  readonly children?: ReactNode;
}

/** Nothing to show here, why, and what to do instead. */
export function Empty({ title, detail, children }: EmptyProps) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <Body1Strong>{title}</Body1Strong>
      <Body1>{detail}</Body1>
      {children}
    </div>
  );
}
