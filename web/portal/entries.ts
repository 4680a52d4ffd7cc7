import { FilePlus2, FolderKanban, House, Scale, UsersRound } from 'lucide-react'
import { paths } from '../paths.ts'
import { words } from './words.ts'

const home = { to: paths.portal.home, label: words.home, short: words.home, Icon: House }
const register = { to: paths.portal.register, label: words.register, short: words.register_short, Icon: FilePlus2 }
const deals = { to: paths.portal.deals, label: words.deals, short: words.deals, Icon: FolderKanban }
const rules = { to: paths.portal.rules, label: words.rules, short: words.rules, Icon: Scale }
const people = { to: paths.portal.people, label: words.people, short: words.people, Icon: UsersRound }

/** Where the portal leads: five entries and no more. */
export const entries = [home, register, deals, rules, people]

/** The same on a phone: three by the thumb, beside the news and the rest. */
export const thumbEntries = [home, register, deals]
export const otherEntries = [rules, people]
