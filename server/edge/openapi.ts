import { z } from 'zod'
import type { Route } from '#kit/contract.ts'
import { COMMON, Refused, type RefusalType } from '#kit/refusal.ts'
import { SESSION_COOKIE } from './headers.ts'
import { commonRefusals, problemOf, titleOf } from './problem.ts'
import { EDGE, statusOf } from './refusals.ts'
import { Components, sample, type Schema } from './schemas.ts'

const REQUEST_ID = 'req_0198f0c2a1b47c3d9e5f6a7b8c9d0e1f'

const INTRODUCTION = `Everything the screens of Tributary do, they do through this API.

**Who calls.** Send an API key as \`Authorization: Bearer …\`. Screens use a session cookie; a write with a cookie also needs
\`X-Tributary-Csrf: 1\`, and a person who belongs to several organisations names the membership that acts in \`X-Tributary-Acting\`.

**Once.** Send an \`Idempotency-Key\` with a write, and send it again with the same key when no answer came: the first answer is
given again, with \`Idempotency-Replayed: true\`.

**Trying out.** Where \`dry_run\` is a parameter, \`?dry_run=true\` does everything but keep it, and answers what would have been.

**Values.** Ids carry their noun (\`reg_…\`, \`ptr_…\`), money is \`{ "amount_minor": "125000", "currency": "EUR" }\`, instants are ISO in UTC,
dates \`YYYY-MM-DD\`. Lists answer \`rows\` and \`next_cursor\`; send that as \`cursor\` for the next page.

**Problems** are \`application/problem+json\` (RFC 9457). \`code\` is stable, \`next\` says what to do, \`fields\` names every wrong field.`

/** The OpenAPI 3.1 description of the API, from the contracts alone. */
export function openApi(routes: readonly Route[], version: string): Schema {
  const components = new Components()
  components.schemas.Problem = components.add(problemSchema, 'output')
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const path = (paths[`/api/v1${route.path}`] ??= {})
    path[route.method.toLowerCase()] = operationOf(route, components)
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Tributary',
      version,
      description: INTRODUCTION,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(tagOf))].sort().map((name) => ({ name })),
    paths,
    components: {
      schemas: sorted(components.schemas),
      examples: sorted(components.examples),
      parameters: PARAMETERS,
      headers: HEADERS,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An API key, made under Keys or by `tributary key create`.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: SESSION_COOKIE,
          description: 'The session of somebody who signed in. Writes also need the header `X-Tributary-Csrf: 1`.',
        },
      },
    },
  }
}

const problemSchema = z.object({
  type: z.string().meta({ description: 'which problem, as a reference', example: '/problems/request.invalid' }),
  title: z.string().meta({ example: 'Invalid request' }),
  status: z.number().int().meta({ example: 422 }),
  detail: z.string().meta({ description: 'what happened and why' }),
  code: z.string().meta({ description: 'which problem, for programs', example: 'request.invalid' }),
  next: z.string().meta({ description: 'what to do next' }),
  fields: z
    .array(
      z.object({ path: z.string(), message: z.string(), expected: z.string().optional(), code: z.string().optional() }),
    )
    .optional()
    .meta({ description: 'every field that is not as expected' }),
  request_id: z.string().meta({ example: REQUEST_ID }),
})

const PARAMETERS: Record<string, Schema> = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Names this request, so that sending it again takes effect once. Kept for 24 hours.',
    schema: {
      type: 'string',
      minLength: 1,
      maxLength: 255,
      pattern: '^[\\x21-\\x7e]{1,255}$',
      examples: ['6f1c1a5e-8f0e-4b8e-9a55-0d7c2f7f3f10'],
    },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: 'The ETag of what was read; refused when somebody changed it since.',
    schema: { type: 'string', pattern: '^(W/)?"[0-9]{1,9}(-[0-9a-f]{8})?"$', examples: ['"3-1f0c9a2b"'] },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    description: 'An ETag; 304 when nothing changed.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  DryRun: {
    name: 'dry_run',
    in: 'query',
    description: 'Do everything but keep it.',
    schema: { type: 'boolean', default: false },
  },
  Acting: {
    name: 'X-Tributary-Acting',
    in: 'header',
    description: 'With a session: the membership that acts, for people who have several.',
    schema: { type: 'string', pattern: '^mem_[0-9a-f]{32}$' },
  },
}

const header = (description: string, example: string) => ({
  description,
  schema: { type: 'string', examples: [example] },
})

const HEADERS: Record<string, Schema> = {
  RequestId: header('Names this request in the log; send your own to have it used.', REQUEST_ID),
  RateLimit: header('What remains of the quota, and the seconds until it is full again.', '"key";r=1199;t=60'),
  RateLimitPolicy: header('The quota and its window in seconds.', '"key";q=1200;w=60'),
  RetryAfter: header('Seconds to wait.', '12'),
  ETag: header('The revision; send it as If-Match with a change.', '"3"'),
  Replayed: header('Present when the answer is that of the first request with this key.', 'true'),
  DryRun: header('Present when nothing was kept.', 'true'),
  Allow: header('The methods that are possible here.', 'GET, POST'),
}

