import { createReadStream } from 'node:fs'
import { access } from 'node:fs/promises'
import { renewClues } from '#server/accounts/index.ts'
import { ExportRefused, readExportLines, restoreOrg } from '#server/exports/index.ts'
import { connected } from './connect.ts'
import { Advice, type Subcommand } from './subcommand.ts'

export const restoreFile: Subcommand = {
  name: 'restore',
  summary: 'Makes an org from a file that "tributary export" wrote: the whole of it, or nothing.',
  usage: 'restore [--slug NAME] FILE.tributary',
  words: [1, 1],
  flags: {
    slug: { type: 'string', value: 'NAME', says: 'another name for the org in addresses, where its own is taken' },
  },
  help: `An org is restored into a database that does not hold it: its ids stay, because its audit is sealed with them.
What its clock was to do, it does here: do not let the org it was exported from go on at the same time. People
whose e-mail address is known here already keep their password.`,

  async run({ flags, words }, terminal) {
    const path = words[0] ?? ''
    const slug = flags['slug']
    if (typeof slug === 'string' && !/^[a-z0-9][a-z0-9-]{1,62}$/.test(slug)) {
      throw new Advice(`--slug is "${slug}"; expected 2 to 63 small letters, digits and dashes, the first no dash.`)
    }
    if (
      !(await access(path).then(
        () => true,
        () => false,
      ))
    )
      throw new Advice(`${path} cannot be read: is it there, and may you read it?`)
    await connected(terminal, async ({ runtime }) => {
      try {
        const manifest = await restoreOrg(
          runtime.db,
          readExportLines(createReadStream(path)),
          typeof slug === 'string' ? { slug } : {},
        )
        // Accounts are recognised before anybody can claim one.
        await renewClues(runtime, manifest.org.id)
        const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
        terminal.print(
          `${manifest.org.name} is here as "${typeof slug === 'string' ? slug : manifest.org.slug}": ${rows} rows, as of ${manifest.exported_at}`,
        )
        if (!manifest.credentials)
          terminal.say('The file holds no passwords: people sign in by a link, or an admin sets new ones.')
      } catch (error) {
        throw error instanceof ExportRefused ? new Advice(error.message) : error
      }
    })
  },
}
