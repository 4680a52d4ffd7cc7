import { plural } from '../../words/words.ts'

export const words = {
  title: 'Home',
  hello: (name: string) => `Hello, ${name}`,
  register: 'Register a deal',
  register_why: (hours: number) =>
    `A minute of typing. The answer comes at once, or within ${hours} working ${plural(hours, 'hour', 'hours')}.`,
  register_plain: 'A minute of typing, and a plain answer.',
  needs: {
    title: 'What needs you now',
    none: 'Nothing needs you now.',
    asked: (company: string) => `${company}: we have a question`,
    offered: (company: string) => `${company} came free: do you still want it?`,
    owed_by: (day: string) => `Please answer by ${day}.`,
    answer: 'Answer',
    about_request: (kind: string) => `About your request: ${kind}.`,
    ending: (company: string) => `${company}: your protection ends soon`,
    ending_why: (day: string) =>
      `It is yours until ${day}. Bring the deal home before then, or talk to your partner manager.`,
    ending_more: (day: string, days: number) =>
      `It is yours until ${day}. You can ask for ${days} more ${plural(days, 'day', 'days')}.`,
    extend: 'Ask for more time',
    confirm: 'Say yes or no',
    follow_up: (company: string) => `${company}: follow up`,
    follow_up_by: (day: string) => `Do so by ${day}, and log it in a line.`,
    follow_up_late: (day: string) => `It was due by ${day}. Until you log one, others may contact the company.`,
    log: 'Log what you did',
    rejected: (company: string) => `${company}: not possible as it stands`,
    draft: (company: string) => `You began to register ${company}`,
    draft_plain: 'You began to register a deal',
    draft_why: 'Your draft is kept in this browser. Go on where you stopped.',
    look: 'Look at it',
    go_on: 'Go on',
  },
  deals: {
    title: 'My deals',
    all: 'All my deals',
    approved: 'Yours',
    in_review: 'Being checked',
    converted: 'In the sale',
    queued: 'In line',
    ended: 'Ended lately',
    rest: (count: number) => `All ${count}`,
    empty: 'No deals yet',
    empty_why: 'Register the companies you sell to. Once a deal is approved, nobody else can register that company.',
  },
  manager: {
    title: 'Your partner manager',
    at: (org: string) => `at ${org}`,
    none: (org: string) => `${org} has not named one yet.`,
  },
  news: {
    title: 'What is new',
    all: (count: number) => (count > 99 ? 'All 99+' : `All ${count}`),
  },
  requests: {
    title: 'My requests',
    all: 'All my requests',
    none: 'A discount, a demo environment, legal help, another contract: ask here, and see who answers.',
    ask: 'Ask for something special',
  },
  rules: {
    title: 'The rules in two lines',
    protection: (days: number) => `An approved company is yours for ${days} ${plural(days, 'day', 'days')}.`,
    answer: (hours: number) => `You get an answer within ${hours} working ${plural(hours, 'hour', 'hours')}.`,
    read: 'Read the rules',
  },
} as const
