import type { Line } from './words.ts'

/** One line told in a chat: who tells it, and where its button leads. */
export type Told = Line & { org_name: string; url: string }

type Plain = { type: 'plain_text'; text: string; emoji: false }

/** What Slack's incoming webhooks take (Block Kit). */
export type SlackMessage = {
  text: string
  blocks: (
    | { type: 'header'; text: Plain }
    | { type: 'section'; text: Plain }
    | { type: 'context'; elements: Plain[] }
    | { type: 'actions'; elements: { type: 'button'; text: Plain; url: string }[] }
  )[]
}

/** Limits of Block Kit: a header of 150 letters, a section of 3000, a button of 75. */
const SLACK = { header: 150, section: 3000, button: 75 } as const

/**
 * For Slack. All of it is plain text, where nothing is markup; only the fallback, which notifications show, is read as
 * markup, so its three control characters are escaped and no `<!channel>` can call anybody.
 */
function slackMessage({ title, text, action, org_name, url }: Told): SlackMessage {
  const plain = (of: string, most: number): Plain => ({ type: 'plain_text', text: cut(of, most), emoji: false })
  return {
    text: cut(`${title}: ${text}`, SLACK.section).replace(/[&<>]/g, (char) => SLACK_ENTITIES[char] ?? char),
    blocks: [
      { type: 'header', text: plain(title, SLACK.header) },
      { type: 'section', text: plain(text, SLACK.section) },
      { type: 'actions', elements: [{ type: 'button', text: plain(action, SLACK.button), url }] },
      { type: 'context', elements: [plain(org_name, SLACK.header)] },
    ],
  }
}

const SLACK_ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

type Run = { type: 'TextRun'; text: string; weight?: 'Bolder'; size?: 'Medium'; isSubtle?: true }

/** What a Teams workflow takes: a message with an Adaptive Card. */
export type TeamsMessage = {
  type: 'message'
  attachments: {
    contentType: 'application/vnd.microsoft.card.adaptive'
    contentUrl: null
    content: {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json'
      type: 'AdaptiveCard'
      version: '1.4'
      body: { type: 'RichTextBlock'; inlines: Run[] }[]
      actions: { type: 'Action.OpenUrl'; title: string; url: string }[]
    }
  }[]
}

/** For Teams. Rich text has no markup, where a text block would read what people typed as Markdown. */
function teamsMessage({ title, text, action, org_name, url }: Told): TeamsMessage {
  const block = (run: Omit<Run, 'type'>) => ({
    type: 'RichTextBlock' as const,
    inlines: [{ type: 'TextRun' as const, ...run }],
  })
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            block({ text: cut(title, 300), weight: 'Bolder', size: 'Medium' }),
            block({ text: cut(text, 3000) }),
            block({ text: cut(org_name, 200), isSubtle: true }),
          ],
          actions: [{ type: 'Action.OpenUrl', title: cut(action, 75), url }],
        },
      },
    ],
  }
}

export function messageFor(kind: 'slack' | 'teams', told: Told): SlackMessage | TeamsMessage {
  return kind === 'slack' ? slackMessage(told) : teamsMessage(told)
}

function cut(text: string, most: number): string {
  const letters = [...text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()]
  return letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('') || '–'
}
