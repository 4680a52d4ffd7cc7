import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { access, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { operatorActor } from '#server/command/index.ts'
import { exportOrg, recordExport } from '#server/exports/index.ts'
import { connected } from './connect.ts'
import { getOrgBySlug } from './find-org.ts'
import { Advice, type Subcommand } from './subcommand.ts'

export const exportFile: Subcommand = {
  name: 'export',
  summary: 'Writes everything of an org into one file, as it stands at one moment.',
  usage: 'export --org SLUG [--with-credentials] FILE.tributary',
  words: [1, 1],
  flags: {
    org: { type: 'string', value: 'SLUG', says: 'the org', required: true },
    'with-credentials': { type: 'boolean', says: 'with the hashes of passwords, so that people sign in as before' },
  },
  help: `The file is for "tributary restore": to move an org, to keep a copy of it, to start on a newer PostgreSQL. The
server may go on working meanwhile. Sessions and API keys stay behind; without --with-credentials people sign
in by a link first. It holds names and e-mail addresses: keep it as you keep the database.`,

  async run({ flags, words }, terminal) {
    const path = words[0] ?? ''
    if (
      await access(path).then(
        () => true,
        () => false,
      )
    )
      throw new Advice(`${path} is there already. Give another name, or take it away first.`)
    await connected(terminal, async ({ runtime }) => {
      const org = await getOrgBySlug(runtime, String(flags['org']))
      // Under another name until it is whole: what has the right name can be restored.
      const part = `${path}.part`
      const zip = createGzip({ level: 6 })
      const written = pipeline(zip, createWriteStream(part, { mode: 0o600 }))
      try {
        const exporting = exportOrg(
          runtime.db,
          org.id,
          { credentials: flags['with-credentials'] === true },
          async (text) => {
            if (!zip.write(text)) await Promise.race([once(zip, 'drain'), written])
          },
        )
        const manifest = await Promise.race([exporting, written.then(() => exporting)])
        zip.end()
        await written
        await rename(part, path)
        await recordExport.run({ runtime, actor: operatorActor(org.id), request_id: 'cli' }, { body: manifest })
        const rows = Object.values(manifest.tables).reduce((sum, table) => sum + table.rows, 0)
        terminal.print(`${path}: ${org.name} with ${rows} rows of ${Object.keys(manifest.tables).length} tables`)
      } catch (error) {
        zip.destroy()
        await written.catch(() => undefined)
        await rm(part, { force: true })
        throw error
      }
    })
  },
}
