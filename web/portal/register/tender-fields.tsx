import { FileAnswer } from '../../forms/own-fields.tsx'
import { Checkbox, TextField } from '../../ui/index.ts'
import type { Form } from '../calls.ts'
import type { Problems } from './check.ts'
import type { Draft } from './draft.ts'
import { words } from './words.ts'

/** Is it a tender, and the customer's letter where one is asked for. */
export function TenderFields(props: {
  form: Form
  draft: Draft
  problems: Problems
  onChange: (patch: Partial<Draft>) => void
}) {
  const { form, draft, problems, onChange } = props
  const asksLetter = form.letter_for === 'always' || (form.letter_for === 'tender' && draft.is_tender)
  return (
    <>
      {form.tenders && (
        <Checkbox
          label={words.tender.is}
          hint={words.tender.hint}
          name="is_tender"
          checked={draft.is_tender}
          onChange={(is_tender) => onChange({ is_tender, ...(is_tender ? {} : { tender_reference: '' }) })}
        />
      )}
      {form.tenders && draft.is_tender && (
        <TextField
          label={words.tender.reference}
          name="tender_reference"
          hint={words.tender.reference_hint}
          error={problems['tender_reference'] ?? null}
          optional
          autoComplete="off"
          maxLength={120}
          value={draft.tender_reference}
          onChange={(tender_reference) => onChange({ tender_reference })}
        />
      )}
      {asksLetter && (
        <FileAnswer
          label={words.tender.letter}
          name="files"
          hint={words.tender.letter_hint}
          error={null}
          value={draft.letter}
          onChange={(letter) => onChange({ letter })}
        />
      )}
    </>
  )
}
