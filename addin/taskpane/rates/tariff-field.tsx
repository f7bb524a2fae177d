import type { TariffRow } from '../../../bridge/contract/api.js';
import { ChoiceField } from '../parts/choice-field.js';
import { words } from '../words.js';

interface TariffFieldProps {
  readonly tariffs: readonly TariffRow[];
  readonly chosenId: string;
  readonly onChoose: (tariffId: string) => void;
}

/** Chooses one of the utility's tariffs. */
export function TariffField({ tariffs, chosenId, onChoose }: TariffFieldProps) {
  const choices = tariffs.map(({ tariffId, service, title }) => ({
    value: tariffId,
    label: words.rates.tariffNamed(service, title),
  }));
  return <ChoiceField label={words.rates.tariff} choices={choices} chosen={chosenId} onChoose={onChoose} />;
}
