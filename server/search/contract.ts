import { z } from 'zod'
import { route } from '#kit/contract.ts'
import { FOUND_NOUNS } from './search.ts'

const hitSchema = z
  .object({
    noun: z.enum(FOUND_NOUNS),
    id: z.string().meta({ description: 'the id of the thing; the number of a version of the program' }),
    title: z.string(),
    subtitle: z.string().nullable(),
    mark: z.string().nullable().meta({ description: 'a state, a stage or a role, as a code', example: 'in_review' }),
    within: z
      .object({ noun: z.string(), id: z.string() })
      .nullable()
      .meta({ description: 'the record it belongs to: the account of an opportunity, the partner of a person' }),
    matched: z
      .object({ by: z.enum(['id', 'claim_no', 'domain', 'email', 'contact', 'code', 'place']), text: z.string() })
      .nullable()
      .meta({ description: 'why it was found, where its title does not say so' }),
  })
  .meta({ id: 'SearchHit' })

export const search = route({
  id: 'search.find',
  method: 'GET',
  path: '/search',
  summary: 'Find anything one may see by the beginnings of its words, its domain, address or id',
  permission: null,
  side: 'both',
  query: z.object({
    q: z.string().max(200).meta({ description: 'what was typed: words in any order', example: 'nord met' }),
    nouns: z
      .string()
      .max(200)
      .refine((text) => text.split(',').every((noun) => FOUND_NOUNS.some((known) => known === noun)), {
        error: `expected some of ${FOUND_NOUNS.join(', ')} with commas between`,
      })
      .optional()
      .meta({ description: 'only these kinds of things', example: 'account,partner' }),
    limit: z.coerce.number().int().min(1).max(20).default(6).meta({ description: 'of each kind', example: 6 }),
  }),
  answer: z.object({
    groups: z.array(
      z.object({
        noun: z.enum(FOUND_NOUNS),
        rows: z.array(hitSchema),
        more: z.boolean().meta({ description: 'there are more than the limit' }),
      }),
    ),
  }),
})

export type SearchHit = z.output<typeof hitSchema>
export const searchContracts = [search]
