/** Prepared once per run by the database set-up; see tests/setup/README. */
export default function setup(): void {}
