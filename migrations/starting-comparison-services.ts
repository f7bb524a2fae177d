/** What other systems usually call the services; a utility changes it by the setting `comparison-services`. */
export const startingComparisonServices = {
  water: ['W', 'WA', 'WTR', 'WAT', 'Water', 'Water service'],
  sewer: ['S', 'SE', 'SW', 'SEW', 'SWR', 'Sewer', 'Wastewater', 'Sewer service'],
  garbage: ['G', 'GB', 'GARB', 'Garbage', 'Refuse', 'REF', 'Trash', 'Sanitation', 'Solid waste'],
  leftOut: [],
};
