/** What a command started by a test or a bench inherits: everything but the settings of the product and of the test run itself. */
export const plainEnvironment = (): Record<string, string> =>
  Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && !/^(CARELOOP_|DATABASE_URL$|NODE_OPTIONS$|VITEST)/.test(entry[0])))
