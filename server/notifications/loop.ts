import type { Runtime } from '#server/command/index.ts'
import { sendDueMail, type BrandOf } from '#server/mails/index.ts'
import { wallMs } from '#server/platform/clock.ts'
import type { MailTransport } from '#server/platform/mail.ts'
import type { ChannelPorts } from './channels.ts'
import { sendDuePosts } from './post.ts'
import { writeDueMails } from './write-mails.ts'

/** What a commit of this process leaves to be told is looked for at once; digests, quiet hours' ends and the rest so often. */
const ALL_MS = 30_000

/**
 * Writes mails out of notices, sends them, and posts to chats. A loop of its own: a mail server that hangs keeps nothing
 * else waiting, and each org's trouble is its own.
 */
export function toldLoop(
  of: ChannelPorts & {
    transport: MailTransport | null
    brandOf?: BrandOf
    listOrgIds(): Promise<string[]>
  },
) {
  const touched = new Set<string>()
  let looked_ms = 0
  return {
    /** Something was committed in this org. */
    announce: (org_id: string) => void touched.add(org_id),
    async run(runtime: Runtime, stopping: AbortSignal): Promise<void> {
      const all = wallMs() - looked_ms > ALL_MS
      if (all) looked_ms = wallMs()
      const orgs = all ? await of.listOrgIds() : [...touched]
      touched.clear()
      for (const org_id of orgs) {
        if (stopping.aborted) return
        const failed = (what: string) => (error: unknown) =>
          runtime.log.error({ err: error, org_id }, `${what} failed; the next look tries again`)
        await writeDueMails(runtime, org_id).catch(failed('writing mails'))
        await sendDueMail(runtime, org_id, of.transport, of.brandOf).catch(failed('sending mail'))
        await sendDuePosts(runtime, org_id, of).catch(failed('posting to chats'))
      }
    },
  }
}
