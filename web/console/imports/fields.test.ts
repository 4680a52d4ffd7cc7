import { expect, test } from 'vitest'
import { fieldsOf as serverFields, IMPORT_OBJECTS } from '../../../server/imports/fields.ts'
import { fieldsOf, OBJECTS } from './fields.ts'

test('the form asks for exactly the fields that the server imports, as the same types, in the same order', () => {
  expect([...OBJECTS].sort()).toEqual([...IMPORT_OBJECTS].sort())
  for (const object of IMPORT_OBJECTS) {
    const known = fieldsOf(object).map(({ name, type, required }) => ({ name, type, required }))
    expect(known).toEqual(serverFields(object).map(({ name, type, required }) => ({ name, type, required })))
  }
})
