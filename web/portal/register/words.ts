import { plural } from '../../words/words.ts'

export const words = {
  title: 'Register a deal',
  intro: (hours: number) =>
    `It takes a minute. You get an answer at once, or within ${hours} working ${plural(hours, 'hour', 'hours')}.`,
  fields: {
    track: 'Track',
    account_name: 'Company',
    account_domain: 'Website or work e-mail',
    account_country: 'Country',
    amount: 'Amount you expect',
    expected_close_on: 'Expected closing date',
    product_lines: 'Product lines',
    contact_name: 'Contact there',
    contact_email: 'Contact’s e-mail',
    use_case: 'What do they need?',
    notes: 'Notes for your partner manager',
  },
  hints: {
    account_name: 'As it stands on their website.',
    account_domain: 'This is how the company is recognised.',
    product_lines: 'None ticked: the whole company.',
    contact_email: 'Nobody writes to them without asking you.',
    use_case: 'Two sentences are plenty.',
  },
  placeholders: { account_domain: 'example.com', country: 'Type a country', track: 'Choose one' },
  no_country: 'No country by that name.',
  recognised: (domain: string) => `Recognised as ${domain}`,
  recognised_own: (domain: string, name: string) => `Recognised as ${domain}. You registered it before as ${name}.`,
  own: 'You registered before',
  own_found: (count: number) => `${count} ${plural(count, 'company', 'companies')} that you registered before`,
  name_is_address: (domain: string) => `That is a web address: ${domain} goes below. Write the company’s name here.`,
  more: 'More, if you like',
  submit: 'Register the deal',
  draft: {
    kept: 'Your draft was kept',
    why: 'What you typed before is filled in. It is only in this browser.',
    drop: 'Start anew',
  },
  wrong: (count: number) => `${count} ${plural(count, 'field needs', 'fields need')} another look`,
  expected: {
    required: 'This is asked for by the program.',
    amount: 'Expected an amount, for example 48,000.',
    past: 'This day lies in the past. Expected today or later.',
    email: 'Expected an e-mail address, for example ada@example.com.',
  },
  refused: 'This was not registered',
  open_it: 'Open that deal',
  may_not: {
    title: 'Your role may not register deals',
    body: 'An admin of your company can give you the seller’s role.',
    action: 'See our people',
  },
  no_track: {
    title: 'You cannot register deals yet',
    body: (org: string) =>
      `Your company is in no track in which deals are registered. Your partner manager at ${org} can enroll you.`,
    action: 'Read the rules',
  },
  answer: {
    title: 'Answer',
    company: (name: string) => `${name} is registered`,
    open: 'Open the deal',
    another: 'Register another',
    home: 'Go home',
    manager: (name: string, org: string) => `Questions? ${name} is your partner manager at ${org}.`,
  },
} as const
