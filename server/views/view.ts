import { refusal } from '#kit/refusal.ts'

/** A saved view of a list: what its address says, under a name. Personal, or shared with the org. */
export const LISTS = ['registrations'] as const
export type List = (typeof LISTS)[number]

export type SavedView = {
  id: string
  list: List
  /** Whose it is; null is shared. */
  membership_id: string | null
  name: string
  /** JSON of the state. */
  state: string
  created_by: string | null
  created_by_name: string | null
  created_at: string
  revision: number
}

/** Of one list, personal and shared apart. */
export const VIEWS_MAX = 60

export const VIEW_REFUSALS = {
  name_taken: refusal(
    'view.name_taken',
    'conflict',
    'There is a view called “{name}” already.',
    'Choose another name, or save into that one.',
  ),
  too_many: refusal('view.too_many', 'conflict', 'There are {max} such views already.', 'Delete one that nobody uses.'),
  no_person: refusal(
    'view.no_person',
    'invalid',
    'A personal view belongs to a person, and a key is none.',
    'Make a shared view, or sign in.',
  ),
} as const
