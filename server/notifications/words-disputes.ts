import type { TopicWords } from './words.ts'

/** What is told of disagreements. To a partner that is asked for its side, nothing here says that anybody disagrees. */

type DisputeWords = Pick<TopicWords, Extract<keyof TopicWords, `dispute.${string}`>>

const quoted = (said: string) => (said ? ` “${said}”` : '')
const by = (time: string) => (time ? ` by ${time}` : '')
const from = (partner: string) => partner || 'One of our own people'
const open = 'Open the dispute'
const look = 'See where it stands'

export const disputesEn: DisputeWords = {
  'dispute.opened': {
    name: 'Somebody disagrees',
    org: (s) => ({
      title: `Disputed: ${s.account}`,
      text: `${from(s.partner)} disagrees about ${s.account}. An acknowledgement is promised${by(s.answer_by)}.`,
      action: open,
    }),
    partner: (s) => ({
      title: `You disagree: ${s.account}`,
      text: `We have what you wrote about ${s.account}, and confirm${by(s.answer_by)} that somebody looks at it.`,
      action: look,
    }),
  },
  'dispute.unread': {
    name: 'A dispute is not acknowledged in time',
    org: (s) => ({
      title: `Not acknowledged: ${s.account}`,
      text: `Nobody has said that the dispute about ${s.account} has arrived, and the time for it is over.`,
      action: open,
    }),
  },
  'dispute.acknowledged': {
    name: 'Your disagreement has arrived',
    org: (s) => ({
      title: `In hand: ${s.account}`,
      text: `Somebody without a stake looks at your dispute about ${s.account}. A decision is promised${by(s.answer_by)}.`,
      action: open,
    }),
    partner: (s) => ({
      title: `In hand: ${s.account}`,
      text: `Somebody who is not involved looks at ${s.account}. You get a decision${by(s.answer_by)}.`,
      action: look,
    }),
  },
  'dispute.asked': {
    name: 'You are asked for your side',
    org: (s) => ({
      title: `A question about ${s.account}`,
      text: `Somebody needs to know more about your dispute.${quoted(s.said)} Please answer${by(s.reply_by)}.`,
      action: 'Answer',
    }),
    partner: (s) => ({
      title: `A question about ${s.account}`,
      text: `We look at something about ${s.account}, and want to hear your side.${quoted(s.said)} Please answer${by(s.reply_by)}.`,
      action: 'Tell us your side',
    }),
  },
  'dispute.answered': {
    name: 'A side of a dispute has answered',
    org: (s) => ({
      title: `Answered: ${s.account}`,
      text: `${from(s.partner)} has answered about ${s.account}.${quoted(s.said)}`,
      action: open,
    }),
  },
  'dispute.not_answered': {
    name: 'A side of a dispute has not answered',
    org: (s) => ({
      title: `No answer: ${s.account}`,
      text: `${from(s.partner)} has not answered about ${s.account} in time; the clock goes on.`,
      action: open,
    }),
    partner: (s) => ({
      title: `Your time is over: ${s.account}`,
      text: `We have not heard from you about ${s.account}, and go on without your answer. You can still write to us.`,
      action: look,
    }),
  },
  'dispute.said': {
    name: 'A side of a dispute adds something',
    org: (s) => ({
      title: `Added: ${s.account}`,
      text: `${from(s.partner)} has added something about ${s.account}.`,
      action: open,
    }),
  },
  'dispute.written_to': {
    name: 'We write to you about a disagreement',
    org: (s) => ({
      title: `About ${s.account}`,
      text: `Somebody wrote to you about your dispute.${quoted(s.said)}`,
      action: open,
    }),
    partner: (s) => ({
      title: `About ${s.account}`,
      text: `We wrote to you about ${s.account}.${quoted(s.said)}`,
      action: look,
    }),
  },
  'dispute.reminded': {
    name: 'A dispute is due soon',
    org: (s) => ({
      title: `Due soon: ${s.account}`,
      text: `The dispute about ${s.account} has to be decided${by(s.answer_by)}.`,
      action: open,
    }),
  },
  'dispute.overdue': {
    name: 'A dispute is late',
    org: (s) => ({
      title: `Late: ${s.account}`,
      text: `The dispute about ${s.account} was not decided in time, and goes one level up.`,
      action: open,
    }),
  },
  'dispute.proposed': {
    name: 'A settlement is proposed',
    org: (s) => ({
      title: `A proposal about ${s.account}`,
      text: `This is proposed to settle your dispute.${quoted(s.said)} Say yes or no${by(s.answer_by)}.`,
      action: open,
    }),
    partner: (s) => ({
      title: `Our proposal about ${s.account}`,
      text: `This is how we would settle it.${quoted(s.said)} Say yes or no${by(s.answer_by)}.`,
      action: 'Look at it',
    }),
  },
  'dispute.accepted': {
    name: 'A proposal is agreed to',
    org: (s) => ({ title: `Agreed: ${s.account}`, text: `The dispute about ${s.account} is settled.`, action: open }),
  },
  'dispute.escalated': {
    name: 'A dispute goes to the next level',
    org: (s) => ({
      title: `To decide: ${s.account}`,
      text: `The dispute about ${s.account} goes to the next level. A decision is promised${by(s.answer_by)}.`,
      action: open,
    }),
    partner: (s) => ({
      title: `Somebody above decides: ${s.account}`,
      text: `Somebody above, who is not involved either, decides about ${s.account}${by(s.answer_by)}.`,
      action: look,
    }),
  },
  'dispute.decided': {
    name: 'Your disagreement is decided',
    org: (s) => ({
      title: `Decided: ${s.account}`,
      text: `Your dispute about ${s.account} is decided.${quoted(s.said)}`,
      action: open,
    }),
    partner: (s) => ({
      title: `Decided: ${s.account}`,
      text: `We have decided about ${s.account}.${quoted(s.said)}${s.answer_by ? ` You can appeal once${by(s.answer_by)}.` : ''}`,
      action: 'Read the decision',
    }),
  },
  'dispute.appealed': {
    name: 'A decision is appealed',
    org: (s) => ({
      title: `Appealed: ${s.account}`,
      text: `The decision about ${s.account} is appealed; somebody else decides${by(s.answer_by)}.`,
      action: open,
    }),
  },
  'dispute.over': {
    name: 'What you were asked about is over',
    partner: (s) => ({
      title: `Over: ${s.account}`,
      text: `What we asked you about ${s.account} is settled.`,
      action: look,
    }),
  },
  'dispute.withdrawn': {
    name: 'A dispute is taken back',
    org: (s) => ({
      title: `Taken back: ${s.account}`,
      text: `The dispute about ${s.account} was taken back.`,
      action: open,
    }),
  },
}

