import { Check, Copy, Download } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/index.ts'
import { saveFile } from '../save-file.ts'
import { words } from './words.ts'

/** The document as text, to be read, copied or kept. */
export function YamlView({ yaml, n }: { yaml: string; n: number }) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(yaml)
    setCopied(true)
    setTimeout(() => setCopied(false), 1600)
  }
  const lines = yaml.replace(/\n$/, '').split('\n')
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap gap-2">
        <Button
          size="small"
          icon={copied ? <Check aria-hidden className="size-3.5" /> : <Copy aria-hidden className="size-3.5" />}
          onClick={() => void copy()}
        >
          {copied ? words.yaml.copied : words.yaml.copy}
        </Button>
        <Button
          size="small"
          icon={<Download aria-hidden className="size-3.5" />}
          onClick={() => saveFile(`program-version-${n}.yaml`, 'application/yaml', yaml)}
        >
          {words.yaml.download}
        </Button>
      </div>
      <div
        role="region"
        tabIndex={0}
        aria-label={words.yaml.label(n)}
        className="overflow-x-auto rounded-lg border border-line bg-canvas py-3 font-mono text-xs/5"
      >
        <div className="grid w-max min-w-full grid-cols-[3.25rem_auto]">
          <pre aria-hidden className="pr-3 text-right text-ink-faint select-none">
            {lines.map((_, index) => index + 1).join('\n')}
          </pre>
          <pre className="pr-4">{lines.join('\n')}</pre>
        </div>
      </div>
    </div>
  )
}
