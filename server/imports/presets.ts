import type { ImportObject } from './fields.ts'

/**
 * What CRMs and spreadsheets call the fields, best name first. Written as `plainHeader` reads a header: lower case, words
 * apart, so "BillingCountryCode", "billing_country_code" and "Billing Country Code" are one.
 */
export const SYNONYMS: Readonly<Record<ImportObject, Readonly<Record<string, readonly string[]>>>> = {
  account: {
    name: [
      'account name',
      'company name',
      'name',
      'account',
      'company',
      'organization',
      'organisation',
      'customer',
      'customer name',
      'client',
      'legal name',
    ],
    domain: ['domain', 'company domain name', 'website', 'web site', 'website url', 'url', 'homepage', 'web'],
    country: [
      'billing country code',
      'country code',
      'billing country',
      'country',
      'country region',
      'shipping country',
      'office location',
      'location',
    ],
    city: ['billing city', 'city', 'shipping city', 'town'],
    street: [
      'billing street',
      'street address',
      'street',
      'address line 1',
      'address 1',
      'address',
      'billing address line 1',
      'billing address',
      'shipping street',
    ],
    postcode: [
      'billing postal code',
      'billing zip postal code',
      'billing zip',
      'postal code',
      'postcode',
      'zip code',
      'zip postal code',
      'zip',
      'shipping postal code',
    ],
    phone: [
      'phone',
      'phone number',
      'company phone',
      'main phone',
      'account phone',
      'telephone',
      'business phone',
      'tel',
    ],
    industry: ['industry', 'sector', 'vertical', 'industry group'],
    employees: ['number of employees', 'employees', 'employee count', 'headcount', 'numberofemployees'],
    revenue: ['annual revenue', 'revenue', 'annualrevenue', 'turnover', 'sales'],
    tax_id: ['tax id', 'vat id', 'vat number', 'vat', 'tax number', 'tin', 'ein', 'registration number'],
    is_customer: ['is customer', 'customer flag', 'existing customer'],
    customer_since: ['customer since', 'became a customer date', 'customer date'],
    parent_name: [
      'parent account',
      'parent account name',
      'parent company',
      'parent',
      'subsidiary of',
      'ultimate parent',
    ],
    parent_external_id: ['parent account id', 'parent company id', 'parent id', 'parentid', 'parent external id'],
    currency: ['currency iso code', 'currency', 'currency code', 'account currency'],
  },
  registration: {
    partner: ['partner', 'partner slug', 'partner name', 'partner id', 'reseller'],
    account_name: [
      'account name',
      'company name',
      'company',
      'account',
      'customer',
      'customer name',
      'end customer',
      'name',
    ],
    account_domain: ['account domain', 'domain', 'website', 'web site', 'company domain name', 'url'],
    account_country: ['account country', 'country', 'country code', 'billing country', 'country region'],
    account_tax_id: ['account tax id', 'tax id', 'vat id', 'vat number', 'vat'],
    track: ['track', 'programme', 'program'],
    product_lines: ['product lines', 'product line', 'products', 'product', 'lines'],
    contact_name: ['contact name', 'contact', 'contact person', 'primary contact'],
    contact_email: ['contact email', 'contact e mail', 'email', 'e mail'],
    amount: ['amount', 'deal amount', 'value', 'estimated value', 'expected amount'],
    currency: ['currency', 'currency iso code', 'currency code'],
    expected_close_on: ['expected close on', 'expected close date', 'close date', 'expected close', 'closing date'],
    use_case: ['use case', 'project', 'description', 'deal name', 'opportunity name'],
    notes: ['notes', 'comment', 'comments', 'remarks'],
  },
  product: {
    name: ['product name', 'name', 'product', 'item', 'title'],
    line: ['product line', 'line', 'product family', 'family', 'category'],
    series: ['series', 'subcategory'],
    list_price: ['list price', 'unit price', 'sales price', 'price', 'standard price'],
    currency: ['currency iso code', 'currency', 'currency code'],
  },
  member: {
    name: ['full name', 'name', 'sales agent', 'sales rep', 'seller', 'rep', 'user', 'owner', 'employee', 'person'],
    email: ['email', 'email address', 'work email address', 'e mail', 'mail', 'work email'],
    team: ['team', 'regional office', 'office', 'region', 'department', 'division', 'primary team'],
    manager_name: ['manager name', 'manager', 'reports to', 'supervisor'],
  },
  opportunity: {
    name: ['opportunity name', 'deal name', 'name', 'dealname', 'opportunity', 'deal', 'subject'],
    account_name: ['account name', 'company name', 'account', 'company', 'associated company', 'customer'],
    account_external_id: ['account id', 'company id', 'associated company id', 'customer id'],
    product_name: ['product name', 'product', 'item'],
    owner_name: ['opportunity owner', 'deal owner', 'owner name', 'owner', 'sales agent', 'sales rep', 'seller', 'rep'],
    stage: ['stage name', 'deal stage', 'deal pipeline stage id', 'stage', 'sales stage', 'status', 'dealstage'],
    raw_stage: ['stage name', 'deal stage', 'deal pipeline stage id', 'stage', 'sales stage', 'status', 'dealstage'],
    amount: ['amount', 'deal amount', 'close value', 'value', 'total', 'opportunity amount'],
    currency: ['currency iso code', 'currency', 'currency code', 'deal currency code'],
    opened_on: ['created date', 'create date', 'createdate', 'engage date', 'open date', 'created at', 'opened'],
    expected_close_on: ['expected close date', 'expected close', 'forecast close date'],
    closed_on: ['actual close date', 'closed date', 'closed on', 'won date'],
    close_on: ['close date', 'closedate', 'closing date'],
  },
  partner: {
    name: ['partner name', 'name', 'partner', 'company name', 'company', 'account name', 'organization'],
    domain: ['domain', 'website', 'web site', 'url', 'homepage', 'company domain name'],
    track: ['track', 'programme', 'program', 'partner type', 'type'],
    tier: ['tier', 'partner tier', 'tier or type', 'level', 'partner level', 'status level'],
    country: ['billing country code', 'country code', 'country', 'billing country', 'country region', 'location'],
    labels: ['labels', 'tags', 'label', 'tag', 'specializations'],
    joined_on: [
      'joined',
      'joined on',
      'join date',
      'partner since',
      'start date',
      'member since',
      'created date',
      'create date',
    ],
  },
}

/** A header as synonyms are written: "BillingCountryCode", "property_createdate" and "Region__c" lose what their systems added. */
export function plainHeader(header: string): string {
  return header
    .replace(/__c$/i, '')
    .replace(/_c$/, '')
    .replace(/^property_(?:hs_)?/i, '')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
