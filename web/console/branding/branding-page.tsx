import { useState } from 'react'
import { useApiCommand, useApiQuery } from '../../api/hooks.ts'
import type { Answer } from '../../api/contracts.ts'
import { Loaded } from '../../api/loaded.tsx'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import {
  Callout,
  ErrorSummary,
  GuardedButton,
  PageHeader,
  Section,
  SkeletonText,
  TextArea,
  TextField,
  toast,
} from '../../ui/index.ts'
import { ColourField } from './colour-field.tsx'
import { LogoField } from './logo-field.tsx'
import { Preview } from './preview.tsx'
import { words } from './words.ts'

type Brand = Answer<'brand.get'>

const FIELDS = [
  'name',
  'portal_title',
  'accent_light',
  'accent_dark',
  'sender_name',
  'reply_to',
  'postal_address',
  'website',
  'support_email',
  'support_url',
  'portal_host',
] as const
type Field = (typeof FIELDS)[number]
type Draft = Record<Field, string>

function draftOf(brand: Brand): Draft {
  const kept = { ...brand, name: brand.own_name }
  return Object.fromEntries(FIELDS.map((field) => [field, kept[field] ?? ''])) as Draft // one entry for each field
}

/** How the org looks to its partners, seen while it is changed. */
export default function BrandingPage() {
  const one = useApiQuery('brand.get')
  return (
    <div className="px-4 sm:px-6">
      <Loaded heading="h1" query={one} skeleton={<SkeletonText lines={12} />}>
        {(brand) => <Editor brand={brand} />}
      </Loaded>
    </div>
  )
}

function Editor({ brand }: { brand: Brand }) {
  const [draft, setDraft] = useState(() => draftOf(brand))
  const [tries, setTries] = useState(0)
  const save = useApiCommand('brand.put', {
    onDone: (answer) => {
      setDraft(draftOf(answer))
      toast({ title: words.saved })
    },
  })
  const may = brand.abilities.includes('edit')
  const kept = draftOf(brand)
  const changed = FIELDS.some((field) => draft[field] !== kept[field])
  const told = fieldErrors(save.error)
  const other = save.error && save.error.fields.length === 0 ? problemText(save.error) : null
  const submit = () => {
    setTries((before) => before + 1)
    save.mutate({ body: draft, if_match: brand.revision })
  }
  const text = (field: Field, more: { hint?: string; placeholder?: string; type?: 'email' | 'url' } = {}) => (
    <TextField
      label={words.fields[field]}
      name={field}
      readOnly={!may}
      error={told[field] ?? null}
      value={draft[field]}
      onChange={(value) => setDraft((before) => ({ ...before, [field]: value }))}
      {...more}
    />
  )
  const colour = (field: 'accent_light' | 'accent_dark', theme: 'light' | 'dark') => (
    <ColourField
      label={words.fields[field]}
      name={field}
      theme={theme}
      error={told[field] ?? null}
      value={draft[field]}
      onChange={(value) => setDraft((before) => ({ ...before, [field]: value }))}
    />
  )
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (may && changed) submit()
      }}
    >
      <PageHeader
        title={words.title}
        meta={words.meta}
        actions={
          <GuardedButton
            look="primary"
            pending={save.isPending}
            whyNot={may ? (changed ? null : words.unchanged) : words.not_yours}
            onClick={submit}
          >
            {words.save}
          </GuardedButton>
        }
      />
      <div className="grid gap-x-12 gap-y-8 pt-2 pb-10 lg:grid-cols-[minmax(0,26rem)_minmax(0,28rem)]">
        <div className="flex flex-col gap-8">
          <ErrorSummary
            title={words.wrong}
            attempt={tries}
            problems={Object.entries(told).map(([path, message]) => ({ path, message }))}
          />
          {other && (
            <Callout tone="danger" title={other.what}>
              {other.next}
            </Callout>
          )}
          <Section title={words.parts.look}>
            {text('name', { hint: words.fields.name_hint, placeholder: brand.name })}
            {text('portal_title', { placeholder: words.fields.portal_title_placeholder })}
            <LogoField logo_url={brand.logo_url} disabled={!may} />
            {colour('accent_light', 'light')}
            {colour('accent_dark', 'dark')}
          </Section>
          <Section title={words.parts.mail}>
            {text('sender_name', { placeholder: draft.name || brand.name })}
            {text('reply_to', { type: 'email' })}
            <TextArea
              label={words.fields.postal_address}
              name="postal_address"
              hint={words.fields.postal_hint}
              rows={3}
              readOnly={!may}
              error={told['postal_address'] ?? null}
              value={draft.postal_address}
              onChange={(value) => setDraft((before) => ({ ...before, postal_address: value }))}
            />
            {text('website', { type: 'url' })}
          </Section>
          <Section title={words.parts.help}>
            {text('support_email', { type: 'email' })}
            {text('support_url', { type: 'url' })}
          </Section>
          <Section title={words.parts.address}>
            {text('portal_host', {
              hint: words.fields.portal_host_hint,
              placeholder: words.fields.portal_host_placeholder,
            })}
          </Section>
        </div>
        <div className="lg:sticky lg:top-6 lg:self-start">
          <Section title={words.parts.preview}>
            <Preview of={{ ...draft, name: draft.name || brand.name, logo_url: brand.logo_url }} />
          </Section>
        </div>
      </div>
    </form>
  )
}
