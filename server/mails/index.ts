import { mailContracts } from './contract.ts'
import { forgetMail, listMails, sendMail, settleKept, type MailPorts } from './settle.ts'

export { plainBrand, type Brand } from './brand.ts'
export { pathsIn, withAddress, type Letter, type Mail } from './mail.ts'
export { sendDueMail, type BrandOf } from './send.ts'
export { countUnsent, enqueueMail, listNewestMail, readerLanguage } from './store.ts'
export { invitationMail, signInLinkMail } from './templates.ts'

/** Outgoing mail, for whoever looks after it. */
export const mailsShop = (ports: MailPorts) => ({
  contracts: mailContracts,
  verbs: [listMails(ports), sendMail(ports), forgetMail(ports), settleKept(ports)],
})
