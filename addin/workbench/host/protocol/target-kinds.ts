import type { ConditionalFormat } from '../model/conditional-format.js';
import type { DuplicatesRemoved } from '../model/remove-duplicates.js';
import type { RangeTarget } from '../model/range-target.js';
import type { Sheet, SheetComment, Table } from '../model/sheet.js';
import type { BorderSide } from '../model/style.js';
import type { DefinedName, Workbook, XmlPart } from '../model/workbook.js';

/** Areas of one sheet that are handled together (RangeAreas). */
export interface AreasTarget {
  readonly sheet: Sheet;
  readonly ranges: readonly RangeTarget[];
}

export interface BorderTarget {
  readonly range: RangeTarget;
  readonly side: BorderSide;
}

export interface ColumnTarget {
  readonly table: Table;
  /** A table column is known by its id: its name and place may change. */
  readonly columnId: number;
}

export interface RowTarget {
  readonly table: Table;
  readonly index: number;
}

export interface ConditionalTarget {
  readonly sheet: Sheet;
  readonly format: ConditionalFormat;
}

/** An entry of a map that the workbook keeps: a setting or a property. */
export interface EntryTarget {
  readonly map: Map<string, unknown>;
  readonly key: string;
}

export interface XmlPartsTarget {
  readonly namespace: string;
}

/** Whether the add-in's pane shows, in the words of Office.addin (Visible, Background, Inactive). */
export interface PaneState {
  state: string;
  /** Whether the add-in is started with the document (Background) or not (Inactive). */
  startState: string;
}

/** Which buttons of the ribbon can be pressed, by their ids in the manifest; one that is missing is as the manifest says. */
export type RibbonState = Map<string, boolean>;

export interface RibbonButtonTarget {
  readonly ribbon: RibbonState;
  readonly id: string;
}

/** For each kind of object, what it stands for. */
export interface TargetKinds {
  AddinInternalService: PaneState;
  AppRuntimeService: PaneState;
  AppRuntimePersistenceService: PaneState;
  DynamicRibbon: RibbonState;
  RibbonTab: string;
  RibbonButton: RibbonButtonTarget;
  Workbook: Workbook;
  Application: Workbook;
  Runtime: Workbook;
  CultureInfo: Workbook;
  NumberFormatInfo: Workbook;
  DatetimeFormatInfo: Workbook;
  WorkbookProtection: Workbook;
  DocumentProperties: Workbook;
  CustomPropertyCollection: Map<string, unknown>;
  CustomProperty: EntryTarget;
  SettingCollection: Map<string, unknown>;
  Setting: EntryTarget;
  WorksheetCollection: Workbook;
  Worksheet: Sheet;
  WorksheetFreezePanes: Sheet;
  WorksheetProtection: Sheet;
  PageLayout: Sheet;
  HeaderFooterGroup: Sheet;
  HeaderFooter: Sheet;
  WorksheetCustomPropertyCollection: Sheet;
  WorksheetCustomProperty: EntryTarget;
  AutoFilter: Sheet | Table;
  NamedItemCollection: Workbook;
  NamedItem: DefinedName;
  TableCollection: Workbook | Sheet;
  TableScopedCollection: RangeTarget;
  Table: Table;
  TableSort: Table;
  TableColumnCollection: Table;
  TableColumn: ColumnTarget;
  Filter: ColumnTarget;
  TableRowCollection: Table;
  TableRow: RowTarget;
  Range: RangeTarget;
  RangeAreas: AreasTarget;
  RangeAreasFormat: AreasTarget;
  RangeAreasFill: AreasTarget;
  RangeAreasFont: AreasTarget;
  RangeCollection: AreasTarget;
  RemoveDuplicatesResult: DuplicatesRemoved;
  RangeView: RangeTarget;
  RangeFormat: RangeTarget;
  RangeFill: RangeTarget;
  RangeFont: RangeTarget;
  FormatProtection: RangeTarget;
  RangeBorderCollection: RangeTarget;
  RangeBorder: BorderTarget;
  RangeSort: RangeTarget;
  DataValidation: RangeTarget;
  ConditionalFormatCollection: RangeTarget;
  ConditionalFormat: ConditionalTarget;
  CellValueConditionalFormat: ConditionalTarget;
  CustomConditionalFormat: ConditionalTarget;
  ConditionalFormatRule: ConditionalTarget;
  TextConditionalFormat: ConditionalTarget;
  ConditionalRangeFormat: ConditionalTarget;
  ConditionalRangeFill: ConditionalTarget;
  ConditionalRangeFont: ConditionalTarget;
  CustomXmlPartCollection: Workbook;
  CustomXmlPartScopedCollection: XmlPartsTarget;
  CustomXmlPart: XmlPart;
  CommentCollection: Sheet;
  Comment: { readonly sheet: Sheet; readonly comment: SheetComment };
}
