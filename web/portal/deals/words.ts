export const words = {
  deals: { title: 'My deals', empty: 'No deals yet', why: 'The deals you register appear here, with where they stand.' },
  deal: { title: 'Deal', empty: 'This deal cannot be shown yet', why: 'Its state, its clock and the reasons have their place here.' },
} as const
