import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import { useState, type FormEvent } from 'react';
import { namedServices, type NamedService } from '../../../bridge/contract/commands/name-comparison-services.js';
import { ChoiceField, type Choice } from '../parts/choice-field.js';
import { Section } from '../parts/section.js';
import { capital } from '../wording.js';
import { words } from '../words.js';
import type { UnknownService } from './comparison-rows.js';

const useStyles = makeStyles({
  form: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  save: { alignSelf: 'start' },
});

/** The choice of no meaning yet; no service has this name. */
const NOT_CHOSEN = '';

interface NameServicesProps {
  readonly unknown: readonly UnknownService[];
  readonly busy: boolean;
  readonly onName: (meanings: ReadonlyMap<string, NamedService>) => void;
}

/** The names of a file that are no services here, each beside what it may mean. */
export function NameServices({ unknown, busy, onName }: NameServicesProps) {
  const styles = useStyles();
  const [meanings, setMeanings] = useState<ReadonlyMap<string, NamedService>>(new Map());
  const says = words.compare.naming;
  const choose = (name: string, chosen: string) => {
    const next = new Map(meanings);
    const service = namedServices.find((each) => each === chosen);
    if (service === undefined) next.delete(name);
    else next.set(name, service);
    setMeanings(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (meanings.size > 0 && !busy) onName(meanings);
  };

  return (
    <Section title={says.title}>
      <form className={styles.form} onSubmit={submit}>
        <Body1>{says.what}</Body1>
        {unknown.map(({ name, said }) => (
          <ChoiceField
            key={name}
            label={says.means(name)}
            hint={said}
            choices={meaningChoices()}
            chosen={meanings.get(name) ?? NOT_CHOSEN}
            disabled={busy}
            onChoose={(chosen) => choose(name, chosen)}
          />
        ))}
        <Button
          type="submit"
          appearance="primary"
          className={styles.save}
          disabledFocusable={busy || meanings.size === 0}
        >
          {says.save}
        </Button>
      </form>
    </Section>
  );
}

function meaningChoices(): Choice[] {
  const { notChosen, leftOut } = words.compare.naming;
  return [
    { value: NOT_CHOSEN, label: notChosen },
    ...namedServices.map((value) => ({ value, label: value === 'leftOut' ? leftOut : capital(value) })),
  ];
}
