const DIGITS = 4

/** What people call a case: `SH-20261122-0042`. More than 9999 a day simply grow longer. `day` is a local date. */
export const caseNumber = (prefix: string, day: string, serial: number): string =>
  `${prefix}-${day.replaceAll('-', '')}-${String(serial).padStart(DIGITS, '0')}`
