import { Body1, makeStyles, tokens } from '@fluentui/react-components';
import {
  secondReadChoices,
  type SecondReadChoice,
  type UnloadReadingsReply,
} from '../../../bridge/contract/commands/unload-readings.js';
import { ChoiceField } from '../parts/choice-field.js';
import { LongList } from '../parts/long-list.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  route: { paddingBottom: tokens.spacingVerticalS },
});

const CHOICES = [
  { value: '', label: words.unload.second.choose },
  ...secondReadChoices.map((value) => ({ value, label: words.unload.second.choices[value] })),
];

interface SecondReadsProps {
  readonly readBefore: UnloadReadingsReply['readBefore'];
  readonly busy: boolean;
  /** Null takes a choice back. */
  readonly onChoose: (routeIds: readonly string[], choice: SecondReadChoice | null) => void;
}

/** What becomes of stops that were read before, by route: nothing is chosen for the person. */
export function SecondReads({ readBefore, busy, onChoose }: SecondReadsProps) {
  const styles = useStyles();
  const text = words.unload.second;
  const routeIds = readBefore.map(({ routeId }) => routeId);
  const [first] = readBefore;
  const common = readBefore.every(({ choice }) => choice === first?.choice) ? (first?.choice ?? null) : null;
  const choose = (chosenFor: readonly string[]) => (value: string) =>
    onChoose(chosenFor, secondReadChoices.find((each) => each === value) ?? null);
  return (
    <Section title={text.title}>
      <Body1 className={styles.faint}>{text.detail}</Body1>
      {routeIds.length > 1 && (
        <ChoiceField
          label={text.everyRoute(routeIds.length)}
          choices={CHOICES}
          chosen={common ?? ''}
          disabled={busy}
          onChoose={choose(routeIds)}
        />
      )}
      <LongList
        label={text.title}
        items={readBefore}
        render={({ routeId, stops, choice }) => (
          <div className={styles.route}>
            <ChoiceField
              label={text.route(routeId, stops)}
              choices={CHOICES}
              chosen={choice ?? ''}
              disabled={busy}
              onChoose={choose([routeId])}
            />
          </div>
        )}
      />
    </Section>
  );
}
