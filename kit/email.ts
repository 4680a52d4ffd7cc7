import { z } from 'zod'

/** An e-mail address as it is stored and compared: without spaces around, in lower case (ASCII only, RFC 5321's 254). */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254, { error: 'expected at most 254 characters' })
  .regex(z.regexes.email, { error: 'expected an e-mail address, for example mia@example.com' })
  .meta({ example: 'mia@example.com' })
