/** Invented rows for the gallery. */
export type Sample = {
  id: string
  company: string
  partner: string
  state: 'approved' | 'in_review' | 'queued' | 'rejected'
  amount: string
  until: string
}

const DAY = 86_400_000
export const at = (days: number): string => new Date(Date.now() + days * DAY).toISOString()

export const samples: readonly Sample[] = [
  {
    id: 'reg_01',
    company: 'Nordwind Logistik',
    partner: 'Cascade Systems',
    state: 'in_review',
    amount: '€48,000',
    until: at(0.6),
  },
  {
    id: 'reg_02',
    company: 'Fjellheim Energi',
    partner: 'Brightwater',
    state: 'approved',
    amount: '€125,000',
    until: at(64),
  },
  {
    id: 'reg_03',
    company: 'Atelier Bernard',
    partner: 'Cascade Systems',
    state: 'queued',
    amount: '€9,400',
    until: at(12),
  },
  {
    id: 'reg_04',
    company: 'Kestrel Insurance',
    partner: 'Ostwind Digital',
    state: 'rejected',
    amount: '€31,000',
    until: at(-3),
  },
  {
    id: 'reg_05',
    company: 'Grupo Almendra',
    partner: 'Brightwater',
    state: 'approved',
    amount: '€76,250',
    until: at(2),
  },
]

export const states = {
  approved: { tone: 'success', label: 'Approved' },
  in_review: { tone: 'info', label: 'In review' },
  queued: { tone: 'warn', label: 'Queued' },
  rejected: { tone: 'danger', label: 'Rejected' },
} as const
