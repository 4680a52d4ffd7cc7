import { expect, test } from 'vitest'
import { bodyOf, emptyDraft } from './account-form.ts'

test('an emptied field is sent as null, an untouched one not at all', () => {
  expect(bodyOf({ city: '  ', domain: ' nordwind.example ' })).toEqual({
    body: { city: null, domain: 'nordwind.example' },
    problems: {},
  })
})

test('numbers are read as people write them', () => {
  expect(bodyOf({ employees: '1,200', revenue: { amount: '1,250.50', currency: 'EUR' } }).body).toEqual({
    employees: 1200,
    revenue: { amount_minor: '125050', currency: 'EUR' },
  })
})

test('names what it cannot read, by field', () => {
  const { body, problems } = bodyOf({
    ...emptyDraft,
    name: 'Nordwind',
    employees: 'many',
    revenue: { amount: 'a lot', currency: 'EUR' },
  })
  expect(Object.keys(problems)).toEqual(['employees', 'revenue'])
  expect(body).not.toHaveProperty('employees')
})
