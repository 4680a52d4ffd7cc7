import type { TopicWords } from './words.ts'

/** What is told of conduct cases. Plain towards the partner: what was seen stands on the page, and nothing here judges. */

type ConductWords = Pick<TopicWords, Extract<keyof TopicWords, `conduct_case.${string}`>>

const quoted = (said: string) => (said ? ` “${said}”` : '')
const by = (time: string) => (time ? ` by ${time}` : '')
const until = (date: string) => (date ? ` until ${date}` : '')
const open = 'Open the case'
const read = 'Read more'

export const conductEn: ConductWords = {
  'conduct_case.found': {
    name: 'A conduct case is found',
    org: (s) => ({
      title: `Conduct: ${s.partner}`,
      text: `The program’s rules seem to be broken by ${s.partner}. Look at what was seen before you tell the partner.`,
      action: open,
    }),
  },
  'conduct_case.notified': {
    name: 'We ask you about something we saw',
    partner: (s) => ({
      title: 'We have a question',
      text: `Something we saw does not seem to follow the program’s rules. Tell us how it was${by(s.reply_by)}; nothing is decided before.${quoted(s.said)}`,
      action: 'Read and answer',
    }),
  },
  'conduct_case.answered': {
    name: 'A partner answered in a conduct case',
    org: (s) => ({ title: `Answered: ${s.partner}`, text: `${s.partner} answered.${quoted(s.said)}`, action: open }),
  },
  'conduct_case.silent': {
    name: 'A partner did not answer in a conduct case',
    org: (s) => ({
      title: `No answer: ${s.partner}`,
      text: `${s.partner} did not answer in time. You can decide now; it can still answer.`,
      action: open,
    }),
    partner: () => ({
      title: 'We have no answer from you',
      text: 'The time to answer our question is over, but nothing is decided. You can still answer.',
      action: 'Read and answer',
    }),
  },
  'conduct_case.proposed': {
    name: 'A suspension waits for a second person',
    org: (s) => ({
      title: `To confirm: suspending ${s.partner}`,
      text: `A colleague proposes to suspend ${s.partner}. Somebody else confirms it, or sends it back.${quoted(s.said)}`,
      action: open,
    }),
  },
  'conduct_case.dismissed': {
    name: 'Our question is settled',
    partner: (s) => ({
      title: 'Settled: nothing is held against you',
      text: `We looked at it, and nothing is held against you.${quoted(s.said)}`,
      action: read,
    }),
  },
  'conduct_case.noted': {
    name: 'Something is noted on record',
    partner: (s) => ({
      title: 'Noted on record',
      text: `What we saw stays on record${until(s.until)}. Nothing else follows from it.${quoted(s.said)}`,
      action: read,
    }),
  },
  'conduct_case.warned': {
    name: 'A warning',
    partner: (s) => ({
      title: 'A warning',
      text: `This is a warning; it counts${until(s.until)}.${quoted(s.said)} If you disagree, somebody who is not involved looks again.`,
      action: read,
    }),
  },
  'conduct_case.suspended': {
    name: 'A partner is suspended',
    org: (s) => ({
      title: `Suspended: ${s.partner}`,
      text: `${s.partner} is suspended${until(s.until)}. Its protections stand; its open registrations wait.`,
      action: open,
    }),
    partner: (s) => ({
      title: 'You are suspended',
      text: `Nothing new can be registered${until(s.until)}. What you have protected stays yours until it ends.${quoted(s.said)} If you disagree, somebody who is not involved looks again.`,
      action: read,
    }),
  },
  'conduct_case.lifted': {
    name: 'A measure is lifted',
    org: (s) => ({
      title: `Lifted: ${s.partner}`,
      text: `What was held against ${s.partner} is lifted.`,
      action: open,
    }),
    partner: (s) => ({
      title: 'It is lifted',
      text: `What was decided in our question is lifted.${quoted(s.said)}`,
      action: read,
    }),
  },
}

const bis = (time: string) => (time ? ` bis ${time}` : '')
const oeffnen = 'Fall öffnen'
const lesen = 'Mehr lesen'
const zitat = (said: string) => (said ? ` „${said}“` : '')

