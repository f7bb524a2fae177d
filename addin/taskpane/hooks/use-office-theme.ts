import { teamsHighContrastTheme, webDarkTheme, webLightTheme, type Theme } from '@fluentui/react-components';
import { useEffect, useSyncExternalStore } from 'react';
import { themeName, type ThemeName } from '../theme-name.js';

const FORCED_COLORS = '(forced-colors: active)';
const PREFERS_DARK = '(prefers-color-scheme: dark)';

const THEMES: Record<ThemeName, Theme> = {
  light: webLightTheme,
  dark: webDarkTheme,
  'high-contrast': teamsHighContrastTheme,
};

/** The Fluent theme that fits Excel's: light, dark or high contrast; the system's own where Office does not say. */
export function useOfficeTheme(): Theme {
  const name = useSyncExternalStore(onSystemChange, current);
  // The browser's own parts, such as scroll bars and the file button, follow the page's colour scheme.
  useEffect(() => {
    document.documentElement.style.colorScheme = name === 'dark' ? 'dark' : 'light';
  }, [name]);
  return THEMES[name];
}

function current(): ThemeName {
  return themeName({
    officeTheme: (Office.context as Partial<Office.Context> | undefined)?.officeTheme,
    isForcedColors: matchMedia(FORCED_COLORS).matches,
    prefersDark: matchMedia(PREFERS_DARK).matches,
  });
}

// Excel has no event for its own theme. Looking again when the pane gets the focus is when a person comes back to it.
function onSystemChange(look: () => void): () => void {
  const queries = [FORCED_COLORS, PREFERS_DARK].map((query) => matchMedia(query));
  for (const query of queries) query.addEventListener('change', look);
  window.addEventListener('focus', look);
  return () => {
    for (const query of queries) query.removeEventListener('change', look);
    window.removeEventListener('focus', look);
  };
}
