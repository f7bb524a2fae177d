import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Buttons } from './buttons.js';
import { focusStop } from './focus-stop.js';

const useStyles = makeStyles({
  // Fluent has a space of its own below the body.
  bar: { alignItems: 'start', paddingTop: tokens.spacingVerticalS },
  body: { overflowWrap: 'anywhere' },
  detail: { marginTop: tokens.spacingVerticalXXS },
  actions: { marginTop: tokens.spacingVerticalS },
});

interface NoticeProps {
  readonly intent: 'info' | 'success' | 'warning' | 'error';
  readonly title: string;
  /** Anything beyond the title, such as a sentence. */
  readonly children?: ReactNode;
  /** Buttons, below all else. */
  readonly actions?: ReactNode;
}

/**
 * A sentence that matters. The icon says what kind it is, so the colour is not alone; a live region reads it out. It
 * can take the focus when its work took away the button that had it.
 */
export function Notice({ intent, title, children, actions }: NoticeProps) {
  const styles = useStyles();
  return (
    <MessageBar {...focusStop} intent={intent} layout="multiline" className={styles.bar} data-notice>
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{title}</MessageBarTitle>
        {children !== undefined && <div className={styles.detail}>{children}</div>}
        {actions !== undefined && (
          <div className={styles.actions}>
            <Buttons>{actions}</Buttons>
          </div>
        )}
      </MessageBarBody>
    </MessageBar>
  );
}
