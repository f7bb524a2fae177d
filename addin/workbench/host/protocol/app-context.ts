/** How the host presents itself to office.js. */
export interface HostAppearance {
  readonly documentUrl: string;
  readonly locale: string;
  /** Requirement sets and their versions. */
  readonly requirementSets: Readonly<Record<string, string>>;
  /** The flags that office.js reads from the frame's name: 1 is a shared runtime. */
  readonly runtimeFlags: number;
}

export const DEFAULT_APPEARANCE: HostAppearance = {
  documentUrl: 'https://localhost/Workbench.xlsx',
  locale: 'en-US',
  requirementSets: {
    ExcelApi: '1.15',
    SharedRuntime: '1.1',
    RibbonApi: '1.1',
    DelayForCellEdit: '1.1',
    CustomXmlParts: '1.1',
    Settings: '1.1',
    DialogApi: '1.2',
    AddinCommands: '1.1',
  },
  runtimeFlags: 1,
};

export const APP_INSTANCE = 'curbstop-workbench';

/** The answer to office.js's first question: who and where it is. */
export function appContext(
  appearance: HostAppearance,
  settings: Readonly<Record<string, string>>,
): Record<string, unknown> {
  return {
    _id: APP_INSTANCE,
    _appName: 16,
    _appVersion: '16.00',
    _appUILocale: appearance.locale,
    _dataLocale: appearance.locale,
    _docUrl: appearance.documentUrl,
    _clientMode: 1,
    _settings: Object.entries(settings),
    _reason: 'documentOpened',
    _osfControlType: 1,
    _eToken: '',
    _correlationId: APP_INSTANCE,
    _appInstanceId: APP_INSTANCE,
    _appMinorVersion: 0,
    _hostFullVersion: '16.0.0.0',
    _requirementMatrix: JSON.stringify(appearance.requirementSets),
  };
}

/**
 * The name that the add-in's frame must have before it is inserted.
 * @param origin the origin of the host page
 */
export function frameName(origin: string, appearance: HostAppearance = DEFAULT_APPEARANCE): string {
  return JSON.stringify({
    baseFrameName: APP_INSTANCE,
    hostInfo: `Excel|Web|16.00|${appearance.locale}|${APP_INSTANCE}|||${appearance.runtimeFlags}`,
    xdmInfo: `${APP_INSTANCE}|${APP_INSTANCE}|${origin}`,
    serializerVersion: '1',
  });
}
