/** The id of a line in the page. */
export const entryId = (id: string): string => `entry-${id.replaceAll(/[^\w-]/g, '_')}`
