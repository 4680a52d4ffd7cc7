import { FilePlus2, FolderKanban, House, Scale, UsersRound } from 'lucide-react'
import { paths } from '../paths.ts'
import { words } from './words.ts'

/** Where the portal leads: five entries and no more. */
export const entries = [
  { to: paths.portal.home, label: words.home, short: words.home, Icon: House },
  { to: paths.portal.register, label: words.register, short: words.register_short, Icon: FilePlus2 },
  { to: paths.portal.deals, label: words.deals, short: words.deals, Icon: FolderKanban },
  { to: paths.portal.rules, label: words.rules, short: words.rules, Icon: Scale },
  { to: paths.portal.people, label: words.people, short: words.people, Icon: UsersRound },
]
