import { z } from 'zod'
import { idSchema } from '#kit/ids.ts'

/** An account that could be meant, as the API shows it wherever a company is recognised. */
export const candidateAnswer = z
  .object({
    account_id: idSchema('account'),
    name: z.string(),
    domain: z.string().nullable(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    street: z.string().nullable(),
    postcode: z.string().nullable(),
    phone: z.string().nullable(),
    is_customer: z.boolean(),
    is_house: z.boolean(),
    known_as: z.string().nullable().meta({ description: 'the other name of the account that fits best' }),
    score: z.number().int().meta({ description: 'points for it, of 1000' }),
    evidence: z
      .array(z.object({ text: z.string(), speaks: z.enum(['for', 'with_care', 'against']) }))
      .meta({ description: 'what speaks for and against it, in words' }),
  })
  .meta({ id: 'Candidate' })

export type CandidateAnswer = z.output<typeof candidateAnswer>
