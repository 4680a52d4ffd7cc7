import { doerOf } from '#db/worlds/doer.ts'
import { permissionsOf } from '#server/access/index.ts'
import { operatorActor } from '#server/command/index.ts'
import { PERMISSIONS } from '#kit/roles.ts'
import { connected } from './connect.ts'
import { getOrgBySlug } from './find-org.ts'
import { Advice, type Subcommand } from './subcommand.ts'

export const keyCreate: Subcommand = {
  name: 'key create',
  summary: 'Makes an API key of an org and prints it, alone on the last line. It is shown this once.',
  usage: 'key create --org SLUG --name NAME [--role ROLE | --scopes A,B]',
  flags: {
    org: { type: 'string', value: 'SLUG', says: 'the org', required: true },
    name: { type: 'string', value: 'NAME', says: 'what the key is for', required: true },
    role: { type: 'string', value: 'ROLE', says: 'the scopes of a role, for example channel_ops (admin)' },
    scopes: {
      type: 'string',
      value: 'A,B',
      says: 'single scopes instead, for example registration:read,registration:submit',
    },
    days: { type: 'string', value: 'N', says: 'ends after so many days (never)' },
  },
  async run({ flags }, terminal) {
    const scopes =
      typeof flags['scopes'] === 'string'
        ? flags['scopes'].split(',').map((scope) => scope.trim())
        : [...permissionsOf(String(flags['role'] ?? 'admin'))]
    const unknown = scopes.filter((scope) => !(PERMISSIONS as readonly string[]).includes(scope))
    if (unknown.length > 0 || scopes.length === 0)
      throw new Advice(
        `Unknown scopes or role: ${unknown.join(', ') || String(flags['role'])}. Known scopes: ${PERMISSIONS.join(', ')}.`,
      )
    const slug = String(flags['org'])
    await connected(terminal, async ({ app, runtime }) => {
      const org = await getOrgBySlug(runtime, slug)
      const expires_in_days = flags['days'] ? Number(flags['days']) : null
      const key = await doerOf(app, runtime)(operatorActor(org.id), 'key.create', {
        body: { name: flags['name'], scopes, expires_in_days },
      })
      terminal.say(`A key of ${org.name} with ${scopes.length} scopes:`)
      terminal.print(key.token)
    })
  },
}
