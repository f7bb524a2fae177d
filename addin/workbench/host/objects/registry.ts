import type { ObjectType } from '../protocol/object-type.js';
import type { TargetKinds } from '../protocol/target-kinds.js';
import { autoFilterType } from './auto-filter.js';
import { commentCollectionType, commentType } from './comments.js';
import * as conditional from './conditional-format.js';
import * as customXml from './custom-xml.js';
import { dataValidationType } from './data-validation.js';
import * as formats from './formats.js';
import { namedItemCollectionType, namedItemType } from './named-items.js';
import * as page from './page-layout.js';
import { rangeAreasType, rangeCollectionType, rangeViewType } from './range-areas.js';
import { areasFillType, areasFontType, areasFormatType } from './areas-format.js';
import { removeDuplicatesResultType } from './remove-duplicates-result.js';
import { rangeSortType } from './range-sort.js';
import { rangeType } from './range.js';
import * as ribbon from './ribbon.js';
import * as services from './runtime-services.js';
import * as sheetParts from './sheet-parts.js';
import * as stored from './stored-entries.js';
import * as columns from './table-columns.js';
import { tableRowCollectionType, tableRowType } from './table-rows.js';
import * as table from './table.js';
import * as workbook from './workbook.js';
import { worksheetCollectionType } from './worksheet-collection.js';
import { worksheetType } from './worksheet.js';

/** The member tables of every kind of object that the host knows. */
export const OBJECT_TYPES: { readonly [K in keyof TargetKinds]: ObjectType<TargetKinds[K]> } = {
  AddinInternalService: services.addinInternalServiceType,
  AppRuntimeService: services.appRuntimeServiceType,
  AppRuntimePersistenceService: services.appRuntimePersistenceServiceType,
  DynamicRibbon: ribbon.dynamicRibbonType,
  RibbonTab: ribbon.ribbonTabType,
  RibbonButton: ribbon.ribbonButtonType,
  Workbook: workbook.workbookType,
  Application: workbook.applicationType,
  Runtime: workbook.runtimeType,
  CultureInfo: workbook.cultureInfoType,
  NumberFormatInfo: workbook.numberFormatInfoType,
  DatetimeFormatInfo: workbook.datetimeFormatInfoType,
  WorkbookProtection: workbook.workbookProtectionType,
  DocumentProperties: stored.documentPropertiesType,
  CustomPropertyCollection: stored.customPropertyCollectionType,
  CustomProperty: stored.customPropertyType,
  SettingCollection: stored.settingCollectionType,
  Setting: stored.settingType,
  WorksheetCollection: worksheetCollectionType,
  Worksheet: worksheetType,
  WorksheetFreezePanes: sheetParts.freezePanesType,
  WorksheetProtection: sheetParts.sheetProtectionType,
  PageLayout: page.pageLayoutType,
  HeaderFooterGroup: page.headerFooterGroupType,
  HeaderFooter: page.headerFooterType,
  WorksheetCustomPropertyCollection: sheetParts.sheetPropertiesType,
  WorksheetCustomProperty: sheetParts.sheetPropertyType,
  AutoFilter: autoFilterType,
  NamedItemCollection: namedItemCollectionType,
  NamedItem: namedItemType,
  TableCollection: table.tableCollectionType,
  TableScopedCollection: table.tableScopedCollectionType,
  Table: table.tableType,
  TableSort: table.tableSortType,
  TableColumnCollection: columns.tableColumnCollectionType,
  TableColumn: columns.tableColumnType,
  Filter: columns.filterType,
  TableRowCollection: tableRowCollectionType,
  TableRow: tableRowType,
  Range: rangeType,
  RangeAreas: rangeAreasType,
  RangeAreasFormat: areasFormatType,
  RangeAreasFill: areasFillType,
  RangeAreasFont: areasFontType,
  RangeCollection: rangeCollectionType,
  RemoveDuplicatesResult: removeDuplicatesResultType,
  RangeView: rangeViewType,
  RangeFormat: formats.rangeFormatType,
  RangeFill: formats.rangeFillType,
  RangeFont: formats.rangeFontType,
  FormatProtection: formats.formatProtectionType,
  RangeBorderCollection: formats.rangeBorderCollectionType,
  RangeBorder: formats.rangeBorderType,
  RangeSort: rangeSortType,
  DataValidation: dataValidationType,
  ConditionalFormatCollection: conditional.conditionalFormatCollectionType,
  ConditionalFormat: conditional.conditionalFormatType,
  CellValueConditionalFormat: conditional.cellValueConditionalType,
  CustomConditionalFormat: conditional.customConditionalType,
  ConditionalFormatRule: conditional.conditionalRuleType,
  TextConditionalFormat: conditional.textConditionalType,
  ConditionalRangeFormat: conditional.conditionalLookType,
  ConditionalRangeFill: conditional.conditionalFillType,
  ConditionalRangeFont: conditional.conditionalFontType,
  CustomXmlPartCollection: customXml.customXmlPartCollectionType,
  CustomXmlPartScopedCollection: customXml.customXmlPartScopedCollectionType,
  CustomXmlPart: customXml.customXmlPartType,
  CommentCollection: commentCollectionType,
  Comment: commentType,
};
