import { expect, test } from 'vitest'
import { bodyOf } from './partner-form.ts'

test('labels are read between commas, each once', () => {
  expect(bodyOf({ labels: ' north , priority,, north ' })).toEqual({ labels: ['north', 'priority'] })
})

test('an emptied field is sent as null, an untouched one not at all', () => {
  expect(bodyOf({ domain: ' ', manager: null, joined_on: '' })).toEqual({
    domain: null,
    manager_id: null,
    joined_on: null,
  })
})
