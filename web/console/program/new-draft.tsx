import { useEffect, useState } from 'react'
import { useApiCommand } from '../../api/hooks.ts'
import { problemText } from '../../api/problem-text.ts'
import { paths } from '../../paths.ts'
import { useActing } from '../../session.tsx'
import { Button, Callout, Dialog, FileDrop, RadioGroup, Select, TextField, toast } from '../../ui/index.ts'
import { useGo } from '../../url-state.ts'
import { formatBytes } from '../../words/format.ts'
import type { VersionRow } from './standing.tsx'
import { words } from './words.ts'

const says = words.new
type Source = 'copy' | 'file'

/** Makes a draft, from a version that is there or from a file. */
export function NewDraft(props: {
  open: boolean
  versions: readonly VersionRow[]
  first: number | null
  onClose: () => void
}) {
  const { open, versions, first, onClose } = props
  const { membership } = useActing()
  const go = useGo()
  const [source, setSource] = useState<Source>('copy')
  const [copyOf, setCopyOf] = useState<string | null>(null)
  const [file, setFile] = useState<File | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const create = useApiCommand('program.create_draft', {
    onDone: (made) => {
      toast({ title: says.made(made.version) })
      go(paths.console.programVersion(membership.org.slug, made.version))
    },
  })
  useEffect(() => {
    if (!open) return
    setSource(first === null ? 'file' : 'copy')
    setCopyOf(first === null ? null : String(first))
    setFile(null)
    setNote('')
    setTried(false)
    create.reset()
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- only opening starts anew
  }, [open])
  const submit = async () => {
    setTried(true)
    if (source === 'copy' && copyOf) create.mutate({ body: { copy_of: Number(copyOf), note } })
    if (source === 'file' && file) create.mutate({ body: { yaml: await file.text(), note } })
  }
  const problem = create.error ? problemText(create.error) : null
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={says.title}
      description={says.body}
      actions={
        <>
          <Button onClick={onClose}>{says.cancel}</Button>
          <Button look="primary" pending={create.isPending} onClick={() => void submit()}>
            {says.create}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {problem && (
          <div role="alert">
            <Callout tone="danger" title={create.error?.fields.length ? says.wrong : problem.what}>
              {create.error?.fields.length ? (
                <ul className="flex max-h-48 list-disc flex-col gap-0.5 overflow-y-auto pl-4">
                  {create.error.fields.map((field) => (
                    <li key={`${field.path} ${field.message}`}>{field.message}</li>
                  ))}
                </ul>
              ) : (
                problem.next
              )}
            </Callout>
          </div>
        )}
        {first !== null && (
          <RadioGroup
            row
            label={says.from}
            value={source}
            onChange={setSource}
            options={(['copy', 'file'] as const).map((value) => ({ value, label: says.sources[value] }))}
          />
        )}
        {source === 'copy' ? (
          <Select
            label={says.version}
            value={copyOf}
            onChange={setCopyOf}
            options={versions.map((row) => ({
              value: String(row.version),
              label: words.diff.option(row.version, words.standings[row.status]),
            }))}
          />
        ) : (
          <FileDrop
            label={says.file}
            hint={says.file_hint}
            accept=".yaml,.yml,application/yaml,text/yaml"
            file={file}
            {...(file ? { size: formatBytes(file.size) } : {})}
            error={tried && !file ? says.file_missing : null}
            onChange={(next) => {
              setFile(next)
              create.reset()
            }}
          />
        )}
        <TextField label={says.note} hint={says.note_hint} optional value={note} onChange={setNote} maxLength={2000} />
      </form>
    </Dialog>
  )
}
