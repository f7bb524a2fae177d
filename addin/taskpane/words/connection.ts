export const connectionWords = {
  connecting: 'Connecting to the bridge on this computer…',
  titles: {
    'not-running': 'The bridge does not answer',
    unreachable: 'The bridge can’t be reached',
    blocked: 'The browser may keep this page from the bridge',
    'not-paired': 'This computer is not paired',
    refused: 'The bridge refused the request',
    defect: 'The bridge ran into trouble',
    version: 'The pane and the bridge are of different versions',
  },
  whatToDo: 'What to do',
  remedies: {
    'not-running': [
      'Start the bridge: in the Curbstop folder run npm start, and leave its window open.',
      'If it is running, its certificate may have lapsed. Stop it and run npm start again; it renews the certificate and says so.',
    ],
    unreachable: [
      'If the bridge is not running, start it: in the Curbstop folder run npm start, and leave its window open.',
      'If it is running, its certificate may not be trusted yet. Its window says which file to trust and how. Do that, then close Excel or the browser and open it again.',
      'To tell which, open the bridge’s own page, below. “Can’t connect” means that it is not running; a warning about security means the certificate.',
    ],
    blocked: [
      'In Excel on the web, the browser asks once whether the site may reach your local network. If you answered Block, open the site’s permissions beside the address, set “Local network access” to Allow, and reload the page.',
      'Where an office’s policy blocks it, ask for LocalNetworkAccessAllowedForUrls to hold the address of Excel on the web.',
      'If it is allowed, the bridge may not be running: in the Curbstop folder run npm start. To see, open its own page, below.',
    ],
    'not-paired': ['Pair this computer again with a new code.'],
    refused: ['Read what the bridge says above, mend it, then retry.'],
    defect: [
      'Look at the bridge’s window: it names the trouble.',
      'Stop the bridge and run npm start again, then retry.',
    ],
    version: [
      'Reload the pane, so that it is the one that this bridge brings along.',
      'If that does not help, stop the bridge and run npm start again. It builds the bridge and the pane from one version. Then reload.',
      'If it still does not help, another program may be at the bridge’s address; its own page, below, shows what is there.',
    ],
  },
  ownPage: 'Open the bridge’s own page',
  reload: 'Reload the pane',
  updated: (bridge: string, pane: string) => `The bridge is version ${bridge} now, and this pane still ${pane}`,
  updatedDetail: 'Reload the pane when you are done with what you are at. What is typed in sheets stays.',
} as const;
