import { Button, makeStyles, tokens, typographyStyles } from '@fluentui/react-components';
import { ArrowLeft20Regular } from '@fluentui/react-icons';
import { useEffect, useRef, type ReactNode } from 'react';
import { words } from '../words.js';
import { focusStop } from './focus-stop.js';

const useStyles = makeStyles({
  screen: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalL} ${tokens.spacingVerticalXXL}`,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, minHeight: '32px' },
  title: { ...typographyStyles.subtitle1, margin: 0, flexGrow: 1, outlineStyle: 'none' },
});

interface ScreenProps {
  readonly title: string;
  readonly onBack?: () => void;
  /** Where that leads; Home unless told. */
  readonly backLabel?: string;
  /** What stands at the right of the title. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/**
 * A screen: its title takes the focus when it opens, so that a screen reader says where one is; but never while the
 * person is typing in the worksheet.
 */
export function Screen({ title, onBack, backLabel = words.common.back, aside, children }: ScreenProps) {
  const styles = useStyles();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (document.hasFocus()) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <main className={styles.screen}>
      <div className={styles.head}>
        {onBack && (
          <Button
            appearance="subtle"
            size="small"
            icon={<ArrowLeft20Regular />}
            aria-label={backLabel}
            onClick={onBack}
          />
        )}
        <h1 {...focusStop} ref={heading} className={styles.title}>
          {title}
        </h1>
        {aside}
      </div>
      {children}
    </main>
  );
}
