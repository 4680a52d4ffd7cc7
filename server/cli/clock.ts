import { doerOf } from '#db/worlds/doer.ts'
import { operatorActor } from '#server/command/index.ts'
import { connected } from './connect.ts'
import { getOrgBySlug } from './find-org.ts'
import { Advice, type Subcommand } from './subcommand.ts'

export const clock: Subcommand = {
  name: 'clock',
  summary: 'Moves the business clock of a demo org forward; everything that becomes due happens before it returns.',
  usage: 'clock --org SLUG --days N',
  flags: {
    org: { type: 'string', value: 'SLUG', says: 'the org', required: true },
    days: { type: 'string', value: 'N', says: 'how many days, 1 to 400', required: true },
  },
  async run({ flags }, terminal) {
    const days = Number(flags['days'])
    if (!Number.isInteger(days) || days < 1 || days > 400)
      throw new Advice(`--days is "${String(flags['days'])}"; expected a whole number from 1 to 400.`)
    const slug = String(flags['org'])
    await connected(terminal, async ({ app, runtime }) => {
      const org = await getOrgBySlug(runtime, slug)
      const { now, fired } = await doerOf(app, runtime)(operatorActor(org.id), 'clock.move', { body: { days } })
      terminal.say(
        `It is now ${now} for ${org.name}; ${fired === 1 ? 'one timer' : `${fired} timers`} fired on the way.`,
      )
    })
  },
}
