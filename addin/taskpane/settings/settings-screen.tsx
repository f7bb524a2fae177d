import { paneVersion } from '../connection/pane-version.js';
import { Screen } from '../parts/screen.js';
import { Section } from '../parts/section.js';
import { Facts } from '../parts/facts.js';
import type { HelloReply, HomeReply } from '../../../bridge/contract/api.js';
import { words } from '../words.js';
import { PairedClients } from './paired-clients.js';

/** Who I am, which computers are paired, and the versions of bridge and pane. */
export function SettingsScreen({ hello, home }: { readonly hello: HelloReply; readonly home: HomeReply }) {
  const { settings } = words;
  const version = paneVersion();
  return (
    <Screen title={settings.title}>
      <Section title={settings.me}>
        <Facts
          facts={[
            { label: settings.name, value: home.person.name },
            { label: settings.role, value: settings.roles[home.person.role] },
            { label: settings.utility, value: home.utilityName },
          ]}
        />
      </Section>
      <Section title={settings.clients}>
        <PairedClients />
      </Section>
      <Section title={settings.about}>
        <Facts
          facts={[
            { label: settings.bridgeVersion, value: hello.version },
            ...(version === null ? [] : [{ label: settings.paneVersion, value: version }]),
          ]}
        />
      </Section>
    </Screen>
  );
}
