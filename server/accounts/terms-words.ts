import type { Audience, Path, Sentence, Wording } from '#kit/section.ts'
import type { RecognitionTerms } from './terms.ts'

/**
 * The recognition's terms in plain words. Partners read of families alone, which bind them; how a company is known, and
 * how many points a name brings, is the org's own business, lest somebody learns how to write one.
 */

/** The terms as sentences, in the order in which a company meets them. */
export function recognitionSentences(terms: RecognitionTerms): Sentence[] {
  const said: Sentence[] = []
  const say = (id: string, path: Path, text: string, audience: Audience = 'org') =>
    said.push({ id: `recognition.${id}`, text, audience, section: 'recognition', path: ['recognition', ...path] })
  const { weights, against, thresholds, family } = terms

  say(
    'who',
    ['thresholds'],
    'A company is known by its tax id, its web domain and its name; where that leaves a doubt, a person looks before anything is decided.',
  )
  say(
    'thresholds',
    ['thresholds'],
    thresholds.maybe === thresholds.same
      ? `From ${thresholds.same} points on two companies are the same; below that they are not, and nobody is asked.`
      : `From ${thresholds.same} points on two companies are the same, from ${thresholds.maybe} on a person looks, and below that they are two.`,
  )
  say(
    'lead',
    ['thresholds', 'lead'],
    `Where several come into question, the best must lead the next by ${thresholds.lead} points to be taken without a person.`,
  )
  say(
    'weights',
    ['weights'],
    `The very same name brings ${weights.name} points, the domain ${weights.domain}, the domain of another country ${weights.sibling_domain}, the phone number ${weights.phone}, the street address ${weights.street}, the city ${weights.city} and the country ${weights.country}.`,
  )
  say(
    'against',
    ['against'],
    `Another tax id takes ${against.tax_id} points, another domain ${against.domain}, another country ${against.country}, another city ${against.city}, another street ${against.street} and another phone number ${against.phone}.`,
  )
  say(
    'name_alone',
    ['name_alone'],
    terms.name_alone === 'maybe'
      ? 'A name alone proves nothing: a person looks.'
      : 'A name alone is enough, where it is like enough.',
  )
  say(
    'contradiction',
    ['thresholds', 'contradiction'],
    `The only account on a domain is the one that is meant, unless the names are less than ${thresholds.contradiction} of 1000 alike.`,
  )
  say(
    'shared_domain',
    ['shared_domain'],
    terms.shared_domain === 'maybe'
      ? 'Where several accounts share a domain, a person looks.'
      : 'Where several accounts share a domain, the one whose name fits is meant; where none leads clearly, a person looks.',
  )
  say(
    'sibling_domain',
    ['sibling_domain'],
    terms.sibling_domain === 'maybe'
      ? 'The same domain in another country (acme.de, acme.com) is a reason to look, and no proof.'
      : 'The same domain in another country (acme.de, acme.com) with a name that fits is proof enough.',
  )
  if (family.parent_protects_children)
    say(
      'family',
      ['family'],
      family.then === 'reject'
        ? 'The protection of a parent company covers its subsidiaries: a registration there is rejected while it lasts.'
        : 'The protection of a parent company covers its subsidiaries: a registration there is decided by a person while it lasts.',
      'everyone',
    )
  return said
}

const inPoints = (value: unknown) => `${String(value)} points`
const proof = (value: unknown) => (value === 'same' ? 'proof enough' : 'a reason for a person to look')

/** How changes of the terms are told. */
export const recognitionWording: Record<string, Wording<unknown>> = {
  'weights.name': { label: 'what the same name brings', value: inPoints },
  'weights.domain': { label: 'what the same domain brings', value: inPoints },
  'weights.sibling_domain': { label: 'what the domain of another country brings', value: inPoints },
  'weights.country': { label: 'what the same country brings', value: inPoints },
  'weights.city': { label: 'what the same city brings', value: inPoints },
  'weights.phone': { label: 'what the same phone number brings', value: inPoints },
  'weights.street': { label: 'what the same street address brings', value: inPoints },
  'against.domain': { label: 'what another domain takes', value: inPoints },
  'against.country': { label: 'what another country takes', value: inPoints },
  'against.city': { label: 'what another city takes', value: inPoints },
  'against.phone': { label: 'what another phone number takes', value: inPoints },
  'against.street': { label: 'what another street address takes', value: inPoints },
  'against.tax_id': { label: 'what another tax id takes', value: inPoints },
  'thresholds.same': { label: 'what makes two companies the same', value: inPoints },
  'thresholds.maybe': { label: 'what makes a person look', value: inPoints },
  'thresholds.lead': { label: 'the lead of the best over the next', value: inPoints },
  'thresholds.contradiction': {
    label: 'the likeness under which names contradict a domain',
    value: (value) => `${String(value)} of 1000`,
  },
  name_alone: { label: 'a name alone', value: proof },
  sibling_domain: { label: 'the same domain in another country', value: proof },
  shared_domain: {
    label: 'whom a shared domain means',
    value: (value) => (value === 'maybe' ? 'for a person to say' : 'the account whose name fits best'),
  },
  'family.parent_protects_children': {
    label: 'whether the protection of a parent covers its subsidiaries',
    value: (value) => (value ? 'yes' : 'no'),
  },
  'family.then': {
    label: 'what becomes of a registration on a subsidiary of a protected parent',
    value: (value) => (value === 'reject' ? 'a rejection' : 'for a person to decide'),
  },
}
