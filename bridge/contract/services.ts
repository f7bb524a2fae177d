/** The services that an account can have, in the order in which a bill shows them. */
export const services = ['water', 'sewer', 'garbage'] as const;
export type ServiceName = (typeof services)[number];

export const rateClasses = ['RESIDENTIAL', 'MULTIFAMILY', 'BUSINESS', 'REDUCED'] as const;
export type RateClass = (typeof rateClasses)[number];
