export { pathsIn, withAddress, type Letter, type Mail } from './mail.ts'
export { sendDueMail } from './send.ts'
export { enqueueMail, listNewestMail } from './store.ts'
export {
  invitationMail,
  protectionEndedMail,
  protectionReminderMail,
  registrationDecisionMail,
  signInLinkMail,
  type DecisionTold,
} from './templates.ts'
