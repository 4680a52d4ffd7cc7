/** Words of consents and conflicts that both sides read. */
export const words = {
  conflict: {
    open: 'Open',
    consented: 'Consented',
    stands_aside: 'Direct sales stands aside',
    shared: 'Together',
    upheld_direct: 'Direct sales goes on',
    moot: 'Settled itself',
  },
  consent: {
    asked: 'Asked',
    granted: 'Granted',
    declined: 'Declined',
    withdrawn: 'Taken back',
    revoked: 'Revoked',
    lapsed: 'Ended',
    moot: 'No longer needed',
  },
  positions: {
    objects: 'Objects',
    consents: 'Consents',
    stays: 'Wants to stay',
    leaves: 'Leaves',
  },
} as const