const use = (name: keyof typeof HEADERS) => ({ $ref: `#/components/headers/${name}` })
const parameter = (name: keyof typeof PARAMETERS) => ({ $ref: `#/components/parameters/${name}` })

function tagOf(route: Route): string {
  return route.id.split('.')[0] ?? route.id
}

function operationOf(route: Route, components: Components): Schema {
  const writes = route.method !== 'GET'
  const open = route.permission === 'public'
  return {
    operationId: route.id,
    summary: route.summary,
    tags: [tagOf(route)],
    ...(route.permission && !open && { description: `Needs the permission \`${route.permission}\`.` }),
    security: open ? [] : route.side === 'person' ? [{ session: [] }] : [{ bearer: [] }, { session: [] }],
    parameters: [
      ...parametersOf(route.params, 'path', components),
      ...parametersOf(route.query, 'query', components).filter(
        ({ name }) => !(route.etag === 'requires' && name === 'if_match'),
      ),
      ...(route.dry_run ? [parameter('DryRun')] : []),
      ...(writes && route.side !== 'person' ? [parameter('IdempotencyKey')] : []),
      ...(route.etag === 'requires' ? [parameter('IfMatch')] : []),
      ...(route.etag === 'answers' ? [parameter('IfNoneMatch')] : []),
      ...(open ? [] : [parameter('Acting')]),
    ],
    ...bodyOf(route, components),
    responses: responsesOf(route, components),
  }
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query', components: Components): Schema[] {
  if (!schema) return []
  const { properties = {}, required = [] } = components.add(schema, 'input')
  return Object.entries(properties as Record<string, Schema>).map(([name, { description, ...one }]) => ({
    name,
    in: where,
    required: where === 'path' || (required as string[]).includes(name),
    ...(description !== undefined && { description }),
    schema: one,
  }))
}

function bodyOf(route: Route, components: Components): Schema {
  if (route.raw_body) {
    const { content_type, limit_bytes } = route.raw_body
    const description = `The bytes as they are, at most ${Math.floor(limit_bytes / 1_048_576)} MB.`
    return {
      requestBody: {
        required: true,
        description,
        content: { [content_type]: { schema: { type: 'string', contentMediaType: content_type } } },
      },
    }
  }
  if (!route.body) return {}
  const schema = components.add(route.body, 'input')
  const example = sample(schema, components.schemas)
  const content = { schema, ...(route.body.safeParse(example).success && { example }) }
  return { requestBody: { required: !route.body.safeParse({}).success, content: { 'application/json': content } } }
}

function responsesOf(route: Route, components: Components): Schema {
  const common = {
    'X-Request-Id': use('RequestId'),
    RateLimit: use('RateLimit'),
    'RateLimit-Policy': use('RateLimitPolicy'),
  }
  const headers = {
    ...common,
    ...(route.etag && { ETag: use('ETag') }),
    ...(route.method !== 'GET' && route.side !== 'person' && { 'Idempotency-Replayed': use('Replayed') }),
  }
  const content = contentOf(route, components)
  const responses: Record<string, Schema> = { [route.status]: { description: route.summary, headers, ...content } }
  if (route.dry_run) {
    const description = route.status === 200 ? route.summary : 'What would have been (dry run).'
    responses['200'] = { description, headers: { ...headers, 'Tributary-Dry-Run': use('DryRun') }, ...content }
  }
  if (route.etag === 'answers') responses['304'] = { description: 'Not changed since.', headers: { ETag: use('ETag') } }

  const types = new Map([...route.refusals, ...commonRefusals(route)].map((type) => [type.code, type]))
  const byStatus = Map.groupBy(types.values(), statusOf)
  for (const [status, group] of [...byStatus].sort(([a], [b]) => a - b)) {
    const waits = status === statusOf(COMMON.too_many) || status === statusOf(EDGE.unavailable)
    responses[status] = {
      description: group.map((type) => type.says).join(' · '),
      headers: { ...common, ...(waits && { 'Retry-After': use('RetryAfter') }) },
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: examplesOf(group, components),
        },
      },
    }
  }
  return responses
}

function contentOf(route: Route, components: Components): Schema {
  if (route.status === 204) return {}
  if (route.answer_type) return { content: { [route.answer_type]: { schema: { type: 'string' } } } }
  const schema = components.add(route.answer, 'output')
  return { content: { 'application/json': { schema, example: sample(schema, components.schemas) } } }
}

/** Each refusal stands once in the document, whoever may answer it. */
function examplesOf(types: readonly RefusalType[], components: Components): Schema {
  return Object.fromEntries(
    types.map((type) => {
      const blanks = [...`${type.says} ${type.next}`.matchAll(/\{(\w+)\}/g)]
      const refused = new Refused(type, Object.fromEntries(blanks.map(([blank, name]) => [name ?? '', blank])))
      components.examples[type.code] = { summary: titleOf(statusOf(type)), value: problemOf(refused, REQUEST_ID) }
      return [type.code, { $ref: `#/components/examples/${type.code}` }]
    }),
  )
}

function sorted<T>(object: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)))
}
