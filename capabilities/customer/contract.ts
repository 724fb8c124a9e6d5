import { Type, type Static, type TSchema } from 'typebox'
import { pageOf } from '#capabilities/access/contract.ts'
import type { Id } from '#kernel/id.ts'

const strict = <P extends Record<string, TSchema>>(properties: P) => Type.Object(properties, { additionalProperties: false })
const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const IdSchema = Type.Unsafe<Id>(Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' }))
const InstantSchema = Type.String({ format: 'date-time' })
const NameSchema = Type.String({ minLength: 1, maxLength: 80, pattern: '^\\P{C}*[^\\s\\p{C}]\\P{C}*$' })
const LocaleSchema = Type.Union([Type.Literal('zh-CN'), Type.Literal('zh-TW'), Type.Literal('en')])
const ZoneSchema = Type.String({ pattern: '^[A-Za-z]+(?:/[A-Za-z0-9_+-]+){0,2}$', maxLength: 60 })
const TierSchema = Type.String({ pattern: '^[a-z][a-z0-9_-]{0,59}$' })
const KindSchema = Type.Union([Type.Literal('person'), Type.Literal('company')])
const ContactKindSchema = Type.Union([Type.Literal('email'), Type.Literal('phone')])
const AddressSchema = Type.String({ minLength: 1, maxLength: 320, pattern: '\\S' })

/** Path of one contact point of a customer. */
export const ByContactPoint = strict({ id: IdSchema, point: IdSchema })

/** A page of customers; `q` is part of a name, `tier` their rank, `open` those with an open case the viewer may see; archived ones come on demand. */
export const CustomerQuery = strict({
  q: Type.Optional(Type.String({ minLength: 1, maxLength: 80, pattern: '\\S' })),
  archived: Type.Optional(Type.Boolean()),
  tier: Type.Optional(TierSchema),
  open: Type.Optional(Type.Boolean()),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  after: Type.Optional(Type.String({ maxLength: 300 })),
})
export type CustomerQuery = Static<typeof CustomerQuery>

/** Finds a customer by a full mail address or telephone number; it stands in the body, because addresses do not belong into logs. */
export const AddressLookUp = strict({ address: AddressSchema })

/** Who calls: a full address, and why one asks. */
export const CallerLookUp = strict({ address: AddressSchema, reason: Type.Enum(['call', 'visit', 'chat', 'letter']) })
export type CallerLookUp = Static<typeof CallerLookUp>
/** The caller, as far as one has to know them to open a case for them until then. */
export const CallerFound = strict({ customer: nullable(strict({ id: IdSchema, name: Type.String() })), until: nullable(InstantSchema) })
export type CallerFound = Static<typeof CallerFound>

/** How customers are ranked, the lowest first, as the handbook in force has it. */
export const CustomerTiers = strict({ items: Type.Array(strict({ key: Type.String(), name: Type.String() })), next: Type.Null() })

/** A customer as lists show them. */
export const CustomerItem = strict({
  id: IdSchema,
  kind: KindSchema,
  name: Type.String(),
  company: nullable(Type.String()),
  tier: nullable(Type.String()),
  archivedAt: nullable(InstantSchema),
  erasedAt: nullable(InstantSchema),
})
export type CustomerItem = Static<typeof CustomerItem>
/** One line of the list. `contact`: how they are reached, a number before a mail address, always with its middle hidden. */
export const CustomerListed = strict({ ...CustomerItem.properties, contact: nullable(Type.String()) })
export type CustomerListed = Static<typeof CustomerListed>
export const CustomerPage = pageOf(CustomerListed)
export const CustomersFound = strict({ items: Type.Array(CustomerItem) })

/** How a customer is reached; `masked` says that the value is not shown in full. */
export const ContactPoint = strict({ id: IdSchema, kind: ContactKindSchema, value: Type.String(), masked: Type.Boolean(), verifiedAt: nullable(InstantSchema), from: InstantSchema })
export type ContactPoint = Static<typeof ContactPoint>

/** A customer with everything this viewer may read of them. */
export const Customer = strict({
  ...CustomerItem.properties,
  locale: LocaleSchema,
  timezone: nullable(Type.String()),
  contactPoints: Type.Array(ContactPoint),
  /** What of this the viewer may do: `customer.read_full`, `customer.edit`, `customer.merge`, `customer.erase`. */
  permissions: Type.Array(Type.String()),
  mergedInto: nullable(IdSchema),
  createdAt: InstantSchema,
  updatedAt: InstantSchema,
})
export type Customer = Static<typeof Customer>

/** `masked`: addresses with their middle hidden, also for who may read them in full; nothing is noted then. */
export const CustomerReading = strict({ masked: Type.Optional(Type.Boolean()) })
/** Shows the addresses in full, and why; noted before it is shown. */
export const Disclosure = strict({ reason: Type.Enum(['contact', 'verify', 'correct', 'request']) })
export type Disclosure = Static<typeof Disclosure>

export const NewContactPointInput = strict({ kind: ContactKindSchema, value: AddressSchema })
export const NewCustomerInput = strict({
  kind: Type.Optional(KindSchema),
  name: NameSchema,
  company: Type.Optional(nullable(NameSchema)),
  locale: Type.Optional(LocaleSchema),
  timezone: Type.Optional(nullable(ZoneSchema)),
  tier: Type.Optional(nullable(TierSchema)),
  contactPoints: Type.Optional(Type.Array(NewContactPointInput, { maxItems: 10 })),
})
export type NewCustomerInput = Static<typeof NewCustomerInput>
/** What may change about a customer; what is absent stays. */
export const CustomerChange = Type.Partial(
  strict({ name: NameSchema, company: nullable(NameSchema), locale: LocaleSchema, timezone: nullable(ZoneSchema), tier: nullable(TierSchema) }),
  { additionalProperties: false, minProperties: 1 },
)
export type CustomerChange = Static<typeof CustomerChange>
/** Two records of one person become one: this one points to `into`. */
export const CustomerMerge = strict({ into: IdSchema })

/** Taking away what is known of a customer, for good: why, and their name once more, so that it is not the wrong one. */
export const CustomerErasure = strict({ reason: Type.Enum(['requested', 'retention', 'ordered']), confirm: Type.String({ minLength: 1, maxLength: 80 }) })
export type CustomerErasure = Static<typeof CustomerErasure>

/** What the customer capability can refuse. */
export const CustomerRefusals = [
  'customer.address_invalid', 'customer.address_taken', 'customer.timezone_unknown', 'customer.unknown_tier', 'customer.archived', 'customer.not_archived', 'customer.merged',
  'customer.not_merged', 'customer.same', 'customer.into_merged', 'customer.erased', 'customer.too_many_addresses',
  'customer.case_open', 'customer.not_confirmed',
] as const
export type CustomerRefusal = (typeof CustomerRefusals)[number]

/** What happens to customers, as the history keeps it: ids, codes and names of fields, never a value. */
export type CustomerEvent =
  | { readonly type: 'customer.created'; readonly data: { readonly kind: string; readonly locale: string; readonly tier: string | null; readonly contactPointIds: readonly Id[] } }
  | { readonly type: 'customer.changed'; readonly data: { readonly fields: readonly string[]; readonly locale?: string; readonly tier?: string | null } }
  | { readonly type: 'customer.contact_point_added'; readonly data: { readonly contactPointId: Id; readonly kind: string } }
  | { readonly type: 'customer.contact_point_ended'; readonly data: { readonly contactPointId: Id } }
  | { readonly type: 'customer.merged'; readonly data: { readonly intoId: Id } }
  | { readonly type: 'customer.unmerged'; readonly data: { readonly fromId: Id } }
  | { readonly type: 'customer.erased'; readonly data: { readonly reason: string } }
  | { readonly type: 'customer.archived' | 'customer.restored'; readonly data: Record<string, never> }
