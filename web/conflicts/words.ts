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
  /** The same, as a partner reads it. */
  own: {
    looked_at: 'Being looked at',
    conflict: {
      open: 'Your answer needed',
      consented: 'You said yes',
      stands_aside: 'Yours alone',
      shared: 'Together',
      upheld_direct: 'They go on',
      moot: 'Settled',
    },
    consent: {
      asked: 'Your answer needed',
      granted: 'You said yes',
      declined: 'You said no',
      withdrawn: 'Not needed any more',
      revoked: 'Yes taken back',
      lapsed: 'Over',
      moot: 'Not needed any more',
    },
  },
  positions: {
    objects: 'Objects',
    consents: 'Consents',
    stays: 'Wants to stay',
    leaves: 'Leaves',
  },
} as const
