import { useEffect, useRef, useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { invalidate } from '../../api/hooks.ts'
import { problemText, type ProblemWords } from '../../api/problem-text.ts'
import { Button, ButtonLink, Callout, FileDrop, Progress, RadioGroup } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { formatBytes } from '../../words/format.ts'
import { OBJECTS, type ImportObject } from './fields.ts'
import { useImportPlaces } from './places.ts'
import { LIMIT_BYTES, uploadFile } from './upload.ts'
import { words } from './words.ts'

const NAMED: readonly (readonly [RegExp, ImportObject])[] = [
  [/registration/i, 'registration'],
  [/pipeline|opportunit|deals/i, 'opportunity'],
  [/product|price/i, 'product'],
  [/team|seller|member|rep|user/i, 'member'],
  [/partner|reseller/i, 'partner'],
  [/account|compan|customer/i, 'account'],
]

/** The file, and what its rows are. */
export function UploadStep() {
  const places = useImportPlaces()
  const go = useGo()
  const client = useQueryClient()
  const [object, setObject] = useState<ImportObject>(places.is_partner ? 'registration' : 'account')
  const [file, setFile] = useState<File | null>(null)
  const [sent, setSent] = useState<number | null>(null)
  const [problem, setProblem] = useState<ProblemWords | null>(null)
  const [tried, setTried] = useState(false)
  const stop = useRef<AbortController | null>(null)
  useEffect(() => () => stop.current?.abort(), [])
  const tooLarge = file !== null && file.size > LIMIT_BYTES
  const limit = formatBytes(LIMIT_BYTES)
  const choose = (next: File | null) => {
    setFile(next)
    setProblem(null)
    const named = next && NAMED.find(([test]) => test.test(next.name))
    if (named && !places.is_partner) setObject(named[1])
  }
  const send = async () => {
    setTried(true)
    if (!file || tooLarge) return
    setProblem(null)
    setSent(0)
    stop.current = new AbortController()
    try {
      const made = await uploadFile(object, file, { onProgress: setSent, signal: stop.current.signal })
      await invalidate(client, ['import'])
      go(places.one(made.id), 'replace')
    } catch (error) {
      setSent(null)
      if (!(error instanceof DOMException)) setProblem(problemText(error))
    }
  }
  const error = tooLarge ? words.upload.too_large(limit) : tried && !file ? words.upload.missing : null
  return (
    <form
      className="flex max-w-2xl flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <FileDrop
        label={words.upload.file}
        hint={words.upload.hint(limit)}
        accept=".csv,.tsv,.txt,.xlsx,text/csv"
        file={file}
        {...(file ? { size: formatBytes(file.size) } : {})}
        error={error}
        disabled={sent !== null}
        onChange={choose}
      />
      {!places.is_partner && (
        <RadioGroup
          label={words.upload.object}
          value={object}
          onChange={setObject}
          disabled={sent !== null}
          options={OBJECTS.map((value) => ({ value, label: words.objects[value], hint: words.object_hints[value] }))}
        />
      )}
      {problem && (
        <div role="alert">
          <Callout tone="danger" title={problem.what}>
            {problem.next}
          </Callout>
        </div>
      )}
      {sent !== null && (
        <Progress label={sent < 1 ? words.upload.sending : words.upload.reading} value={sent < 1 ? sent * 100 : null} />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" look="primary" pending={sent !== null}>
          {words.upload.go}
        </Button>
        {sent === null ? (
          <ButtonLink look="ghost" href={places.list}>
            {words.upload.cancel}
          </ButtonLink>
        ) : (
          <Button look="ghost" onClick={() => stop.current?.abort()}>
            {words.upload.cancel}
          </Button>
        )}
        <span className="text-xs text-ink-faint">{words.upload.nothing_yet}</span>
      </div>
    </form>
  )
}
