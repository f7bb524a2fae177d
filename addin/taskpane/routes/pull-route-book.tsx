import { Body1, Button, Checkbox, Label, makeStyles, tokens } from '@fluentui/react-components';
import { useId, useState } from 'react';
import type { CycleRoutes } from '../../../bridge/contract/api.js';
import { stopProposals, type StopProposal } from '../../../bridge/contract/sheets/route-books.js';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { words } from '../words.js';
import { routeBookRequest } from './route-book-request.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2 },
  // A cycle of many routes must not push the buttons out of sight.
  routes: { display: 'flex', flexDirection: 'column', maxHeight: '240px', overflowY: 'auto' },
});

/** Chooses routes, by cycle or one by one, and pulls them. */
export function PullRouteBook({ cycles }: { readonly cycles: readonly CycleRoutes[] }) {
  const styles = useStyles();
  const routesId = useId();
  const { pull, isPulling } = useShell();
  const [cycleId, setCycleId] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [proposal, setProposal] = useState<StopProposal>('none');
  const shown = cycles.filter((cycle) => cycleId === '' || cycle.cycleId === cycleId).flatMap(({ routes }) => routes);
  const choose = (routeId: string, isChosen: boolean) => {
    setChosen((before) => new Set(isChosen ? [...before, routeId] : [...before].filter((each) => each !== routeId)));
  };

  return (
    <Section title={words.routes.edit}>
      <Body1 className={styles.faint}>{words.routes.editDetail}</Body1>
      <ChoiceField
        label={words.routes.cycle}
        choices={[
          { value: '', label: words.routes.allCycles },
          ...cycles.map((cycle) => ({ value: cycle.cycleId, label: cycle.name })),
        ]}
        chosen={cycleId}
        onChoose={(value) => {
          setCycleId(value);
          setChosen(new Set());
        }}
      />
      <div role="group" aria-labelledby={routesId}>
        <Label id={routesId}>{words.routes.routes}</Label>
        <div className={styles.routes}>
          <Checkbox
            label={words.routes.allRoutes(shown.length)}
            checked={chosen.size === 0}
            onChange={() => setChosen(new Set())}
          />
          {shown.map(({ routeId, name, stops }) => (
            <Checkbox
              key={routeId}
              label={words.routes.route(routeId, name, stops)}
              checked={chosen.has(routeId)}
              onChange={(_, data) => choose(routeId, data.checked === true)}
            />
          ))}
        </div>
      </div>
      <ChoiceField
        label={words.routes.proposal}
        choices={stopProposals.map((value) => ({ value, label: words.routes.proposals[value] }))}
        chosen={proposal}
        onChoose={(value) => setProposal(stopProposals.find((each) => each === value) ?? 'none')}
      />
      <Buttons>
        <Button
          appearance="primary"
          disabledFocusable={isPulling}
          onClick={() => pull('route-book', routeBookRequest(cycleId, chosen, proposal))}
        >
          {words.routes.pull}
        </Button>
        <Button disabledFocusable={isPulling} onClick={() => pull('route-changes', {})}>
          {words.routes.pullChanges}
        </Button>
      </Buttons>
    </Section>
  );
}
