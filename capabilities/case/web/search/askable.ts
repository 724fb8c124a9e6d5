const QUERY_LENGTH_MAX = 200

/** What may be asked: not empty, no signs that steer, not too long. */
export const askable = (q: string): string => q.replaceAll(/\p{Cc}/gu, ' ').trim().slice(0, QUERY_LENGTH_MAX)
