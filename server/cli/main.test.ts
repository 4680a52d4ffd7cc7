import { expect, test } from 'vitest'
import { runCli } from './main.ts'
import { Advice, type Given, type Subcommand } from './subcommand.ts'

const given: Given[] = []
const commands: Subcommand[] = [
  {
    name: 'key create',
    summary: 'Makes a key.',
    usage: 'key create NAME --org SLUG',
    words: [1, 1],
    flags: {
      org: { type: 'string', says: 'the org', value: 'SLUG', required: true },
      'dry-run': { type: 'boolean', says: 'only say' },
    },
    run: async (all) => void given.push(all),
  },
  {
    name: 'fail',
    summary: 'Fails.',
    usage: 'fail',
    flags: {},
    run: () => Promise.reject(new Advice('Do this first.')),
  },
]

async function run(...args: string[]) {
  const said: string[] = []
  const code = await runCli(
    args,
    commands,
    { say: (line) => void said.push(line), print: (line) => void said.push(line) },
    {},
  )
  return { code, said: said.join('\n') }
}

test('runs a command of two words with its flags', async () => {
  expect(await run('key', 'create', 'crm', '--org=acme', '--dry-run')).toEqual({ code: 0, said: '' })
  expect(given).toEqual([{ flags: { org: 'acme', 'dry-run': true }, words: ['crm'] }])
})

test.each([
  [['keys', 'create'], '"keys create" is not a command of tributary. Did you mean key create?'],
  [['key', 'create', 'crm', '--ogr', 'acme'], '--ogr is not a flag of "key create". Did you mean --org?'],
  [['key', 'create', 'crm'], '--org is missing: the org.'],
  [['key', 'create', '--org', 'acme'], 'Something is missing. Usage: tributary key create NAME --org SLUG'],
  [['key', 'create', 'crm', 'more', '--org', 'acme'], '"more" is too much.'],
  [['key', 'create', 'crm', '--org'], '--org wants a value: the org.'],
  [['key', 'create', 'crm', '--org', 'a', '--org', 'b'], '--org is given twice.'],
  [['key', 'create', 'crm', '--org', 'a', '--dry-run=1'], '--dry-run takes no value.'],
])('refuses %o, saying what was meant', async (args, why) => {
  const { code, said } = await run(...args)
  expect([code, said.startsWith(why)]).toEqual([2, true])
})

test('tells the commands, and each command its flags', async () => {
  expect((await run('--help')).said).toContain('key create  Makes a key.')
  expect((await run('key', 'create', '--help')).said).toContain('--org SLUG  the org')
})

test('advice ends with code 1 and without a stack', async () => {
  expect(await run('fail')).toEqual({ code: 1, said: 'Do this first.' })
})
