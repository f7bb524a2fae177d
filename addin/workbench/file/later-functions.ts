/**
 * Functions that came after the file format was fixed, by Microsoft's list of them ([MS-XLSX] 2.2.3): files name them
 * with a prefix, or Excel shows #NAME?. NETWORKDAYS.INTL, WORKDAY.INTL, ISO.CEILING and ECMA.CEILING have none.
 */
const LATER_FUNCTIONS = new Set(
  `
  ACOT ACOTH AGGREGATE ANCHORARRAY ARABIC ARRAYTOTEXT BASE BETA.DIST BETA.INV BINOM.DIST BINOM.DIST.RANGE BINOM.INV
  BITAND BITLSHIFT BITOR BITRSHIFT BITXOR BYCOL BYROW CEILING.MATH CEILING.PRECISE CHISQ.DIST CHISQ.DIST.RT CHISQ.INV
  CHISQ.INV.RT CHISQ.TEST CHOOSECOLS CHOOSEROWS COMBINA CONCAT CONFIDENCE.NORM CONFIDENCE.T COT COTH COVARIANCE.P
  COVARIANCE.S CSC CSCH DAYS DECIMAL DETECTLANGUAGE DROP ENCODEURL ERF.PRECISE ERFC.PRECISE EXPAND EXPON.DIST F.DIST
  F.DIST.RT F.INV F.INV.RT F.TEST FIELDVALUE FILTER FILTERXML FLOOR.MATH FLOOR.PRECISE FORECAST.ETS
  FORECAST.ETS.CONFINT FORECAST.ETS.SEASONALITY FORECAST.ETS.STAT FORECAST.LINEAR FORMULATEXT GAMMA GAMMA.DIST
  GAMMA.INV GAMMALN.PRECISE GAUSS GROUPBY HSTACK HYPGEOM.DIST IFNA IFS IMAGE IMCOSH IMCOT IMCSC IMCSCH IMSEC IMSECH
  IMSINH IMTAN ISFORMULA ISOMITTED ISOWEEKNUM LAMBDA LET LOGNORM.DIST LOGNORM.INV MAKEARRAY MAP MAXIFS MINIFS
  MODE.MULT MODE.SNGL MUNIT NEGBINOM.DIST NORM.DIST NORM.INV NORM.S.DIST NORM.S.INV NUMBERVALUE PDURATION PERCENTILE.EXC
  PERCENTILE.INC PERCENTOF PERCENTRANK.EXC PERCENTRANK.INC PERMUTATIONA PHI PIVOTBY POISSON.DIST PY QUARTILE.EXC
  QUARTILE.INC QUERYSTRING RANDARRAY RANK.AVG RANK.EQ REDUCE REGEXEXTRACT REGEXREPLACE REGEXTEST RRI SCAN SEC SECH
  SEQUENCE SHEET SHEETS SINGLE SKEW.P SORT SORTBY STDEV.P STDEV.S STOCKHISTORY SWITCH T.DIST T.DIST.2T T.DIST.RT T.INV
  T.INV.2T T.TEST TAKE TEXTAFTER TEXTBEFORE TEXTJOIN TEXTSPLIT TOCOL TOROW TRANSLATE TRIMRANGE UNICHAR UNICODE UNIQUE
  VALUETOTEXT VAR.P VAR.S VSTACK WEBSERVICE WEIBULL.DIST WRAPCOLS WRAPROWS XLOOKUP XMATCH XOR Z.TEST
  `
    .trim()
    .split(/\s+/),
);
/** Those of them whose names older files used for functions of a worksheet. */
const WORKSHEET_FUNCTIONS = new Set(['FILTER', 'PY', 'SORT']);

const PREFIX = '_xlfn.';
const WORKSHEET_PREFIX = '_xlws.';
const PARAMETER_PREFIX = '_xlpm.';
const TEXT = '"(?:[^"]|"")*"';
const PREFIXED = new RegExp(`${TEXT}|_xlfn\\.(?:_xlws\\.)?|_xlpm\\.`, 'g');

/** Texts, names of sheets in quotes, what stands in brackets, names with the sign before them, and what parts arguments. */
const PIECES = new RegExp(
  `${TEXT}|'(?:[^']|'')*'|\\[(?:[^[\\]]|\\[[^\\]]*\\])*\\]|[$!:]?[A-Za-z_\\\\\\u0080-\\uFFFF][\\w.\\u0080-\\uFFFF]*|[(),]`,
  'g',
);
const PLAIN_NAME = /^[^"'[(),$!:]/;

/** A call that the reading stands in: which argument, and the names that LET or LAMBDA gave to values by then. */
interface Call {
  readonly name: string;
  argument: number;
  readonly known: Set<string>;
  /** A name of LET, whose value is being read: it is known behind that. */
  given: string | null;
}

/** Walks through a formula and prefixes its functions and the names that it gives to values. */
class FileNames {
  private readonly calls: Call[] = [];

  of(formula: string): string {
    return formula.replace(PIECES, (piece, at: number) => {
      if (PLAIN_NAME.test(piece)) return this.name(piece, formula.slice(at + piece.length));
      if (piece === '(') this.open(/([\w.\u0080-\uFFFF]*)$/.exec(formula.slice(0, at))?.[1] ?? '');
      if (piece === ')') this.calls.pop();
      if (piece === ',') this.nextArgument();
      return piece;
    });
  }

  private open(name: string): void {
    this.calls.push({ name: name.toUpperCase(), argument: 0, known: new Set(), given: null });
  }

  private nextArgument(): void {
    const call = this.calls.at(-1);
    if (call === undefined) return;
    call.argument += 1;
    if (call.given === null || call.argument % 2 !== 0) return;
    call.known.add(call.given);
    call.given = null;
  }

  private name(name: string, after: string): string {
    if (/^[$!:[]/.test(after)) return name;
    const key = name.toUpperCase();
    if (this.gives(key, after) || this.calls.some(({ known }) => known.has(key))) return `${PARAMETER_PREFIX}${name}`;
    if (!after.startsWith('(') || !LATER_FUNCTIONS.has(key)) return name;
    return `${PREFIX}${WORKSHEET_FUNCTIONS.has(key) ? WORKSHEET_PREFIX : ''}${name}`;
  }

  /** Tells whether a name stands where LET and LAMBDA take names, and keeps it. */
  private gives(key: string, after: string): boolean {
    const call = this.calls.at(-1);
    if (call === undefined || !/^\s*,/.test(after)) return false;
    if (call.name === 'LAMBDA') call.known.add(key);
    else if (call.name === 'LET' && call.argument % 2 === 0) call.given = key;
    else return false;
    return true;
  }
}

/** A formula with the prefixes that files give to later functions, and to the names that LET and LAMBDA take. */
export function withPrefixes(formula: string): string {
  return new FileNames().of(formula);
}

/** A formula of a file without those prefixes. */
export function withoutPrefixes(formula: string): string {
  return formula.replace(PREFIXED, (whole) => (whole.startsWith('"') ? whole : ''));
}
