import type { Answer } from '../../api/contracts.ts'
import { FileAnswer } from '../../forms/own-fields.tsx'
import { Checkbox, TextField } from '../../ui/index.ts'
import type { Draft } from './register-form.ts'
import { words } from './words.ts'

const says = words.register

/** Is it a tender, and the customer's letter where one is asked for. */
export function TenderFields(props: {
  form: Answer<'registration.form'>
  draft: Draft
  set: (patch: Partial<Draft>) => void
  errors: Readonly<Record<string, string>>
}) {
  const { form, draft, set, errors } = props
  const asksLetter = form.letter_for === 'always' || (form.letter_for === 'tender' && draft.is_tender)
  return (
    <>
      {form.tenders && (
        <Checkbox
          label={says.is_tender}
          hint={says.is_tender_hint}
          name="is_tender"
          checked={draft.is_tender}
          onChange={(is_tender) => set({ is_tender, ...(is_tender ? {} : { tender_reference: '' }) })}
        />
      )}
      {form.tenders && draft.is_tender && (
        <TextField
          label={says.tender_reference}
          name="tender_reference"
          hint={says.tender_reference_hint}
          error={errors['tender_reference'] ?? null}
          optional
          autoComplete="off"
          maxLength={120}
          value={draft.tender_reference}
          onChange={(tender_reference) => set({ tender_reference })}
        />
      )}
      {asksLetter && (
        <FileAnswer
          label={says.letter}
          name="files"
          hint={says.letter_hint}
          error={null}
          value={draft.letter}
          onChange={(letter) => set({ letter })}
        />
      )}
    </>
  )
}
