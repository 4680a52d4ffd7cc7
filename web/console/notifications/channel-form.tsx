import { useEffect, useState } from 'react'
import { LANGUAGES, type Language } from '../../../kit/languages.ts'
import { useApiCommand } from '../../api/hooks.ts'
import { fieldErrors, problemText } from '../../api/problem-text.ts'
import {
  Button,
  Callout,
  Checkbox,
  Drawer,
  ErrorSummary,
  RadioGroup,
  Select,
  Switch,
  TextField,
} from '../../ui/index.ts'
import type { Channel, ChannelTopic } from './channels-page.tsx'
import { words } from './words.ts'

const says = words.channels.form

type Kind = Channel['kind']

/** A new channel, or another name, address or choice of what it hears. */
export function ChannelForm({
  form,
  topics,
  onClose,
}: {
  form: { of: Channel | null } | null
  topics: readonly ChannelTopic[]
  onClose: () => void
}) {
  const of = form?.of ?? null
  const [kind, setKind] = useState<Kind>('slack')
  const [name, setName] = useState('')
  const [url, setUrl] = useState('')
  const [language, setLanguage] = useState<Language>('en')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [paused, setPaused] = useState(false)
  const [tries, setTries] = useState(0)
  const create = useApiCommand('channel.create', { onDone: onClose })
  const edit = useApiCommand('channel.edit', { onDone: onClose })
  const saving = of ? edit : create
  useEffect(() => {
    if (!form) return
    setKind(of?.kind ?? 'slack')
    setName(of?.name ?? '')
    setUrl('')
    setLanguage(of?.language ?? 'en')
    setChosen(of?.topics ?? ['registration.in_review', 'registration.won'])
    setPaused(of?.paused ?? false)
    setTries(0)
    create.reset()
    edit.reset()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [form])
  const errors = fieldErrors(saving.error)
  const wrong: Readonly<Record<string, string>> = {
    ...errors,
    ...(tries > 0 && !name.trim() ? { name: says.no_name } : {}),
    ...(tries > 0 && !of && !url.trim() ? { url: says.no_url } : {}),
    ...(tries > 0 && chosen.length === 0 ? { topics: says.no_topic } : {}),
  }
  const submit = () => {
    setTries((before) => before + 1)
    if (!name.trim() || (!of && !url.trim()) || chosen.length === 0) return
    const body = { name: name.trim(), topics: [...chosen], language }
    if (of)
      edit.mutate({
        params: { id: of.id },
        if_match: of.revision,
        body: { ...body, paused, ...(url.trim() ? { url: url.trim() } : {}) },
      })
    else create.mutate({ body: { ...body, kind, url: url.trim() } })
  }
  const other = saving.error && Object.keys(errors).length === 0 ? problemText(saving.error) : null
  const toggle = (topic: string, on: boolean) =>
    setChosen(on ? [...chosen, topic] : chosen.filter((one) => one !== topic))
  return (
    <Drawer
      open={form !== null}
      onClose={onClose}
      title={of ? says.edit_title : says.new_title}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look="primary" pending={saving.isPending} onClick={submit}>
            {of ? says.save : says.create}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-5 pt-1"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <ErrorSummary
          title={says.wrong}
          attempt={tries}
          problems={Object.entries(wrong).map(([path, message]) => ({ path, message }))}
        />
        {other && (
          <Callout tone="danger" title={other.what}>
            {other.next}
          </Callout>
        )}
        {!of && (
          <RadioGroup
            label={says.kind}
            row
            value={kind}
            onChange={setKind}
            options={(['slack', 'teams'] as const).map((value) => ({ value, label: words.channels.kinds[value] }))}
          />
        )}
        <TextField
          label={says.name}
          name="name"
          hint={says.name_hint}
          value={name}
          maxLength={100}
          autoComplete="off"
          error={wrong['name'] ?? null}
          onChange={setName}
        />
        <TextField
          label={says.url}
          name="url"
          type="url"
          hint={of ? says.url_keep : says.url_hint[kind]}
          placeholder={of?.address ?? ''}
          value={url}
          autoComplete="off"
          spellCheck={false}
          error={wrong['url'] ?? null}
          onChange={setUrl}
        />
        <Select
          label={says.language}
          value={language}
          onChange={setLanguage}
          options={LANGUAGES.map((value) => ({ value, label: says.languages[value] }))}
        />
        {of && <Switch label={says.paused} hint={says.paused_hint} checked={paused} onChange={setPaused} />}
        <fieldset id="field-topics" tabIndex={-1} className="flex flex-col gap-1.5">
          <legend className="pb-1 text-control/5 font-medium">{says.topics}</legend>
          {topics.map((one) => (
            <Checkbox
              key={one.topic}
              label={one.name}
              checked={chosen.includes(one.topic)}
              onChange={(on) => toggle(one.topic, on)}
            />
          ))}
        </fieldset>
      </form>
    </Drawer>
  )
}
