export type ThemeName = 'light' | 'dark' | 'high-contrast';

export interface ThemeFacts {
  /** What Office says; absent or empty on hosts that do not say. */
  readonly officeTheme: Partial<Pick<Office.OfficeTheme, 'bodyBackgroundColor' | 'isDarkTheme'>> | null | undefined;
  readonly isForcedColors: boolean;
  readonly prefersDark: boolean;
}

/** Chooses the theme: forced colours win, then what Office says, then the system's preference. */
export function themeName({ officeTheme, isForcedColors, prefersDark }: ThemeFacts): ThemeName {
  if (isForcedColors) return 'high-contrast';
  const isDark = officeTheme?.isDarkTheme ?? isDarkColour(officeTheme?.bodyBackgroundColor) ?? prefersDark;
  return isDark ? 'dark' : 'light';
}

/** Tells whether a colour such as "#262626" is dark by its luma; null for what is no such colour. */
function isDarkColour(colour: string | undefined): boolean | null {
  const match = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour ?? '');
  if (!match) return null;
  const [red = 0, green = 0, blue = 0] = match.slice(1).map((part) => Number.parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