export const conductDe: ConductWords = {
  'conduct_case.found': {
    name: 'Ein Regelverstoß ist gefunden',
    org: (s) => ({
      title: `Verhalten: ${s.partner}`,
      text: `Regeln des Programms scheinen verletzt, von: ${s.partner}. Sehen Sie sich an, was gesehen wurde, bevor Sie es dem Partner sagen.`,
      action: oeffnen,
    }),
  },
  'conduct_case.notified': {
    name: 'Wir fragen Sie nach etwas, das wir gesehen haben',
    partner: (s) => ({
      title: 'Wir haben eine Frage',
      text: `Etwas, das wir gesehen haben, scheint nicht zu den Regeln des Programms zu passen. Sagen Sie uns${bis(s.reply_by)}, wie es war; vorher wird nichts entschieden.${zitat(s.said)}`,
      action: 'Lesen und antworten',
    }),
  },
  'conduct_case.answered': {
    name: 'Ein Partner hat in einem Fall geantwortet',
    org: (s) => ({
      title: `Beantwortet: ${s.partner}`,
      text: `${s.partner} hat geantwortet.${zitat(s.said)}`,
      action: oeffnen,
    }),
  },
  'conduct_case.silent': {
    name: 'Ein Partner hat in einem Fall nicht geantwortet',
    org: (s) => ({
      title: `Keine Antwort: ${s.partner}`,
      text: `${s.partner} hat nicht rechtzeitig geantwortet. Sie können jetzt entscheiden; eine Antwort ist noch möglich.`,
      action: oeffnen,
    }),
    partner: () => ({
      title: 'Wir haben keine Antwort von Ihnen',
      text: 'Die Zeit für eine Antwort ist vorbei, aber nichts ist entschieden. Sie können noch antworten.',
      action: 'Lesen und antworten',
    }),
  },
  'conduct_case.proposed': {
    name: 'Eine Sperre wartet auf eine zweite Person',
    org: (s) => ({
      title: `Zu bestätigen: Sperre für ${s.partner}`,
      text: `Vorgeschlagen ist eine Sperre für ${s.partner}. Jemand anderes bestätigt sie oder gibt sie zurück.${zitat(s.said)}`,
      action: oeffnen,
    }),
  },
  'conduct_case.dismissed': {
    name: 'Unsere Frage ist erledigt',
    partner: (s) => ({
      title: 'Erledigt: Es liegt nichts gegen Sie vor',
      text: `Wir haben es geprüft, und es liegt nichts gegen Sie vor.${zitat(s.said)}`,
      action: lesen,
    }),
  },
  'conduct_case.noted': {
    name: 'Etwas ist vermerkt',
    partner: (s) => ({
      title: 'Vermerkt',
      text: `Was wir gesehen haben, bleibt${bis(s.until)} vermerkt. Sonst folgt daraus nichts.${zitat(s.said)}`,
      action: lesen,
    }),
  },
  'conduct_case.warned': {
    name: 'Eine Verwarnung',
    partner: (s) => ({
      title: 'Eine Verwarnung',
      text: `Dies ist eine Verwarnung; sie zählt${bis(s.until)}.${zitat(s.said)} Wenn Sie nicht einverstanden sind, sieht jemand Unbeteiligtes noch einmal hin.`,
      action: lesen,
    }),
  },
  'conduct_case.suspended': {
    name: 'Ein Partner ist gesperrt',
    org: (s) => ({
      title: `Gesperrt: ${s.partner}`,
      text: `Gesperrt${bis(s.until)}: ${s.partner}. Was geschützt ist, bleibt geschützt; offene Registrierungen warten.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: 'Sie sind gesperrt',
      text: `Nichts Neues kann registriert werden${bis(s.until)}. Was für Sie geschützt ist, bleibt es, bis der Schutz endet.${zitat(s.said)} Wenn Sie nicht einverstanden sind, sieht jemand Unbeteiligtes noch einmal hin.`,
      action: lesen,
    }),
  },
  'conduct_case.lifted': {
    name: 'Eine Maßnahme ist aufgehoben',
    org: (s) => ({
      title: `Aufgehoben: ${s.partner}`,
      text: `Was gegen ${s.partner} stand, ist aufgehoben.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: 'Es ist aufgehoben',
      text: `Was zu unserer Frage entschieden wurde, ist aufgehoben.${zitat(s.said)}`,
      action: lesen,
    }),
  },
}
