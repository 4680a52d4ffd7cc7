import { conductEn } from './words-conduct.ts'
import { disputesEn } from './words-disputes.ts'
import type { LanguageWords } from './words.ts'
import { engagementEn } from './words-engagement.ts'

/** "text" as somebody wrote it, or nothing. */
const quoted = (said: string) => (said ? ` “${said}”` : '')
const until = (date: string) => (date ? ` until ${date}` : '')
const on = (date: string) => (date ? `on ${date}` : 'soon')
const by = (time: string) => (time ? ` by ${time}` : '')

const look = 'Open the registration'
const deal = 'Open the deal'
const request = 'Open the request'

export const en: LanguageWords = {
  topics: {
    'registration.in_review': {
      name: 'A deal waits for a decision',
      org: (s) => ({
        title: `To decide: ${s.account}`,
        text: `${s.partner} registered ${s.account}. An answer was promised${by(s.answer_by)}.`,
        action: 'Decide it',
      }),
      partner: (s) => ({
        title: `In review: ${s.account}`,
        text: `Your deal at ${s.account} is being checked. You get an answer${by(s.answer_by)}.`,
        action: deal,
      }),
    },
    'registration.queued': {
      name: 'A deal waits in the queue',
      org: (s) => ({
        title: `Waiting: ${s.account}`,
        text: `${s.partner}’s registration of ${s.account} waits behind an earlier one.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Waiting: ${s.account}`,
        text: `Your deal at ${s.account} waits behind an earlier one. You hear from us as soon as the way is free.`,
        action: deal,
      }),
    },
    'registration.approved': {
      name: 'A deal is approved',
      org: (s) => ({
        title: `Approved: ${s.account}`,
        text: `${s.partner}’s registration of ${s.account} is approved and protected${until(s.until)}.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Approved: ${s.account}`,
        text: `Your deal at ${s.account} is approved. It is yours${until(s.until)}.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.rejected': {
      name: 'A deal is not approved',
      org: (s) => ({
        title: `Not approved: ${s.account}`,
        text: `${s.partner}’s registration of ${s.account} was not approved.${quoted(s.said)}`,
        action: look,
      }),
      partner: (s) => ({
        title: `Not approved: ${s.account}`,
        text: `Your deal at ${s.account} was not approved.${s.said ? ` ${s.said}` : ''}`,
        action: 'See why, and what would help',
      }),
    },
    'registration.withdrawn': {
      name: 'A deal is withdrawn',
      org: (s) => ({
        title: `Withdrawn: ${s.account}`,
        text: `${s.partner} withdrew its registration of ${s.account}.${quoted(s.said)}`,
        action: look,
      }),
    },
    'registration.expired': {
      name: 'A protection has ended',
      org: (s) => ({
        title: `Expired: ${s.account}`,
        text: `The protection of ${s.account} for ${s.partner} has ended.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Protection of ${s.account} has ended`,
        text: `The protection of your deal at ${s.account} has ended. Others may register the company now; so may you, again.`,
        action: deal,
      }),
    },
    'registration.info_requested': {
      name: 'You are asked about a deal',
      partner: (s) => ({
        title: `A question about ${s.account}`,
        text: `We need to know more about your deal at ${s.account}.${quoted(s.said)} Please answer${by(s.reply_by) || ' soon'}.`,
        action: 'Answer the question',
      }),
    },
    'registration.answered': {
      name: 'A partner has answered',
      org: (s) => ({
        title: `Answered: ${s.account}`,
        text: `${s.partner} answered your question about ${s.account}.${quoted(s.said)}`,
        action: look,
      }),
    },
    'registration.offered': {
      name: 'A company you waited for is free',
      partner: (s) => ({
        title: `It is your turn: ${s.account}`,
        text: `${s.account} is free now. Say${by(s.confirm_by)} that you still want it; after that the next in the queue is asked.`,
        action: 'Confirm the deal',
      }),
    },
    'registration.extension_asked': {
      name: 'A partner asks for more time',
      org: (s) => ({
        title: `More time asked: ${s.account}`,
        text: `${s.partner} asks to protect ${s.account} for longer.${quoted(s.said)}`,
        action: 'Answer it',
      }),
    },
    'registration.extended': {
      name: 'A protection lasts longer',
      partner: (s) => ({
        title: `Extended: ${s.account}`,
        text: `Your deal at ${s.account} is now yours${until(s.until)}.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.extension_declined': {
      name: 'More time is not granted',
      partner: (s) => ({
        title: `Not extended: ${s.account}`,
        text: `Your deal at ${s.account} stays yours${until(s.until) || ' as long as it was'}, and not longer.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.converted': {
      name: 'A deal became an opportunity',
      org: (s) => ({
        title: `Opportunity: ${s.account}`,
        text: `${s.partner}’s registration of ${s.account} is tied to an opportunity.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Sale in progress: ${s.account}`,
        text: `Your deal at ${s.account} is tied to an opportunity now. It stays yours while that is open${until(s.until)}.`,
        action: deal,
      }),
    },
    'registration.won': {
      name: 'A deal is won',
      org: (s) => ({ title: `Won: ${s.account}`, text: `${s.partner} won ${s.account}.`, action: look }),
      partner: (s) => ({
        title: `Won: ${s.account}`,
        text: `Your deal at ${s.account} is won. Congratulations.`,
        action: deal,
      }),
    },
    'registration.lost': {
      name: 'A deal is lost',
      org: (s) => ({
        title: `Lost: ${s.account}`,
        text: `${s.partner}’s deal at ${s.account} is lost.${quoted(s.said)}`,
        action: look,
      }),
      partner: (s) => ({
        title: `Lost: ${s.account}`,
        text: `Your deal at ${s.account} is marked as lost.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.revoked': {
      name: 'A protection is taken back',
      org: (s) => ({
        title: `Revoked: ${s.account}`,
        text: `The protection of ${s.account} for ${s.partner} was taken back.${quoted(s.said)}`,
        action: look,
      }),
      partner: (s) => ({
        title: `No longer protected: ${s.account}`,
        text: `The protection of your deal at ${s.account} was taken back.${quoted(s.said)}`,
        action: deal,
      }),
    },
    'registration.assigned': {
      name: 'A registration is given to you',
      org: (s) => ({
        title: `Yours now: ${s.account}`,
        text: `You look after ${s.partner}’s registration of ${s.account} now.`,
        action: look,
      }),
    },
    'registration.activity_logged': {
      name: 'A partner tells what it did',
      org: (s) => ({
        title: `Followed up: ${s.account}`,
        text: `${s.partner} logged an activity at ${s.account}.`,
        action: look,
      }),
    },
    'registration.follow_up_due': {
      name: 'A follow-up is due',
      partner: (s) => ({
        title: `Follow up on ${s.account}`,
        text: `Tell us what happened at ${s.account}${by(s.follow_up_by)}, so that the deal stays yours.`,
        action: 'Log what happened',
      }),
    },
    'registration.follow_up_slipped': {
      name: 'A follow-up is late',
      org: (s) => ({
        title: `No follow-up: ${s.account}`,
        text: `${s.partner} has not followed up on ${s.account} in time.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Follow-up is late: ${s.account}`,
        text: `Nothing was logged for ${s.account} in time. The deal may be taken back.`,
        action: 'Log what happened',
      }),
    },
    'registration.protection_ending': {
      name: 'A protection ends soon',
      org: (s) => ({
        title: `Ends soon: ${s.account}`,
        text: `The protection of ${s.account} for ${s.partner} ends ${on(s.until)}.`,
        action: look,
      }),
      partner: (s) => ({
        title: `Protection of ${s.account} ends ${on(s.until)}`,
        text: `Your deal at ${s.account} is protected${until(s.until)}. After that others may register the company.`,
        action: deal,
      }),
    },
    'registration.answer_overdue': {
      name: 'A decision is late',
      org: (s) => ({
        title: `Late: ${s.account}`,
        text: `${s.partner} was promised an answer about ${s.account}${by(s.answer_by)}. That time is over.`,
        action: 'Decide it',
      }),
    },
    'request.submitted': {
      name: 'A partner asks for something',
      org: (s) => ({ title: `Request: ${s.account}`, text: `${s.partner} asks for ${s.account}.`, action: request }),
    },
    'request.step_opened': {
      name: 'A request waits for your approval',
      org: (s) => ({
        title: `To approve: ${s.account}`,
        text: `${s.partner} asks for ${s.account}. It is your turn to say yes or no.`,
        action: 'Answer it',
      }),
    },
    'request.reminded': {
      name: 'A request still waits for you',
      org: (s) => ({
        title: `Still waiting: ${s.account}`,
        text: `${s.partner}’s request for ${s.account} still waits for your answer.`,
        action: 'Answer it',
      }),
    },
    'request.approved': {
      name: 'A request is approved',
      org: (s) => ({
        title: `Approved: ${s.account}`,
        text: `${s.partner}’s request for ${s.account} is approved.`,
        action: request,
      }),
      partner: (s) => ({
        title: `Approved: ${s.account}`,
        text: `Your request for ${s.account} is approved.${quoted(s.said)}`,
        action: request,
      }),
    },
    'request.rejected': {
      name: 'A request is not approved',
      org: (s) => ({
        title: `Not approved: ${s.account}`,
        text: `${s.partner}’s request for ${s.account} was not approved.${quoted(s.said)}`,
        action: request,
      }),
      partner: (s) => ({
        title: `Not approved: ${s.account}`,
        text: `Your request for ${s.account} was not approved.${quoted(s.said)}`,
        action: request,
      }),
    },
    'request.info_requested': {
      name: 'You are asked about a request',
      partner: (s) => ({
        title: `A question about ${s.account}`,
        text: `We need to know more about your request for ${s.account}.${quoted(s.said)} Please answer soon.`,
        action: 'Answer the question',
      }),
    },
    'request.answered': {
      name: 'A partner has answered about a request',
      org: (s) => ({
        title: `Answered: ${s.account}`,
        text: `${s.partner} answered the question about its request for ${s.account}.${quoted(s.said)}`,
        action: request,
      }),
    },
    'request.expired': {
      name: 'What was approved has ended',
      partner: (s) => ({
        title: `Ended: ${s.account}`,
        text: `What was approved for ${s.account} was for a time, and that time is over.`,
        action: request,
      }),
    },
    'request.unanswerable': {
      name: 'Nobody can answer a request',
      org: (s) => ({
        title: `Nobody to ask: ${s.account}`,
        text: `${s.partner} asks for ${s.account}, and too few of those whom the program names can answer.`,
        action: request,
      }),
    },
    'request.withdrawn': {
      name: 'A request is withdrawn',
      org: (s) => ({
        title: `Withdrawn: ${s.account}`,
        text: `${s.partner} withdrew its request for ${s.account}.`,
        action: request,
      }),
    },
    ...conductEn,
    ...disputesEn,
    'import.finished': {
      name: 'A file is brought in',
      org: (s) => ({
        title: `Brought in: ${s.account}`,
        text: `${s.done === '1' ? 'One row was' : `${s.done || 'All'} rows were`} read${s.refused ? `, and ${s.refused} of them refused: look at them, and send them again` : ''}.`,
        action: 'Open the import',
      }),
      partner: (s) => ({
        title: `Brought in: ${s.account}`,
        text: `${s.done === '1' ? 'One row was' : `${s.done || 'All'} rows were`} read${s.refused ? `, and ${s.refused} of them refused: look at them, and send them again` : ''}.`,
        action: 'Open the import',
      }),
    },
    'import.failed': {
      name: 'A file could not be brought in to its end',
      org: (s) => ({
        title: `Stopped: ${s.account}`,
        text: 'It stopped at a fault of the server. What came in until then stays; run it again to go on.',
        action: 'Open the import',
      }),
      partner: (s) => ({
        title: `Stopped: ${s.account}`,
        text: 'It stopped at a fault of the server. What came in until then stays; run it again to go on.',
        action: 'Open the import',
      }),
    },
    ...engagementEn,
    'program.published': {
      name: 'New rules are published',
      org: (s) => ({
        title: s.version ? `Program version ${s.version} is published` : 'New rules are published',
        text: s.effective ? `It applies from ${s.effective}.` : 'It applies at once.',
        action: 'Read what changed',
      }),
    },
  },
  around: {
    folded: (count) => ({
      title: `${count} things for you`,
      text: 'Several things happened at once, so here they are in one mail.',
    }),
    digest: (count, weekly) => ({
      title: `${count === 1 ? 'One thing' : `${count} things`} ${weekly ? 'this week' : 'since yesterday'}`,
      text: weekly ? 'Your week in one mail.' : 'Your day in one mail.',
    }),
    more: (count) => `And ${count} more.`,
    all: 'See all notifications',
    why_mail: 'You get this because you work on it. Choose what you get, and how:',
    test_post: (channel) => ({
      title: 'It works',
      text: `What you chose for “${channel}” will arrive here.`,
      action: 'Open the settings',
    }),
  },
}
