/** Every address of both apps, as functions. A page is declared under its `pattern`, so that no link can lead nowhere. */

type ParamsOf<Pattern extends string> = Pattern extends `${infer Head}/${infer Tail}`
  ? [...ParamsOf<Head>, ...ParamsOf<Tail>]
  : Pattern extends `$${string}`
    ? [value: string | number]
    : []

export type Path<Pattern extends string = string> = ((...params: ParamsOf<Pattern>) => string) & { pattern: Pattern }

function path<const Pattern extends string>(pattern: Pattern): Path<Pattern> {
  const build = (...params: (string | number)[]) => {
    let place = 0
    return pattern.replace(/\$\w+/g, () => encodeURIComponent(String(params[place++])))
  }
  // `build` fills as many places as ParamsOf counts in the pattern.
  return Object.assign(build, { pattern }) as Path<Pattern>
}

export const paths = {
  start: path('/'),
  signIn: path('/sign-in'),
  signInLink: path('/sign-in/link/$token'),
  choose: path('/choose'),
  mailbox: path('/mailbox'),
  gallery: path('/ui'),
  unsubscribe: path('/unsubscribe/$token'),
  console: {
    home: path('/o/$org'),
    registrations: path('/o/$org/registrations'),
    registration: path('/o/$org/registrations/$id'),
    requests: path('/o/$org/requests'),
    request: path('/o/$org/requests/$id'),
    partners: path('/o/$org/partners'),
    partner: path('/o/$org/partners/$id'),
    accounts: path('/o/$org/accounts'),
    account: path('/o/$org/accounts/$id'),
    matches: path('/o/$org/matches'),
    match: path('/o/$org/matches/$id'),
    conflicts: path('/o/$org/conflicts'),
    conflict: path('/o/$org/conflicts/$id'),
    disputes: path('/o/$org/disputes'),
    dispute: path('/o/$org/disputes/$id'),
    consents: path('/o/$org/consents'),
    consent: path('/o/$org/consents/$id'),
    conductCases: path('/o/$org/conduct'),
    conductCase: path('/o/$org/conduct/$id'),
    program: path('/o/$org/program'),
    programDiff: path('/o/$org/program/diff'),
    programVersion: path('/o/$org/program/$n'),
    reports: path('/o/$org/reports'),
    imports: path('/o/$org/imports'),
    import: path('/o/$org/imports/$id'),
    audit: path('/o/$org/audit'),
    people: path('/o/$org/people'),
    keys: path('/o/$org/keys'),
    webhooks: path('/o/$org/webhooks'),
    webhook: path('/o/$org/webhooks/$id'),
    branding: path('/o/$org/branding'),
    sessions: path('/o/$org/settings/sessions'),
    notifications: path('/o/$org/notifications'),
    notificationSettings: path('/o/$org/settings/notifications'),
    told: path('/o/$org/settings/told'),
    channels: path('/o/$org/settings/channels'),
    mails: path('/o/$org/settings/mail'),
  },
  portal: {
    home: path('/p/$partner'),
    register: path('/p/$partner/register'),
    deals: path('/p/$partner/deals'),
    deal: path('/p/$partner/deals/$id'),
    imports: path('/p/$partner/imports'),
    import: path('/p/$partner/imports/$id'),
    requests: path('/p/$partner/requests'),
    request: path('/p/$partner/requests/$id'),
    disputes: path('/p/$partner/disputes'),
    dispute: path('/p/$partner/disputes/$id'),
    disagree: path('/p/$partner/disagree'),
    conflicts: path('/p/$partner/conflicts'),
    conflict: path('/p/$partner/conflicts/$id'),
    consent: path('/p/$partner/consents/$id'),
    conductCases: path('/p/$partner/conduct'),
    conduct: path('/p/$partner/conduct/$id'),
    ask: path('/p/$partner/ask'),
    rules: path('/p/$partner/rules'),
    people: path('/p/$partner/people'),
    sessions: path('/p/$partner/settings/sessions'),
    notifications: path('/p/$partner/notifications'),
    notificationSettings: path('/p/$partner/settings/notifications'),
  },
} as const

/** An address with a query: `withQuery(paths.console.registrations(org), { status: 'in_review' })`. */
export function withQuery(href: string, query: Readonly<Record<string, string | number | null | undefined>>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '') search.set(name, String(value))
  }
  const text = search.toString()
  return text ? `${href}?${text}` : href
}
