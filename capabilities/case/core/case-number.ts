/** What people call a case: `SH-20261122-0042`. More than the digits hold simply grow longer. `day` is a local date. */
export const caseNumber = (prefix: string, day: string, serial: { readonly number: number; readonly digits: number }): string =>
  `${prefix}-${day.replaceAll('-', '')}-${String(serial.number).padStart(serial.digits, '0')}`
