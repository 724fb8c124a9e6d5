import { Type } from 'typebox'
import { ById, Made } from '#capabilities/access/contract.ts'
import {
  AddressLookUp, ByContactPoint, CallerFound, CallerLookUp, Customer, CustomerChange, CustomerErasure, CustomerMerge, CustomerPage, CustomerQuery, CustomerReading, CustomersFound, CustomerTiers, Disclosure, NewContactPointInput, NewCustomerInput,
} from './contract.ts'

const Nothing = Type.Null()

/** Every request of this capability: what it takes and what it answers. The screens are typed by this list; a test holds it to the server's routes. */
export const CUSTOMER_OPERATIONS = {
  'GET /api/v1/customers': { querystring: CustomerQuery, response: { 200: CustomerPage } },
  'GET /api/v1/customer-tiers': { response: { 200: CustomerTiers } },
  'POST /api/v1/customers/look-ups': { body: AddressLookUp, response: { 200: CustomersFound } },
  'POST /api/v1/customers/lookup': { body: CallerLookUp, response: { 200: CallerFound } },
  'GET /api/v1/customers/:id': { params: ById, querystring: CustomerReading, response: { 200: Customer } },
  'POST /api/v1/customers/:id/disclosures': { params: ById, body: Disclosure, response: { 200: Customer } },
  'POST /api/v1/customers': { body: NewCustomerInput, response: { 201: Made } },
  'PATCH /api/v1/customers/:id': { params: ById, body: CustomerChange, response: { 200: Customer } },
  'POST /api/v1/customers/:id/contact-points': { params: ById, body: NewContactPointInput, response: { 201: Made } },
  'DELETE /api/v1/customers/:id/contact-points/:point': { params: ByContactPoint, response: { 204: Nothing } },
  'POST /api/v1/customers/:id/merge': { params: ById, body: CustomerMerge, response: { 204: Nothing } },
  'DELETE /api/v1/customers/:id/merge': { params: ById, response: { 204: Nothing } },
  'POST /api/v1/customers/:id/archival': { params: ById, response: { 204: Nothing } },
  'DELETE /api/v1/customers/:id/archival': { params: ById, response: { 204: Nothing } },
  'POST /api/v1/customers/:id/erasure': { params: ById, body: CustomerErasure, response: { 204: Nothing } },
} as const
