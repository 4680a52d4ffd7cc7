import { readFile } from 'node:fs/promises'
import { seedDemo } from '#db/worlds/demo.ts'
import { issueLink } from '#server/access/index.ts'
import { uuidOf } from '#kit/ids.ts'
import { doerOf } from '#db/worlds/doer.ts'
import { operatorActor } from '#server/command/index.ts'
import { createOrg, findOrgBySlug } from '#server/orgs/index.ts'
import { wallNow } from '#server/platform/clock.ts'
import { connected, type Connected } from './connect.ts'
import { Advice, type Given, type Subcommand, type Terminal } from './subcommand.ts'

/** Two tracks and the defaults of everything else: complete, and meant to be changed. */
const STARTING_PROGRAM = new URL('../../db/worlds/starting-program.yaml', import.meta.url)

/** Minutes in which the first admin's link can be used: a day. */
const LINK_MINUTES = 24 * 60

function text(given: Given, flag: string): string {
  const value = given.flags[flag]
  if (typeof value !== 'string' || value.trim() === '')
    throw new Advice(`seed org wants --${flag}; see tributary seed --help`)
  return value.trim()
}

async function seedOrg({ app, runtime }: Connected, given: Given, { config, say, print }: Terminal): Promise<void> {
  const [slug, name, email] = [text(given, 'org'), text(given, 'name'), text(given, 'admin').toLowerCase()]
  if (!/^[a-z0-9][a-z0-9-]{1,62}$/.test(slug))
    throw new Advice(
      `"${slug}" cannot be part of an address: expected small letters, digits and "-", for example "acme".`,
    )
  const known = await runtime.db.transaction(null, (tx) => findOrgBySlug(tx, slug))
  if (known) throw new Advice(`There is an org "${slug}" already. Choose another name for the address.`)
  const org_id = await runtime.db.transaction(null, (tx) =>
    createOrg(tx, { slug, name, is_demo: false, created_at: wallNow() }),
  )
  const act = doerOf(app, runtime)
  const operator = operatorActor(org_id)
  const yaml = await readFile(STARTING_PROGRAM, 'utf8')
  const { version } = await act(operator, 'program.create_draft', { body: { yaml } })
  await act(operator, 'program.publish', { params: { n: version }, body: { note: 'The defaults, to begin with.' } })
  const admin = await act(operator, 'person.invite', {
    body: { name: email.split('@')[0], email, role: 'admin', partner_id: null },
  })
  const token = await runtime.db.transaction(null, async (tx) =>
    issueLink(tx, uuidOf('person', admin.person_id), LINK_MINUTES),
  )
  say(
    `${name} is there, with the program's defaults in force. Its first admin signs in once, within a day, by this link:`,
  )
  print(`${config.public_url}/sign-in/link/${token}`)
}

export const seed: Subcommand = {
  name: 'seed',
  summary: 'Makes the demo world in an empty database, or a new org with its first admin.',
  usage: 'seed demo | seed org --org SLUG --name NAME --admin EMAIL',
  words: [1, 1],
  flags: {
    org: { type: 'string', value: 'SLUG', says: 'the org in addresses: /o/SLUG' },
    name: { type: 'string', value: 'NAME', says: 'the org as people read it' },
    admin: { type: 'string', value: 'EMAIL', says: 'its first admin' },
  },
  help: 'The link of the first admin is printed alone on the last line.',
  async run(given, terminal) {
    const [what] = given.words
    if (what !== 'demo' && what !== 'org')
      throw new Advice(`"${what}" is nothing that can be seeded: say "seed demo" or "seed org".`)
    await connected(terminal, async (on) => {
      if (what === 'org') return seedOrg(on, given, terminal)
      const lines = await seedDemo(on.app, on.runtime)
      if (lines.length === 0)
        throw new Advice('This database has an org already; the demo world is made only in an empty one.')
      for (const line of lines) terminal.say(line)
    })
  },
}
