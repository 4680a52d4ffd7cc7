/** What every form that changes a record says. */
export const words = {
  save: 'Save',
  cancel: 'Cancel',
  saved: 'Saved',
  wrong: 'Some fields are not as expected',
  stale: {
    title: 'Somebody changed this since you opened it',
    body: 'Nothing of yours is lost. This is what changed:',
    same: 'They changed nothing that stands in this form.',
    keep: 'Keep mine, take the rest',
    take: 'Take theirs',
    list: 'What somebody else changed',
    none: 'nothing',
  },
} as const
