import { useEffect, type ReactNode } from 'react'
import { useApiQuery } from '../../api/hooks.ts'
import { Loaded } from '../../api/loaded.tsx'
import { PageSkeleton } from '../../frame/states.tsx'
import { Callout, PageHeader, Stepper } from '../../ui/index.ts'
import { usePathParam, useUrlState } from '../../url-state.ts'
import { formatBytes } from '../../words/format.ts'
import type { Import } from './fields.ts'
import { MapStep } from './map-step.tsx'
import { useImportPlaces } from './places.ts'
import { PreviewStep } from './preview-step.tsx'
import { RunStep } from './run-step.tsx'
import { SheetChoice } from './sheet-choice.tsx'
import { ImportState } from './states.tsx'
import { UploadStep } from './upload-step.tsx'
import { words } from './words.ts'

const STEPS = ['upload', 'map', 'preview', 'run'] as const
type Step = (typeof STEPS)[number]
const POLL_MS = 1000

/** One import from file to result. Its address is its state: what is done is kept on the server. */
export default function ImportPage() {
  const id = usePathParam('id')
  return id === 'new' ? (
    <Frame step="upload" title={words.upload.title}>
      <UploadStep />
    </Frame>
  ) : (
    <Begun key={id} id={id} />
  )
}

function Begun({ id }: { id: string }) {
  const query = useApiQuery('import.get', { params: { id } })
  const { refetch } = query
  const running = query.data?.state === 'running' || query.data?.state === 'undoing'
  useEffect(() => {
    if (!running) return
    const timer = setInterval(() => void refetch(), POLL_MS)
    return () => clearInterval(timer)
  }, [running, refetch])
  return (
    <Loaded query={query} heading="h1" skeleton={<PageSkeleton />}>
      {(it) => <Steps it={it} />}
    </Loaded>
  )
}

/** Where one is: as far as the import is, or at an earlier step that the address names and that can still be changed. */
function stepOf(it: Import, asked: string | undefined): Step {
  if (asked === 'map' && it.abilities.includes('map')) return 'map'
  if (asked === 'preview' && it.abilities.includes('run')) return 'preview'
  if (it.state === 'uploaded') return 'map'
  return it.state === 'mapped' ? 'preview' : 'run'
}

function Steps({ it }: { it: Import }) {
  const [url, setUrl] = useUrlState()
  const step = stepOf(it, url['step'])
  const go = (to: string | null) => setUrl({ step: to }, 'push')
  return (
    <Frame
      step={step}
      title={it.file_name}
      mark={<ImportState row={it} />}
      meta={words.file_meta(words.objects[it.object], it.rows_total, formatBytes(it.size_bytes))}
      onGo={it.abilities.includes('map') ? (to) => to !== 'upload' && go(to) : undefined}
    >
      {it.warnings.length > 0 && step !== 'run' && (
        <div className="flex flex-col gap-2 pb-4">
          {it.warnings.map((warning) => (
            <Callout key={warning.code + warning.message} tone="warn" title={warning.message} />
          ))}
        </div>
      )}
      {step === 'map' && it.sheets.length > 1 && <SheetChoice it={it} />}
      {step === 'map' && <MapStep key={it.sheet} it={it} onSaved={() => setUrl({ step: 'preview' }, 'push')} />}
      {step === 'preview' && <PreviewStep it={it} onBack={() => go('map')} onRun={() => setUrl({ step: null })} />}
      {step === 'run' && <RunStep it={it} onRemap={() => go('map')} />}
    </Frame>
  )
}

function Frame({
  step,
  title,
  mark,
  meta,
  onGo,
  children,
}: {
  step: Step
  title: string
  mark?: ReactNode
  meta?: string
  onGo?: ((id: string) => void) | undefined
  children: ReactNode
}) {
  const places = useImportPlaces()
  return (
    <div className="px-4 pb-16 sm:px-6">
      <PageHeader
        title={title}
        crumbs={[{ label: places.is_partner ? words.title_partner : words.title, href: places.list }]}
        {...(mark ? { mark } : {})}
        {...(meta ? { meta } : {})}
      />
      <div className="border-b border-line pt-1 pb-3">
        <Stepper
          label={words.steps.label}
          steps={STEPS.map((id) => ({ id, label: words.steps[id] }))}
          current={step}
          {...(onGo ? { onGo } : {})}
        />
      </div>
      <div className="pt-5">{children}</div>
    </div>
  )
}
