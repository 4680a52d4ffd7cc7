/** What is said when a call does not work, where the API itself gives no sentence. */
export const words = {
  no_answer: {
    what: 'The server did not answer.',
    why: 'The connection may be down, or the server is being restarted.',
    next: 'Nothing was lost. Try again in a moment.',
  },
  fault: {
    what: 'Something went wrong on our side.',
    why: 'The server met a fault and has logged it.',
    next: 'Try again. If it stays, give the request id to whoever runs this server.',
  },
  page: {
    what: 'This page met a fault.',
    why: 'The program in your browser stopped at something it did not expect.',
    next: 'Load the page again. What you saved is safe.',
  },
  update: {
    what: 'A new version has been installed.',
    why: 'This page belongs to the one before, and its next part is no longer there.',
    next: 'Load the page again to go on.',
  },
  unknown: 'The request was refused.',
  expected: (text: string) => `Expected: ${text}`,
} as const
