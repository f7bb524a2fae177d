import { Body1, FluentProvider, Link } from '@fluentui/react-components';
import { useOfficeTheme } from './hooks/use-office-theme.js';
import { Screen } from './parts/screen.js';
import { words } from './words.js';

const WORKBENCH = '/workbench/';

/** The page opened by itself, as from a help link: there is no workbook to work with, so it says where there is one. */
export function OutsideExcel() {
  return (
    <FluentProvider theme={useOfficeTheme()}>
      <Screen title={words.outside.title}>
        <Body1>{words.outside.detail}</Body1>
        <Link href={WORKBENCH}>{words.outside.workbench}</Link>
      </Screen>
    </FluentProvider>
  );
}
