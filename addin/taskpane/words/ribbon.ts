export const ribbonWords = {
  pulling: 'Pulling, as the ribbon asked…',
  previewing: 'Previewing the sheet, as the ribbon asked…',
  pushing: 'Pushing the sheet, as the ribbon asked…',
  failed: 'The ribbon’s button did not get through',
  done: 'The ribbon’s button is done. The Sheet tab says what came of it.',
  seeSheet: 'Open the Sheet tab',
  wayFirst: 'Choose how to push',
  wayFirstDetail: 'This sheet can be pushed in several ways. Choose one below, then press Preview or Push there.',
  pairFirst: 'Pair first, then press the ribbon’s button again',
  bridgeFirst: 'The ribbon’s button waits for the bridge',
  bridgeFirstDetail: 'Once the pane is connected, press the button again.',
} as const;
