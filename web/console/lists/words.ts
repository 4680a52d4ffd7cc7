import { formatNumber } from '../../words/format.ts'
import { plural } from '../../words/words.ts'

/** What every list of the console says. */
export const words = {
  more: 'Load more',
  loading_more: 'Loading more',
  shown: (count: number) => `${formatNumber(count)} ${plural(count, 'row', 'rows')}`,
  shown_so_far: (count: number) => `${formatNumber(count)} rows so far`,
  search: 'Search',
  filters: 'Filters',
  partner: 'Partner',
  keys: { move: 'to move', open: 'to open' },
  export: {
    action: 'Export',
    done: 'The file is there.',
    formats: { csv: 'As CSV', xlsx: 'As Excel (.xlsx)' },
  },
  none: '–',
} as const
