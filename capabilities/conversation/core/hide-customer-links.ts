/** A signed link of a customer's page, whole or cut off: `/c/` and `/s/` with key and signature behind. */
const SIGNED = /\/([cs])\/[\w-]{4,}\.[\w.~-]{8,}(?:\/[a-z]+)?/g

/** The customer's own links as colleagues see them: where one leads, without what makes it open. Who holds it is taken for the customer. */
export const hideCustomerLinks = (text: string): string => text.replaceAll(SIGNED, '/$1/…')