const zitat = (said: string) => (said ? ` „${said}“` : '')
const bis = (time: string) => (time ? ` bis ${time}` : '')
const von = (partner: string) => partner || 'Jemand aus dem eigenen Haus'
const oeffnen = 'Streitfall öffnen'
const stand = 'Stand ansehen'

export const disputesDe: DisputeWords = {
  'dispute.opened': {
    name: 'Jemand ist nicht einverstanden',
    org: (s) => ({
      title: `Strittig: ${s.account}`,
      text: `${von(s.partner)} ist bei ${s.account} nicht einverstanden. Eine Bestätigung ist${bis(s.answer_by)} zugesagt.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `Sie sind nicht einverstanden: ${s.account}`,
      text: `Ihr Schreiben zu ${s.account} liegt uns vor. Wir bestätigen${bis(s.answer_by)}, dass sich jemand darum kümmert.`,
      action: stand,
    }),
  },
  'dispute.unread': {
    name: 'Ein Streitfall ist nicht rechtzeitig bestätigt',
    org: (s) => ({
      title: `Nicht bestätigt: ${s.account}`,
      text: `Niemand hat den Eingang des Streitfalls zu ${s.account} bestätigt, und die Frist ist um.`,
      action: oeffnen,
    }),
  },
  'dispute.acknowledged': {
    name: 'Ihr Widerspruch ist angekommen',
    org: (s) => ({
      title: `In Arbeit: ${s.account}`,
      text: `Jemand ohne eigenes Interesse sieht sich Ihren Streitfall zu ${s.account} an. Eine Entscheidung ist${bis(s.answer_by)} zugesagt.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `In Arbeit: ${s.account}`,
      text: `Jemand, der nicht beteiligt ist, sieht sich ${s.account} an. Sie erhalten eine Entscheidung${bis(s.answer_by)}.`,
      action: stand,
    }),
  },
  'dispute.asked': {
    name: 'Sie werden nach Ihrer Sicht gefragt',
    org: (s) => ({
      title: `Eine Frage zu ${s.account}`,
      text: `Zu Ihrem Streitfall fehlt noch etwas.${zitat(s.said)} Bitte antworten Sie${bis(s.reply_by)}.`,
      action: 'Antworten',
    }),
    partner: (s) => ({
      title: `Eine Frage zu ${s.account}`,
      text: `Wir sehen uns etwas zu ${s.account} an und möchten Ihre Sicht hören.${zitat(s.said)} Bitte antworten Sie${bis(s.reply_by)}.`,
      action: 'Ihre Sicht schildern',
    }),
  },
  'dispute.answered': {
    name: 'Eine Seite eines Streitfalls hat geantwortet',
    org: (s) => ({
      title: `Beantwortet: ${s.account}`,
      text: `${von(s.partner)} hat zu ${s.account} geantwortet.${zitat(s.said)}`,
      action: oeffnen,
    }),
  },
  'dispute.not_answered': {
    name: 'Eine Seite eines Streitfalls hat nicht geantwortet',
    org: (s) => ({
      title: `Keine Antwort: ${s.account}`,
      text: `${von(s.partner)} hat zu ${s.account} nicht rechtzeitig geantwortet; die Frist läuft weiter.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `Ihre Frist ist um: ${s.account}`,
      text: `Wir haben zu ${s.account} nichts von Ihnen gehört und fahren ohne Ihre Antwort fort. Sie können uns weiterhin schreiben.`,
      action: stand,
    }),
  },
  'dispute.said': {
    name: 'Eine Seite eines Streitfalls ergänzt etwas',
    org: (s) => ({
      title: `Ergänzt: ${s.account}`,
      text: `${von(s.partner)} hat etwas zu ${s.account} ergänzt.`,
      action: oeffnen,
    }),
  },
  'dispute.written_to': {
    name: 'Wir schreiben Ihnen zu einem Streitfall',
    org: (s) => ({
      title: `Zu ${s.account}`,
      text: `Jemand hat Ihnen zu Ihrem Streitfall geschrieben.${zitat(s.said)}`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `Zu ${s.account}`,
      text: `Wir haben Ihnen zu ${s.account} geschrieben.${zitat(s.said)}`,
      action: stand,
    }),
  },
  'dispute.reminded': {
    name: 'Ein Streitfall ist bald fällig',
    org: (s) => ({
      title: `Bald fällig: ${s.account}`,
      text: `Der Streitfall zu ${s.account} ist${bis(s.answer_by)} zu entscheiden.`,
      action: oeffnen,
    }),
  },
  'dispute.overdue': {
    name: 'Ein Streitfall ist überfällig',
    org: (s) => ({
      title: `Überfällig: ${s.account}`,
      text: `Der Streitfall zu ${s.account} wurde nicht rechtzeitig entschieden und geht eine Ebene höher.`,
      action: oeffnen,
    }),
  },
  'dispute.proposed': {
    name: 'Eine Einigung wird vorgeschlagen',
    org: (s) => ({
      title: `Ein Vorschlag zu ${s.account}`,
      text: `So könnte Ihr Streitfall beigelegt werden.${zitat(s.said)} Bitte sagen Sie${bis(s.answer_by)} Ja oder Nein.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `Unser Vorschlag zu ${s.account}`,
      text: `So würden wir es beilegen.${zitat(s.said)} Bitte sagen Sie${bis(s.answer_by)} Ja oder Nein.`,
      action: 'Ansehen',
    }),
  },
  'dispute.accepted': {
    name: 'Einem Vorschlag wurde zugestimmt',
    org: (s) => ({
      title: `Geeinigt: ${s.account}`,
      text: `Der Streitfall zu ${s.account} ist beigelegt.`,
      action: oeffnen,
    }),
  },
  'dispute.escalated': {
    name: 'Ein Streitfall geht eine Ebene höher',
    org: (s) => ({
      title: `Zu entscheiden: ${s.account}`,
      text: `Der Streitfall zu ${s.account} geht eine Ebene höher. Eine Entscheidung ist${bis(s.answer_by)} zugesagt.`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `Nächste Ebene: ${s.account}`,
      text: `Über ${s.account} entscheidet die nächste Ebene${bis(s.answer_by)}.`,
      action: stand,
    }),
  },
  'dispute.decided': {
    name: 'Über Ihren Widerspruch ist entschieden',
    org: (s) => ({
      title: `Entschieden: ${s.account}`,
      text: `Über Ihren Streitfall zu ${s.account} ist entschieden.${zitat(s.said)}`,
      action: oeffnen,
    }),
    partner: (s) => ({
      title: `Entschieden: ${s.account}`,
      text: `Wir haben über ${s.account} entschieden.${zitat(s.said)}${s.answer_by ? ` Sie können${bis(s.answer_by)} einmal Berufung einlegen.` : ''}`,
      action: 'Entscheidung lesen',
    }),
  },
  'dispute.appealed': {
    name: 'Gegen eine Entscheidung wird Berufung eingelegt',
    org: (s) => ({
      title: `Berufung: ${s.account}`,
      text: `Gegen die Entscheidung zu ${s.account} ist Berufung eingelegt; jemand anderes entscheidet${bis(s.answer_by)}.`,
      action: oeffnen,
    }),
  },
  'dispute.over': {
    name: 'Wonach wir Sie gefragt haben, ist erledigt',
    partner: (s) => ({
      title: `Erledigt: ${s.account}`,
      text: `Wonach wir Sie zu ${s.account} gefragt haben, ist geklärt.`,
      action: stand,
    }),
  },
  'dispute.withdrawn': {
    name: 'Ein Streitfall wird zurückgenommen',
    org: (s) => ({
      title: `Zurückgenommen: ${s.account}`,
      text: `Der Streitfall zu ${s.account} wurde zurückgenommen.`,
      action: oeffnen,
    }),
  },
}
