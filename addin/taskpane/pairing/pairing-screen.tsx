import { Body1, Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { Screen } from '../parts/screen.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';
import { readPairingCode } from './pairing-code.js';

const LABEL_LENGTH_MAX = 80;

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  pair: { alignSelf: 'start' },
  code: { fontFamily: tokens.fontFamilyMonospace, letterSpacing: '0.1em' },
});

interface PairingScreenProps {
  /** Why a computer that was paired is so no more; null for one that never was. */
  readonly reason: string | null;
  /** True when a button of the ribbon was pressed meanwhile. */
  readonly isRibbonWaiting: boolean;
  readonly onPaired: () => void;
}

/** Takes the code from the bridge's window and a name for this computer. */
export function PairingScreen({ reason, isRibbonWaiting, onPaired }: PairingScreenProps) {
  const styles = useStyles();
  const { client, session } = usePane();
  const task = useTask<void>();
  const [typed, setTyped] = useState('');
  const [label, setLabel] = useState<string>(words.pairing.labelDefault);
  const [asked, setAsked] = useState(false);
  const code = readPairingCode(typed);
  const isLabelled = label.trim() !== '';

  const pair = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (code.state !== 'complete' || !isLabelled) return;
    await task.start(async () => {
      const { token } = await client.pair(code.code, label.trim());
      session.keep(token);
      onPaired();
    });
  };

  return (
    <Screen title={words.pairing.title}>
      <Live>
        {reason !== null && (
          <Notice intent="warning" title={words.pairing.lost}>
            {reason}
          </Notice>
        )}
      </Live>
      <Live>{isRibbonWaiting && <Notice intent="warning" title={words.ribbon.pairFirst} />}</Live>
      <Body1>
        {words.pairing.why} {words.pairing.how}
      </Body1>
      <form className={styles.form} onSubmit={(event) => void pair(event)} noValidate>
        <Field
          label={words.pairing.code}
          hint={words.pairing.codeHint}
          required
          validationState={asked && code.state !== 'complete' ? 'error' : 'none'}
          validationMessage={asked ? codeTrouble(code) : undefined}
        >
          <Input
            value={typed}
            onChange={(_, data) => setTyped(data.value)}
            input={{ className: styles.code }}
            autoComplete="off"
            spellCheck={false}
            maxLength={40}
          />
        </Field>
        <Field
          label={words.pairing.label}
          hint={words.pairing.labelHint}
          required
          validationState={asked && !isLabelled ? 'error' : 'none'}
          validationMessage={asked && !isLabelled ? words.pairing.labelMissing : undefined}
        >
          <Input value={label} onChange={(_, data) => setLabel(data.value)} maxLength={LABEL_LENGTH_MAX} />
        </Field>
        <Live>
          {task.trouble && (
            <Notice intent="error" title={task.trouble.message}>
              {task.trouble.fix}
            </Notice>
          )}
        </Live>
        <Button type="submit" appearance="primary" className={styles.pair} disabledFocusable={task.busy}>
          {words.pairing.pair}
        </Button>
        <Working slow={task.slow} sentence={words.pairing.pairing} />
      </form>
    </Screen>
  );
}

function codeTrouble(code: ReturnType<typeof readPairingCode>): string | undefined {
  if (code.state === 'strange') return words.pairing.codeStrange;
  return code.state === 'incomplete' ? words.pairing.codeIncomplete(code.found) : undefined;
}
